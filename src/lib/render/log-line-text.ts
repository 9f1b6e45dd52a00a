import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import { printable } from './printable.js';
import type { Style } from './style.js';

/** Fields of a structured log line that the beginning of the line says, or that say nothing to a reader. */
const SAID_OTHERWISE = new Set([
  'level',
  'message',
  'timestamp',
  'service',
  'sampling_rate',
  'xray_trace_id',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
]);

/** Whether a line is Lambda's own (START, END, REPORT, INIT_START) or carries metrics (CloudWatch's embedded metric format). */
export function isNoise(message: string): boolean {
  return /^(START|END|REPORT|INIT_START) /.test(message) || structured(message)?.['_aws'] !== undefined;
}

/** A log line for people: time, level, message, then the other fields as `name=value`. A line that is no JSON stays as it is. */
export function logLineText(time: number, message: string, style: Style): string {
  const clock = style.dim(`${new Date(time).toISOString().slice(11, 19)}Z`);
  const fields = structured(message);
  if (fields === undefined) return `${clock}  ${printable(message.trimEnd())}`;
  const { level, message: text } = fields;
  const rest = Object.entries(fields)
    .filter(([name]) => !SAID_OTHERWISE.has(name))
    .map(([name, value]) => `${printable(name)}=${printable(valueText(value))}`);
  const word = typeof level === 'string' ? level : 'INFO';
  return [
    clock,
    levelText(word, style),
    printable(typeof text === 'string' ? text : ''),
    style.dim(rest.join(' ')),
  ]
    .filter((part) => part !== '')
    .join('  ');
}

/** A line as JSON; undefined where it is none. */
export function structured(message: string): JsonObject | undefined {
  if (!message.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(message);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function levelText(level: string, style: Style): string {
  const padded = level.toUpperCase().padEnd(5);
  return /^(ERROR|CRITICAL|WARN)/.test(padded) ? style.bold(padded) : padded;
}

function valueText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
