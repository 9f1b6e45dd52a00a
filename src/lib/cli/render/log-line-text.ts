import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { type LocalTime, localTime } from '../../base/local-time.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { displayWidth } from '../../base/terminal/width.js';
import { wrapText } from '../../base/terminal/wrap-text.js';
import { jsonText } from '../../base/unprintable.js';
import {
  type InvocationReport,
  invocationReport,
  structured,
} from '../../features/processors/logs/log-line.js';

/** Where the message of a line begins, after time and level. */
const messageIndent = ' '.repeat(18);

/** Where its fields begin. */
const fieldIndent = '  ';

/**
 * Fields of a structured log line that the beginning of the line or the command says, or that say nothing to a reader.
 * `--json` has all of them.
 */
const SAID_OTHERWISE = new Set([
  'level',
  'message',
  'timestamp',
  'processor',
  'requestId',
  'service',
  'sampling_rate',
  'xray_trace_id',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
  '_aws',
]);

/**
 * A log line for people: time, level and message, then the other fields as `name=value`, in lines of at most 80 columns
 * where they can be broken. The report of an invocation is one dimmed line; any other line that is not JSON stays as it is.
 */
export function logLineText(
  time: number,
  message: string,
  style: Style,
  zone: LocalTime = localTime(),
): string {
  const clock = style.dim(clockText(time, zone));
  const report = invocationReport(message);
  if (report !== undefined) return style.dim(`${clockText(time, zone)}  ${reportText(report)}`);
  const fields = structured(message);
  if (fields === undefined) return `${clock}  ${printable(message.trimEnd().replaceAll('\t', '  '))}`;
  const { level, message: text } = fields;
  const word = typeof level === 'string' ? level : 'INFO';
  const said = wrapText(
    printable(typeof text === 'string' ? text : ''),
    textColumns() - messageIndent.length,
  );
  return [
    `${clock}  ${levelText(word, style)}  ${said.join(`\n${messageIndent}`)}`,
    ...fieldsInLines(fieldTexts(fields), textColumns() - fieldIndent.length).map(
      (line) => fieldIndent + style.dim(line),
    ),
  ].join('\n');
}

/** The fields of a line as `name=value`, without those that the beginning of the line says. */
export function fieldTexts(fields: JsonObject): readonly string[] {
  return Object.entries(fields)
    .map(([name, value]) => [name, name === 'at' ? firstSource(value) : value] as const)
    .filter(([name, value]) => !SAID_OTHERWISE.has(name) && value !== '')
    .map(([name, value]) => `${printable(name)}=${printable(valueText(value))}`);
}

/** A log line as it is in the log, without what a terminal would obey. */
export function rawLogLine(message: string): string {
  return message.trimEnd().split('\n').map(printableLine).join('\n');
}

/** Tabs stay: programs split the lines of Lambda at them. */
function printableLine(line: string): string {
  return line.split('\t').map(printable).join('\t');
}

/** `duration 12.3 ms, memory 81 of 128 MB, init 250 ms`. */
function reportText({ duration, memorySize, maxMemoryUsed, initDuration, status }: InvocationReport): string {
  return [
    `duration ${duration} ms`,
    ...(memorySize === undefined || maxMemoryUsed === undefined
      ? []
      : [`memory ${maxMemoryUsed} of ${memorySize} MB`]),
    ...(initDuration === undefined ? [] : [`init ${initDuration} ms`]),
    ...(status === undefined ? [] : [`status ${status}`]),
  ].join(', ');
}

/**
 * The first place of an error that is in the project's sources, such as `handlers/sales.ts:12:7`; else nothing: places in
 * the bundle say nothing to a reader, since every name there is a letter.
 */
function firstSource(places: JsonValue): JsonValue {
  if (!Array.isArray(places)) return places;
  const found = places.map((place: JsonValue) => /^at ([^\s():]+:\d+:\d+)$/.exec(String(place))?.[1]);
  return found.find((place) => place !== undefined && !place.startsWith('/')) ?? '';
}

/** `15:04:25Z`; where the clock on the wall shows something else, that as well: `16:04:25 (15:04:25Z)`. */
export function clockText(time: number, zone: LocalTime): string {
  const utc = new Date(time).toISOString().slice(11, 19);
  const local = zone.clock(time);
  return local === utc ? `${utc}Z` : `${local} (${utc}Z)`;
}

/** Fields, as many on a line of a width as fit; only one that is longer is broken. */
export function fieldsInLines(fields: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const field of fields) {
    const longer = `${lines.at(-1) ?? ''} ${field}`;
    if (lines.length > 0 && displayWidth(longer) <= width) lines.splice(-1, 1, longer);
    else lines.push(...wrapText(field, width));
  }
  return lines;
}

function levelText(level: string, style: Style): string {
  const padded = level.toUpperCase().padEnd(5);
  return /^(ERROR|CRITICAL|WARN)/.test(padded) ? style.bold(padded) : padded;
}

function valueText(value: JsonValue): string {
  if (typeof value === 'string') return value.includes(' ') ? `"${value}"` : value;
  if (isJsonObject(value) && typeof value['name'] === 'string' && typeof value['message'] === 'string')
    return `"${value['name']}: ${value['message']}"`;
  return jsonText(value);
}
