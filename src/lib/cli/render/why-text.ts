import { type LocalTime, localTime } from '../../base/local-time.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { displayWidth, padEnd } from '../../base/terminal/width.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { andList, counted } from '../../base/words.js';
import type { EventLine, RouteLine, TargetLine, Why } from '../../features/why/index.js';
import { filteredWords } from '../../language/trace/index.js';
import { fateWords } from './fate-words.js';
import { plainWords } from './trace-words.js';

/** As wide as a time and the room after it. */
const indent = ' '.repeat(10);
/** Targets' names wider than this have a line of their own. */
const widestTarget = 24;

/** What `gcx why CONVERSATION` prints. `time`: in which time zone. */
export function whyText(why: Why, style: Style, time: LocalTime = localTime()): string {
  const { events } = why;
  const told = events.filter(isTold);
  const others = events.filter((event) => !isTold(event));
  return [
    ...headLines(why, style, time),
    '',
    ...told.flatMap((event) => eventLines(event, why.sentence, style, time)),
    ...othersLines(others, told.length),
    '',
    ...wrapLabelled('', printable(why.sentence), textColumns()).map(style.bold),
    ...why.looked.missing.flatMap((each) => wrapLabelled('Not checked: ', printable(each), textColumns())),
    ...why.looked.notes.flatMap((each) => wrapLabelled('Note: ', printable(each), textColumns())),
    ...(why.next === undefined ? [] : wrapLabelled('Next: ', why.next, textColumns())),
  ].join('\n');
}

/** Events that some route takes, or nearly. */
function isTold({ routes, misses, undecided }: EventLine): boolean {
  return routes.length + misses.length + undecided.length > 0;
}

function headLines({ conversation, stops, well }: Why, style: Style, time: LocalTime): readonly string[] {
  const { id, start, end, media, queues } = conversation;
  const title = `${media === undefined ? 'Conversation' : mediaWords(media)} ${printable(id)}`;
  const when = start === undefined ? [] : [whenWords(start, end, time)];
  const where = queues.length === 0 ? [] : [queues.map(printable).join(', then ')];
  const about = [...when, ...where].join(', ');
  return [
    style.bold(title),
    ...(about === '' ? [] : wrapLabelled('', about, textColumns())),
    ...(well.length === 0 ? [] : wrapLabelled('Now: ', well.map(printable).join(', '), textColumns())),
    ...stops.flatMap(({ what }) => wrapLabelled('! ', printable(what), textColumns()).map(style.yellow)),
  ];
}

function mediaWords(media: string): string {
  const word = media.toLowerCase();
  return word === 'voice' ? 'Voice call' : `${word.charAt(0).toUpperCase()}${word.slice(1)} conversation`;
}

/** `27 Nov 2026, 14:02-14:09 CET`. */
function whenWords(start: string, end: string | undefined, time: LocalTime): string {
  const from = Date.parse(start);
  const to = end === undefined ? undefined : Date.parse(end);
  const until =
    to === undefined
      ? ', still running'
      : time.day(to) === time.day(from)
        ? `-${time.minute(to)}`
        : ` to ${time.day(to)}, ${time.minute(to)}`;
  return `${time.day(from)}, ${time.minute(from)}${until} ${time.zone(to ?? from)}`;
}

function eventLines(event: EventLine, sentence: string, style: Style, time: LocalTime): readonly string[] {
  const { at, eventType, queue, routes, misses, undecided, seen } = event;
  const of = queue === undefined ? '' : `, queue ${printable(queue)}`;
  const short = printable(eventType.replace(/^conversation\./, ''));
  return [
    ...wrapLabelled(`${time.clock(at)}  `, `${short}${of}`, textColumns()),
    ...routes.flatMap((route) => routeLines(route, { sentence, seen }, style)),
    ...misses.flatMap(({ route, why }) =>
      wrapLabelled(`${indent}${printable(route)} does not take it: `, printable(why), textColumns()),
    ),
    ...undecided.flatMap(({ route, why }) =>
      wrapLabelled(`${indent}${printable(route)} is unclear: `, printable(why), textColumns()),
    ),
  ];
}

/** What lines about an event's targets are told with. */
interface Told {
  /** The sentence at the end. */
  readonly sentence: string;
  /** Whether somebody saw the event itself; else it follows from analytics. */
  readonly seen: boolean;
}

function routeLines({ route, rule, targets }: RouteLine, told: Told, style: Style): readonly string[] {
  const matched = rule === undefined ? 'should take it' : 'takes it';
  const widths = targets.map(({ target }) => displayWidth(printable(target)));
  const width = Math.max(0, ...widths.filter((each) => each <= widestTarget));
  return [
    `${indent}${printable(route)} ${matched}`,
    ...targets.flatMap((line) => targetLines(line, width, told, style)),
  ];
}

function targetLines(
  line: TargetLine,
  width: number,
  { sentence, seen }: Told,
  style: Style,
): readonly string[] {
  const name = printable(line.target);
  const label = `${indent}  ${padEnd(name, width)}  `;
  const words = printable(fateWords(line));
  // What the sentence at the end tells need not be told twice.
  const filtered = (line.filtered ?? []).flatMap((each) =>
    wrapLabelled(
      `${indent}    `,
      `${seen || each.because !== 'fields' ? '' : 'probably '}${plainWords(printable(filteredWords(each)))}`,
      textColumns(),
    ),
  );
  const untold = line.stops.filter(({ what }) => !sentence.includes(what.slice(1)));
  const stops = untold.flatMap(({ what }) =>
    wrapLabelled(`${indent}    now: `, printable(what), textColumns()),
  );
  if (displayWidth(name) > width)
    return [
      `${indent}  ${name}`,
      ...wrapLabelled(`${indent}    `, words, textColumns()),
      ...filtered,
      ...stops,
    ];
  return [...wrapLabelled(label, words, textColumns()).map(paintOf(line, style)), ...filtered, ...stops];
}

function paintOf({ fate, beyond }: TargetLine, style: Style): (text: string) => string {
  if (beyond?.lost === true) return style.red;
  switch (fate.kind) {
    case 'delivered':
      return style.green;
    case 'dead-lettered':
    case 'failed':
    case 'not-sent':
      return style.red;
    case 'trying':
    case 'unknown':
      return style.yellow;
  }
}

function othersLines(others: readonly EventLine[], told: number): readonly string[] {
  if (others.length === 0) return [];
  const types = [...new Set(others.map(({ eventType }) => eventType.replace(/^conversation\./, '')))];
  const more = told === 0 ? '' : 'more ';
  const text = `${counted(others.length, `${more}event`)} of types that no route wants: ${andList(types)}.`;
  return wrapLabelled('', printable(text), textColumns());
}
