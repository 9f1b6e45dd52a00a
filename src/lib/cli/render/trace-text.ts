import { gcxCommand } from '../../base/hints/gcx-command.js';
import { type LocalTime, localTime } from '../../base/local-time.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { displayWidth, padEnd } from '../../base/terminal/width.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { counted } from '../../base/words.js';
import type { EventTrace, Miss, TraceEntry, TraceSummary } from '../../language/trace/index.js';
import { sentLines, targetWords } from './sent-target-text.js';
import { afterColon, plainWords, traceIndent, withShortPaths } from './trace-words.js';
import { tracedClausesText } from './traced-clauses-text.js';

/** Misses that are explained where not all are asked for. */
const explainedMisses = 3;
/** Routes that want other event types of which each has a line. */
const asideLinesShown = 5;
/** Misses that have at least a line where not all are asked for. */
const countedMisses = 10;
/** How many of the routes that no event reaches the summary names. */
const namedMissed = 30;
/** Reasons that are told of one miss. */
const toldReasons = 3;
/** Names wider than this do not push the others to the right. */
const widestName = 34;

/** One event to show, with the file that it is from where that is worth saying. */
export interface ShownTrace {
  readonly trace: EventTrace;
  readonly file?: string;
}

/** How traces are shown. */
export interface TraceTextOptions {
  readonly label?: string;
  /** Explain every miss, not only the nearest. */
  readonly all: boolean;
  /** The clock of who reads; absent: this machine's. */
  readonly time?: LocalTime;
  /** Show also events that no rule here wants by their type; of one event alone it is always said. */
  readonly everyEvent: boolean;
  /** Names of rules that are not of this project. */
  readonly foreign: ReadonlySet<string>;
  readonly summary?: TraceSummary;
  /** How the events came about. Absent: they were given. */
  readonly provenance?: { readonly conversationId?: string };
}

/** A match is no delivery: an integration that is off, a target that lets nobody in are not looked at here. */
function disclaimer(conversation: string | undefined): string {
  return conversation === undefined
    ? `Patterns only. What else stops events: ${gcxCommand('doctor')}`
    : `Patterns only. Whether it arrived: ${gcxCommand('why', conversation)}`;
}

/** What `gcx rule test` prints. */
export function traceText(shown: readonly ShownTrace[], options: TraceTextOptions, style: Style): string {
  const { label, summary, provenance } = options;
  const last = disclaimer(provenance?.conversationId);
  const head = label === undefined ? [] : [label, ''];
  const folded =
    summary === undefined || options.everyEvent ? [] : shown.filter(({ trace }) => isUnwanted(trace));
  const blocks = shown
    .filter((one) => !folded.includes(one))
    .map((one) => eventLines(shown.length === 1 ? { trace: one.trace } : one, options, style).join('\n'));
  if (folded.length > 0) blocks.push(unwantedLines(folded).join('\n'));
  const tail =
    summary === undefined
      ? wrapLabelled(traceIndent, last, textColumns())
      : ['', ...summaryLines(summary, style), ...wrapLabelled('', last, textColumns())];
  return [...head, ...(blocks.length === 0 ? [] : [blocks.join('\n\n')]), ...tail].join('\n');
}

/** Whether all that an event misses wants other event types. */
function isUnwanted({ entries }: EventTrace): boolean {
  return (
    entries.length > 0 &&
    entries.every(({ outcome }) => outcome.kind === 'misses' && outcome.miss.otherEventType)
  );
}

function unwantedLines(folded: readonly ShownTrace[]): readonly string[] {
  const types = new Set(folded.map(({ trace }) => printable(trace.eventType ?? '(none)')));
  const count = counted(folded.length, 'event');
  return wrapLabelled(
    '',
    `${count} of types that nothing here takes: ${[...types].join(', ')}.`,
    textColumns(),
  );
}

