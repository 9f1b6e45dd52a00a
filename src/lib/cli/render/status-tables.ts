import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { cutToWidth, displayWidth, padEnd } from '../../base/terminal/width.js';
import { counted } from '../../base/words.js';
import { numberOf, sumOf } from '../../features/status/counts.js';
import type {
  Flow,
  FunctionStatus,
  PipeStatus,
  Presence,
  QueueStatus,
  RouteStatus,
  TargetStatus,
  TopicStatus,
} from '../../features/status/model.js';
import { refusingTargets } from '../../features/status/refusing-targets.js';
import { reportedOf } from '../../features/status/route-numbers.js';
import { keptIn, thingsOf } from '../../features/status/target-things.js';
import { traceTarget } from '../../language/trace/index.js';
import { agoText, flowText, lengthText, numberText, reasonsText, type StatusReader } from './status-words.js';

/** Columns of a name at most: longer ones are cut. */
const NAME_COLUMNS = 24;

interface Row {
  readonly cells: readonly string[];
  readonly bad: boolean;
}

/** A route a line: what its rules matched, what failed, when the last event came. */
export function routeTable(
  { routes, targets }: PipeStatus,
  reader: StatusReader,
  style: Style,
  columns: number,
): readonly string[] {
  return table(
    ['ROUTE', 'MATCHED', 'FAILED', 'DEAD', 'LAST', 'TARGETS'],
    routes.map((route) => routeRow(route, refusingTargets(route, targets), reader)),
    style,
    columns,
  );
}

/** A target a line: what waits, for how long, what its own service says. */
export function targetTable(
  { targets }: PipeStatus,
  reader: StatusReader,
  style: Style,
  columns: number,
): readonly string[] {
  return table(
    ['TARGET', 'WAITS', 'OLDEST', 'ITS OWN SERVICE, ALL SENDERS'],
    targets.map((target) => targetRow(target, reader)),
    style,
    columns,
  );
}

/** @param refusing its targets that are known to refuse: they come first, and the last column is cut */
function routeRow(route: RouteStatus, refusing: readonly string[], reader: StatusReader): Row {
  const { name, rules, enabled, targets, numbers } = route;
  const { matched } = numbers;
  const reported = (of: 'failed' | 'deadLettered') => {
    const value = reportedOf(numbers, of);
    if (value !== undefined) return numberText(value);
    return numbers[of].count.kind === 'none' ? '-' : '?';
  };
  const rest = targets.filter((name) => !refusing.includes(name));
  const where = [...refusing.map((name) => `! ${printable(name)}`), ...rest.map(printable)].join(', ');
  const note =
    rules?.length === 0
      ? 'not applied: '
      : !enabled || rules?.some((rule) => !rule.enabled)
        ? 'disabled: '
        : '';
  return {
    bad: numbers.failing !== undefined || rules?.length === 0,
    cells: [
      printable(name),
      rules?.length === 0 ? '-' : flowText(matched, '>='),
      rules?.length === 0 ? '-' : reported('failed'),
      rules?.length === 0 ? '-' : reported('deadLettered'),
      matched.last === undefined ? '-' : agoText(matched.last, reader),
      note + (where || 'none'),
    ],
  };
}

/** A thing by AWS's word for its service and its name, e.g. `kinesis calls`: the ARN is too long for a row. */
function thingWords(arn: string): string {
  const { service, name } = traceTarget({ arn });
  return name === arn ? arn : `${service} ${name.replace(/^(?:stream|deliverystream)\//, '')}`;
}

function targetRow(target: TargetStatus, reader: StatusReader): Row {
  const { name, queue, topics, function: of, deadLetters, deadLettersOf, arn } = target;
  const isMissing = thingsOf(target).some(({ thing }) => thing.state === 'missing');
  const words = [
    ...(deadLetters === undefined ? [] : deadLetterWords(deadLetters)),
    ...(queue === undefined ? [] : [stateWords(queue.state, 'SQS queue') ?? '']),
    ...(queue?.state === 'there' && deadLettersOf.length > 0 ? [keptWords(queue, reader)] : []),
    ...(topics === undefined ? [] : [topicWords(topics)]),
    ...(of === undefined ? [] : [functionWords(of)]),
    ...(arn === undefined ? [] : [`not read: ${printable(thingWords(arn))}`]),
  ].filter((each) => each !== '');
  return {
    bad: isMissing || (keptIn(target)?.waiting ?? 0) > 0,
    cells: [
      printable(name),
      ...(queue === undefined ? ['-', '-'] : queueCells(queue)),
      [...new Set(words)].join('; '),
    ],
  };
}

/** Undefined where it is there. */
function stateWords(state: Presence, thing: string): string | undefined {
  switch (state) {
    case 'there':
      return undefined;
    case 'missing':
      return `the ${thing} is not there`;
    case 'unknown':
      return 'could not be read';
    case 'elsewhere':
      return 'in another account: not read';
  }
}

