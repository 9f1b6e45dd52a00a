import { bothClocks, type LocalTime } from '../../base/local-time.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { cutToWidth } from '../../base/terminal/width.js';
import { wrapText } from '../../base/terminal/wrap-text.js';
import { andList, counted } from '../../base/words.js';
import type {
  DevelopmentEnd,
  DevelopmentError,
  DevelopmentOutcome,
  DevelopmentResult,
  DevelopmentStart,
  Reload,
} from '../../features/development/index.js';
import { structured } from '../../features/processors/logs/log-line.js';
import type { TailEvent } from '../../features/tail/index.js';
import { clockText, fieldsInLines, fieldTexts } from './log-line-text.js';
import type { TailReader } from './tail-line.js';
import { tailEndText, tailMadeText } from './tail-text.js';

/** What stands before what belongs to an event. */
const INDENT = '  ';

/** Fields of the event, which the line above has said. */
const OF_EVENT: ReadonlySet<string> = new Set(['eventType', 'conversationId', 'correlationId', 'attempt']);

/** How Lambda writes what `console` is given: time, request id, level and text, each after a tab. */
const CONSOLE = /^\d{4}-\d\d-\d\dT[\d:.]+Z\t(?:[0-9a-f-]{36}|undefined)\t([A-Z]+)\t([\s\S]*)$/;

/** What happens, before the first event: where events come from, and what is real. */
export function developmentStartText(start: DevelopmentStart, style: Style, time: LocalTime): string {
  const { processor, handler, files, selection, ends } = start;
  return [
    `${style.bold(`Processor ${printable(processor)} on this machine`)}, until ${bothClocks(time, ends.getTime())} or Ctrl-C.`,
    ...paragraph(
      `Handler: ${printable(handler)}. gcx watches ${counted(files, 'source file')} and loads the handler again when one changes.`,
    ),
    ...paragraph(`Events: ${printable(selection.words)}. ${tailMadeText(start, time)}`),
    ...realText(start).flatMap(paragraph),
    'Events arrive from now on. It can take AWS up to a minute to start.',
  ].join('\n');
}

/** What is real, and what is not. */
function realText({ sandbox, secrets, processor }: DevelopmentStart): readonly string[] {
  const memory =
    'Not real: the table of handled events (it is in memory, and empty after each reload), retries, dead letters and metrics.';
  if (sandbox)
    return [
      'Genesys Cloud and AWS are the sandbox. Calls of the handler to other systems are real.',
      `${memory} If ${printable(processor)} is applied in the sandbox, it handles each event there, too.`,
    ];
  const secretsText = {
    none: '',
    read: ' The secrets of the processor are read.',
    withheld:
      ' The secrets of the processor are not read (--with-secrets reads them): calls to Genesys Cloud use your credentials.',
  }[secrets];
  return [
    `Warning: the events are real, and the deployed ${printable(processor)} handles each of them, too. What this handler does in other systems, such as a request to a CRM, is done twice.`,
    `Calls to AWS use your credentials.${secretsText}`,
    memory,
  ];
}

/** An event that arrived, in one line: time, event type, conversation, queue. */
export function developmentEventText(
  { time, alias, conversationId, queueId, id }: TailEvent,
  queueName: string | undefined,
  { columns, time: zone }: TailReader,
  style: Style,
): string {
  const at = Date.parse(time);
  const clock = Number.isNaN(at) ? printable(time) : clockText(at, zone);
  const parts = [alias, conversationId ?? `event ${id}`, queueName ?? queueId ?? ''].map(printable);
  const text = [clock, ...parts.filter((part) => part !== '')].join('  ');
  return style.bold(columns === undefined ? text : cutToWidth(text, columns));
}

/** A line that the handler logged, below its event. */
export function developmentLogText(line: string, style: Style): string {
  const fields = structured(line);
  if (fields === undefined) {
    const [, level, said = line] = CONSOLE.exec(line.trimEnd()) ?? [];
    const head = level === undefined ? '' : `${level.padEnd(5)}  `;
    return said
      .split('\n')
      .map((each, index) => `${INDENT}${index === 0 ? head : ''}${printable(each.replaceAll('\t', '  '))}`)
      .join('\n');
  }
  const { level = 'INFO', message = '' } = fields;
  const shown = Object.fromEntries(Object.entries(fields).filter(([name]) => !OF_EVENT.has(name)));
  return [
    `${INDENT}${printable(String(level)).padEnd(5)}  ${printable(String(message))}`,
    ...fieldsInLines(fieldTexts(shown), textColumns() - 2 * INDENT.length).map(
      (each) => `${INDENT}${INDENT}${style.dim(each)}`,
    ),
  ].join('\n');
}