function eventLines({ trace, file }: ShownTrace, options: TraceTextOptions, style: Style): readonly string[] {
  const at = Date.parse(trace.time ?? '');
  const zone = options.time ?? localTime();
  const isElsewhere = !Number.isNaN(at) && zone.zone(at) !== 'UTC';
  const local = isElsewhere ? `(${zone.clock(at)} ${zone.zone(at)})` : undefined;
  const title = [trace.eventType ?? '(an event without a detail-type)', trace.time, local].filter(
    (text) => text !== undefined,
  );
  const place = file === undefined ? '' : style.dim(`  ${printable(file)}`);
  const width = nameWidth(trace.entries);
  let misses = 0;
  const aside: TraceEntry[] = [];
  const lines = trace.entries.flatMap((entry) => {
    const { outcome } = entry;
    if (outcome.kind !== 'misses') return entryLines(entry, width, options, style);
    if (!options.all && outcome.miss.otherEventType) {
      aside.push(entry);
      return [];
    }
    const inFull = options.all || misses < explainedMisses;
    if (!options.all && ++misses > countedMisses) return [];
    return [
      missHead(entry, outcome.miss, width, options, style),
      ...(inFull ? missLines(outcome.miss, style) : []),
    ];
  });
  return [
    `${style.bold(printable(title.join(' ')))}${place}`,
    ...lines,
    ...(!options.all && misses > countedMisses
      ? [`${traceIndent}${misses - countedMisses} more are missed; --all shows them.`]
      : []),
    ...asideLines(aside, trace, width, style),
  ];
}

function nameWidth(entries: readonly TraceEntry[]): number {
  const widths = entries.map(({ name }) => displayWidth(printable(name)));
  return Math.max(0, ...widths.filter((width) => width <= widestName));
}

/** `  reaches  NAME  `, and the columns that it takes of its last line; a wide name has a line of its own. */
function heading(
  word: string,
  paint: (text: string) => string,
  { name }: TraceEntry,
  width: number,
): Heading {
  const shown = padEnd(printable(name), width);
  const label = `${traceIndent}${paint(padEnd(word, 8))} `;
  const labelColumns = traceIndent.length + 9;
  return displayWidth(shown) > width
    ? { text: `${label}${shown}\n${' '.repeat(labelColumns)}`, columns: labelColumns }
    : { text: `${label}${shown}  `, columns: labelColumns + width + 2 };
}

interface Heading {
  readonly text: string;
  readonly columns: number;
}

function entryLines(
  entry: TraceEntry,
  width: number,
  { foreign }: TraceTextOptions,
  style: Style,
): readonly string[] {
  const { outcome } = entry;
  const note = foreign.has(entry.name) ? '(not of this project)' : '';
  switch (outcome.kind) {
    case 'reaches': {
      const head = heading('matches', style.green, entry, width);
      const column = ' '.repeat(head.columns);
      const lines = [
        ...outcome.targets.flatMap((each) => sentLines(each, column)),
        ...(note === '' ? [] : [column + note]),
      ];
      return lines.map((text, index) => (index === 0 ? head.text + text.slice(head.columns) : text));
    }
    case 'sends-nothing': {
      const disabled = outcome.because === 'disabled';
      const head = heading(disabled ? 'disabled' : 'matches', style.yellow, entry, width);
      const words = disabled
        ? ['matches, but is disabled', ...outcome.targets.map(targetWords)]
        : ['but has no targets'];
      return [...words, ...(note === '' ? [] : [note])].map(
        (text, index) => (index === 0 ? head.text : ' '.repeat(head.columns)) + text,
      );
    }
    case 'undecided': {
      const head = heading('unclear', style.yellow, entry, width);
      return wrapAfter(head, printable(outcome.why));
    }
    case 'misses':
      return [];
  }
}