function queueCells({ waiting, oldestSeconds }: QueueStatus): readonly [string, string] {
  return [
    waiting === undefined ? '?' : numberText(waiting),
    waiting === 0 || waiting === undefined
      ? '-'
      : oldestSeconds === undefined
        ? '?'
        : lengthText(oldestSeconds * 1_000),
  ];
}

/** What a processor keeps that it could not handle; nothing where nothing waits there. */
function deadLetterWords({ state, waiting = 0, letters }: QueueStatus): readonly string[] {
  const words = stateWords(state, 'SQS queue');
  if (words !== undefined) return [`dead letters: ${words}`];
  if (waiting === 0) return [];
  const count = counted(waiting, 'dead letter');
  return [letters === undefined ? count : `${count} (${reasonsText(letters)})`];
}

function keptWords(
  { waiting = 0, oldestSeconds, retentionSeconds, letters }: QueueStatus,
  reader: StatusReader,
): string {
  if (waiting === 0) return 'dead letters: none';
  const what = letters === undefined ? 'dead letters' : reasonsText(letters);
  if (oldestSeconds === undefined || retentionSeconds === undefined) return what;
  const until = reader.readAt + (retentionSeconds - oldestSeconds) * 1_000;
  return `${what}, the oldest kept until ${reader.time.shortDay(until)}`;
}

function topicWords(topics: readonly TopicStatus[]): string {
  const [first] = topics;
  if (first === undefined) return '';
  const missing = topics.filter(({ state }) => state === 'missing').length;
  if (topics.length === 1) {
    const state = stateWords(first.state, 'SNS topic');
    if (state !== undefined) return state;
  }
  const sum = (of: 'published' | 'delivered' | 'failed') => ({
    count: sumOf(topics.map((topic) => topic[of].count)),
  });
  const failed = numberOf(sum('failed')) ?? 0;
  const subscribers = topics.flatMap((topic) => topic.subscribers ?? []);
  const pending = subscribers.filter(({ confirmed }) => !confirmed).length;
  const known = topics.every((topic) => topic.subscribers !== undefined);
  return [
    ...(topics.length > 1 ? [counted(topics.length, 'topic')] : []),
    ...(missing > 0 ? [`${missing} not there`] : []),
    deliveredWords(sum('published'), sum('delivered')),
    ...(failed > 0 ? [`${numberText(failed)} failed`] : []),
    ...(pending > 0 ? [`${pending} to confirm`] : []),
    ...(known && subscribers.length === 0 ? ['no subscriber'] : []),
  ].join(', ');
}

/** SNS sends no number of what did not happen (yet): that is not 0. */
function deliveredWords(published: Flow, delivered: Flow): string {
  if (numberOf(delivered) !== undefined) return `${flowText(delivered, '>=')} delivered`;
  if (delivered.count.kind === 'unknown') return 'numbers not read';
  return published.count.kind === 'none' ? 'no message counted' : 'no delivery counted';
}

function functionWords({ state, invocations, errors, throttles }: FunctionStatus): string {
  const words = stateWords(state, 'function');
  if (words !== undefined) return words;
  if (invocations.count.kind === 'unknown') return 'numbers not read';
  const some = (flow: Flow, one: string, many: string) => {
    const value = numberOf(flow) ?? 0;
    return value > 0 ? [`${flowText(flow, '>=')} ${value === 1 ? one : many}`] : [];
  };
  const calls = some(invocations, 'call', 'calls');
  return [
    ...(calls.length === 0 ? ['no call counted'] : calls),
    ...some(errors, 'error', 'errors'),
    ...some(throttles, 'throttled', 'throttled'),
  ].join(', ');
}

/** Lines of columns two apart: all but the first and the last to the right, the last cut to what room is left. */
function table(
  head: readonly string[],
  rows: readonly Row[],
  style: Style,
  columns: number,
): readonly string[] {
  if (rows.length === 0) return [];
  const all = [head, ...rows.map(({ cells }) => cells)];
  const widths = head.map((_, index) =>
    Math.max(...all.map((cells) => displayWidth(cutToWidth(cells[index] ?? '', NAME_COLUMNS)))),
  );
  const last = head.length - 1;
  const write = (cells: readonly string[]) => {
    const before = cells.slice(0, last).map((cell, index) => {
      const width = widths[index] ?? 0;
      const text = cutToWidth(cell, NAME_COLUMNS);
      return index === 0 ? padEnd(text, width) : ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
    });
    const start = `${before.join('  ')}  `;
    return start + cutToWidth(cells[last] ?? '', columns - 2 - displayWidth(start));
  };
  return [
    style.bold(`  ${write(head)}`.trimEnd()),
    ...rows.map(({ cells, bad }) => `${bad ? style.red('!') : ' '} ${write(cells)}`.trimEnd()),
  ];
}