/** How an event ended, below it. */
export function developmentResultText(result: DevelopmentResult, style: Style): string {
  const lines = resultLines(result, style);
  return lines.map((line, index) => (index === 0 ? INDENT : `${INDENT}${INDENT}`) + line).join('\n');
}

function resultLines(result: DevelopmentResult, style: Style): readonly string[] {
  if (result.outcome === 'died')
    return [
      `${style.red('died')}: ${errorText(result.error)}`,
      'The process of the handler ended. The next event starts a new one.',
    ];
  const { outcome, handlerMilliseconds, deadLetter, error, counted: metrics = {} } = result;
  const took = handlerMilliseconds === undefined ? '' : ` in ${handlerMilliseconds} ms`;
  const counts = Object.entries(metrics).map(([name, value]) => `${printable(name)} ${value}`);
  const measured = counts.length === 0 ? [] : [style.dim(`metrics (not written): ${counts.join(', ')}`)];
  switch (outcome) {
    case 'processed':
      return [`${style.green('handled')}${took}`, ...measured];
    case 'duplicate':
      return [`${style.yellow('duplicate')}: an event with the same key was handled before`];
    case 'filtered':
      return [`${style.yellow('filtered')}: it is not in "only" of the processor`];
    case 'stale':
      return [
        `${style.yellow('too old')}${deadLetter === undefined ? ': AWS would drop it' : `: ${printable(deadLetter.detail)}`}`,
        ...(deadLetter === undefined ? [] : ['In AWS, it would go to the dead-letter queue.']),
      ];
    case 'deadLettered':
      return [
        `${style.red(deadLetter?.reason === 'do-not-retry' ? 'gave up' : 'malformed')}${took}: ${error === undefined ? printable(deadLetter?.detail ?? '') : errorText(error)}`,
        'In AWS, it would go to the dead-letter queue at once.',
        ...measured,
      ];
    case 'failed':
      return [
        `${style.red('failed')}${took}${error === undefined ? ': its time was up' : `: ${errorText(error)}`}`,
        'In AWS, it would be retried, and dead-lettered after the 5th attempt.',
        ...measured,
      ];
    case 'inProgress':
      return ['in progress elsewhere'];
  }
}

function errorText({ name, message, place }: DevelopmentError): string {
  const what = name === 'Error' ? printable(message) : `${printable(name)}: ${printable(message)}`;
  return place === undefined ? what : `${what} (${printable(place)})`;
}

/** Code that was loaded again. */
export function reloadText({ files, milliseconds }: Reload): string {
  return `${files.map(printable).join(', ')} changed: loaded again in ${Math.round(milliseconds)} ms.`;
}

/** The ends of events, in the order in which they are told. */
const ENDS: readonly (readonly [DevelopmentEnd, string])[] = [
  ['processed', 'handled'],
  ['duplicate', 'duplicate'],
  ['filtered', 'filtered'],
  ['stale', 'too old'],
  ['failed', 'failed'],
  ['deadLettered', 'that AWS would dead-letter'],
  ['died', 'died'],
  ['inProgress', 'in progress elsewhere'],
];

/** How many events ended how, and what became of what was made. */
export function developmentEndText(outcome: DevelopmentOutcome, duration: string): string {
  const told = ENDS.flatMap(([end, words]) => {
    const count = outcome.counts[end];
    return count === undefined ? [] : [`${count} ${words}`];
  });
  const handled = Object.values(outcome.counts).reduce((sum, count) => sum + count, 0);
  // The time was over, or it was broken off, while it waited for corrected code or was handled.
  if (handled < outcome.events) told.push(`${outcome.events - handled} not handled`);
  const end = tailEndText(outcome, duration, undefined);
  return told.length === 0 ? end : `${andList(told)}.\n${end}`;
}

function paragraph(text: string): readonly string[] {
  return wrapText(text, textColumns());
}