function missHead(
  entry: TraceEntry,
  miss: Miss,
  width: number,
  { foreign }: TraceTextOptions,
  style: Style,
): string {
  const head = heading('misses', style.red, entry, width);
  const marks = [
    ...(entry.enabled ? [] : ['disabled']),
    ...(foreign.has(entry.name) ? ['not of this project'] : []),
    ...(entry.rules > 1 ? [`the nearest of its ${entry.rules} rules`] : []),
  ];
  const words = `${missCount(miss)}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`;
  return wrapAfter(head, words).join('\n');
}

function missCount({ failing, clauses }: Miss): string {
  if (failing === 0) return 'each condition is met, but not all at once';
  const total = clauses.length;
  return `${failing} of ${counted(total, 'condition')} ${failing === 1 ? 'fails' : 'fail'}`;
}

function wrapAfter({ text, columns }: Heading, words: string): readonly string[] {
  const [first = '', ...rest] = wrapLabelled(' '.repeat(columns), words, textColumns());
  return [text + first.slice(columns), ...rest];
}

function missLines({ clauses, reasons }: Miss, style: Style): readonly string[] {
  const told = reasons.slice(0, toldReasons);
  return [
    ...tracedClausesText(clauses, `${traceIndent}  `, style),
    ...told.flatMap(({ message, cure, alsoPaths }) => {
      const also = alsoPaths.length === 0 ? '' : ` (The same for ${alsoPaths.join(', ')}.)`;
      const why = afterColon(withShortPaths(printable(message + also)));
      return [
        ...wrapLabelled(`${traceIndent}Why: `, why, textColumns()),
        ...(cure === undefined
          ? []
          : wrapLabelled(`${traceIndent}Fix: `, withShortPaths(printable(cure)), textColumns())),
      ];
    }),
  ];
}

/** The routes that want other event types: one line each, and a word where there are only such. */
function asideLines(
  aside: readonly TraceEntry[],
  { entries, eventType }: EventTrace,
  width: number,
  style: Style,
): readonly string[] {
  const shown = aside.slice(0, asideLinesShown);
  const lines = shown.flatMap((entry) => {
    const wanted = entry.outcome.kind === 'misses' ? wantedEventTypes(entry.outcome.miss) : '';
    return wrapAfter(heading('misses', style.red, entry, width), `wants ${wanted}`);
  });
  const more = aside.length - shown.length;
  if (more > 0) lines.push(`${traceIndent}${more} more are for other event types; --all shows them.`);
  if (aside.length > 0 && aside.length === entries.length) {
    const why = `nothing here takes events of type ${printable(eventType ?? '(none)')}.`;
    lines.push(...wrapLabelled(`${traceIndent}Why: `, why, textColumns()));
  }
  return lines;
}

function wantedEventTypes({ clauses }: Miss): string {
  const condition = clauses.find((clause) => !('anyOf' in clause) && clause.field === 'event type');
  return condition === undefined || 'anyOf' in condition
    ? 'another event type'
    : plainWords(printable(condition.wants));
}

function summaryLines({ events, reached, entries }: TraceSummary, style: Style): readonly string[] {
  const reaching = entries.filter((entry) => entry.reached > 0);
  const width = Math.max(0, ...reaching.map(({ name }) => displayWidth(printable(name))));
  const digits = String(events).length;
  const missed = entries.filter((entry) => entry.reached === 0).map(({ name }) => printable(name));
  const named = missed.slice(0, namedMissed).join(', ');
  const more = missed.length > namedMissed ? ` and ${missed.length - namedMissed} more` : '';
  return [
    style.bold(
      `${events} events: ${reached} ${reached === 1 ? 'matches' : 'match'} something, ${events - reached} nothing.`,
    ),
    ...reaching.flatMap((entry) => {
      const head = `${traceIndent}${padEnd(printable(entry.name), width)}  ${String(entry.reached).padStart(digits)}  `;
      const targets = entry.targets.map(targetWords);
      return targets.map((text, index) => (index === 0 ? head : ' '.repeat(displayWidth(head))) + text);
    }),
    ...(missed.length === 0 ? [] : wrapLabelled(`${traceIndent}Not matched: `, named + more, textColumns())),
  ];
}
