import { gcxCommand } from '../../base/hints/gcx-command.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { cutToWidth, padEnd } from '../../base/terminal/width.js';
import { wrapText } from '../../base/terminal/wrap-text.js';
import { counted } from '../../base/words.js';
import type {
  NotRemoved,
  Sweep,
  TailEvent,
  TailOutcome,
  TailStart,
  TailThing,
} from '../../features/tail/index.js';

/** Columns of the parts of a line: 80 in all; on a terminal that has room for it, whole conversation ids. */
const narrow = { eventType: 16, queue: 20, conversation: 8 };
const roomy = { eventType: 20, queue: 26, conversation: 36 };
const roomyColumns = 120;

/** The heading above the events. */
export function tailHeading(columns: number): string {
  const conversation = columns >= roomyColumns ? 'CONVERSATION' : 'CONV.';
  return row(['TIME (Z)', 'EVENT', 'QUEUE', conversation, 'MEDIA', 'DIRECTION'], columns);
}

/** One event as one line: time, event type, queue, conversation, media, direction. */
export function tailLine(event: TailEvent, queueName: string | undefined, columns: number): string {
  const { time, alias, queueId = '', conversationId = '', mediaType = '', direction = '' } = event;
  const clock = /T(\d\d:\d\d:\d\d)/.exec(time)?.[1] ?? time;
  return row([clock, alias, queueName ?? queueId, conversationId, mediaType, direction], columns);
}

function row(cells: readonly [string, string, string, string, string, string], columns: number): string {
  const widths = columns >= roomyColumns ? roomy : narrow;
  const [time, eventType, queue, conversation, media, direction] = cells;
  return [
    cell(time, 8),
    cell(eventType, widths.eventType),
    cell(queue, widths.queue),
    // The beginning of an id is what people compare; an ellipsis would take a digit of it.
    padEnd(printable(conversation).slice(0, widths.conversation), widths.conversation),
    cell(media, 8),
    cell(direction, 9),
  ]
    .join('  ')
    .trimEnd();
}

/** A text cut or filled to exactly so many columns. */
function cell(text: string, columns: number): string {
  return padEnd(cutToWidth(printable(text), columns), columns);
}

/** What a tail made, and when it will be gone. */
export function tailStartText({ apparatus, selection, ends }: TailStart, style: Style): string {
  const { bus, queueName, rules, expires } = apparatus;
  const ruleNames =
    rules.length === 1 ? `rule ${rules[0]?.name}` : `${rules.length} rules ${queueName}-1 … -${rules.length}`;
  const made = `Made for it on bus ${bus}: ${ruleNames}, and SQS queue ${queueName}. They are removed at the end; should gcx crash, by the next ${gcxCommand('tail')} (they expire at ${clockOf(expires)}).`;
  return [
    `${style.bold(`Tail of ${printable(selection.words)}`)}, until ${clockOf(ends)} or Ctrl-C.`,
    ...wrapText(made, 80),
    'Events arrive from now on; AWS may take up to a minute to begin.',
  ].join('\n');
}

/** How a tail ended; `duration` is how long it was to run. */
export function tailEndText(outcome: TailOutcome, duration: string, save: string | undefined): string {
  const { events, reason, left } = outcome;
  const count = counted(events, 'event');
  const why = { count: '', time: ` in ${duration}`, interrupted: ', then interrupted' }[reason];
  const saved = save === undefined || events === 0 ? '' : `, saved in ${printable(save)}`;
  const gone = left.length === 0 ? 'The temporary rules and SQS queue are gone.' : '';
  return `${count}${why}${saved}. ${gone}`.trim();
}

/** What could not be removed, and what will. */
export function tailLeftText(left: readonly NotRemoved[]): string {
  return [
    'Could not be removed:',
    ...left.map(({ what, why }) => `  ${what}: ${printable(why)}`),
    `Remove it with ${gcxCommand('tail', '--sweep')}.`,
  ].join('\n');
}

/** What a sweep removed, and what it left alone; nothing where there was nothing. */
export function sweepText({ removed, running }: Sweep): string {
  return [
    ...removed.map((thing) => `Removed ${nameOf(thing)}, which a former tail left behind.`),
    ...running.map((thing) => `Left alone: ${nameOf(thing)}, of a tail that still runs or has not expired.`),
  ].join('\n');
}

function nameOf(thing: TailThing): string {
  return thing.kind === 'rule' ? `rule ${thing.name}` : `SQS queue ${thing.name}`;
}

function clockOf(time: Date): string {
  return time.toISOString().replace(/^.*T(.*)\.\d+Z$/, '$1Z');
}
