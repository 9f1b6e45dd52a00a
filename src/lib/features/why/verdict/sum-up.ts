import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { andList } from '../../../base/words.js';
import { STAGES, type Stop } from '../model/evidence.js';
import { isCertain, isLost } from '../model/fate.js';
import { type EventLine, type TargetLine, targetLinesOf, type Why } from '../model/model.js';
import { blankWords } from './blank-words.js';
import { reasonStop } from './reasons.js';

/** What a conversation comes to: the outcome, a sentence, and what to do next. */
export type Conclusion = Pick<Why, 'outcome' | 'sentence' | 'next'>;

/** A target with all that became of the conversation's events there. */
interface OfTarget {
  readonly name: string;
  readonly lines: readonly TargetLine[];
}

/** What is asked about. */
export interface SummedUp {
  /** Its id. */
  readonly conversation: string;
  /** Name of the only target that is asked about: the events' lines are of it alone. Absent: all. */
  readonly target?: string;
  /** Whether `gcx redrive` cannot send what was going to a target back. Absent: it can. */
  readonly stays?: (target: string, arn: string) => boolean;
  /** Whether the file has an archive, from which `gcx replay` sends again. Absent: it has none. */
  readonly isArchived?: boolean;
}

/** Pure: the sentence at the end, with the first cause on the pipe where something did not arrive. */
export function sumUpWhy(asked: SummedUp, events: readonly EventLine[], stops: readonly Stop[]): Conclusion {
  const targets = byTarget(events);
  if (targets.length === 0) return notWanted(asked, events);
  const lost = targets.filter(({ lines }) => lines.some(isGone));
  const open = targets.filter((each) => !lost.includes(each) && !each.lines.every(isThere));
  const there = targets.filter((each) => !lost.includes(each) && !open.includes(each));
  if (lost.length > 0) return ofLost({ there, lost, open }, stops, asked, events);
  if (open.length > 0) return ofOpen({ there, open }, stops);
  return ofAll(there);
}

/** It came to every target; what is behind one may stop it now. */
function ofAll(there: readonly OfTarget[]): Conclusion {
  const lines = there.flatMap((each) => each.lines);
  const reached = reachedAll(there);
  const stopped = lines.find(({ stops }) => stops.length > 0);
  const stop = stopped?.stops[0];
  if (stopped === undefined || stop === undefined) return { outcome: 'reached', sentence: `${reached}.` };
  return {
    outcome: 'in-part',
    sentence: `${reached}; behind ${stopped.target}, as things are now: ${small(stop.what)}`,
    ...(stop.cure === undefined ? {} : { next: stop.cure }),
  };
}

function reachedAll(there: readonly OfTarget[]): string {
  const sure = there.every(({ lines }) => lines.every(isSure));
  return `It ${sure ? '' : 'probably '}reached ${named(there)}`;
}

interface Sorted {
  readonly there: readonly OfTarget[];
  readonly lost: readonly OfTarget[];
  readonly open: readonly OfTarget[];
}

function ofLost(
  { there, lost, open }: Sorted,
  stops: readonly Stop[],
  asked: SummedUp,
  events: readonly EventLine[],
): Conclusion {
  const gone = lost.flatMap(({ lines }) => lines.filter(isGone));
  const first = [...gone].sort((a, b) => stageOf(a) - stageOf(b))[0];
  const cause = first === undefined ? undefined : causeOf(first, stops);
  const probably = [...there.flatMap(({ lines }) => lines), ...gone].every(isSure) ? '' : 'probably ';
  const reached = `It ${probably}${reachedWords({ there, lost, open })}`;
  const because = cause === undefined ? '.' : `: ${small(cause.what)}`;
  const rest = open.length === 0 ? '' : ` Whether it reached ${named(open)} is not known.`;
  return {
    outcome: there.length + open.length === 0 ? 'nothing' : 'in-part',
    sentence: `${reached}${because}${rest}`,
    ...nextOf(gone, cause, asked, events),
  };
}

function reachedWords({ there, lost, open }: Sorted): string {
  if (there.length > 0) return `reached ${named(there)}, not ${named(lost)}`;
  return open.length > 0 || lost.length === 1 ? `did not reach ${named(lost)}` : 'reached nothing';
}

function ofOpen({ there, open }: Omit<Sorted, 'lost'>, stops: readonly Stop[]): Conclusion {
  const lines = open.flatMap((each) => each.lines);
  const trying = lines.find(({ fate }) => fate.kind === 'trying');
  const reached = there.length === 0 ? '' : `${reachedAll(there)}. `;
  if (trying !== undefined)
    return {
      outcome: 'unknown',
      sentence: `${reached}EventBridge is still trying to deliver it to ${trying.target}.`,
    };
  const stop = [...stops, ...lines.flatMap((each) => each.stops)][0];
  const now = stop === undefined ? '' : ` As things are now: ${small(stop.what)}`;
  const [blanks = []] = lines.flatMap(({ fate }) => (fate.kind === 'unknown' ? [fate.because] : []));
  const why = blanks.length === 0 ? '' : `: ${blankWords(blanks)}`;
  return {
    outcome: 'unknown',
    sentence: `${reached}It cannot be known whether it reached ${named(open)}${why}.${now}`,
    ...(stop?.cure === undefined ? {} : { next: stop.cure }),
  };
}

function notWanted({ conversation, target }: SummedUp, events: readonly EventLine[]): Conclusion {
  // Whether analytics or AWS were asked at all is not known here.
  if (events.length === 0)
    return {
      outcome: 'unknown',
      sentence: 'None of its events is known: gcx cannot tell what happened to it.',
    };
  const next = gcxCommand('rule test', '--conversation', conversation, '--live');
  if (events.some(({ undecided }) => undecided.length > 0))
    return { outcome: 'unknown', sentence: 'It is not known whether a route takes it.', next };
  if (target !== undefined) {
    const sentence = `It was not sent to ${target}: no route sends its events there.`;
    return { outcome: 'not-wanted', sentence, next };
  }
  const queues = missedQueues(events);
  const why =
    queues.length === 0 ? 'no route has events of these types' : `no route takes ${andList(queues)}`;
  return { outcome: 'not-wanted', sentence: `It was not sent anywhere: ${why}.`, next };
}

/** Queues whose events routes of their type do not take. */
export function missedQueues(events: readonly EventLine[]): readonly string[] {
  return [...new Set(events.flatMap(({ misses, queue }) => (misses.length > 0 ? (queue ?? []) : [])))];
}

/** The first cause: what is seen of the thing now, else what EventBridge said then. */
function causeOf(line: TargetLine, stops: readonly Stop[]): Stop | undefined {
  const { fate, beyond, arn } = line;
  switch (fate.kind) {
    case 'not-sent':
      return fate.stop ?? stops[0] ?? line.stops[0] ?? { stage: 'source', what: NOTHING_SEEN };
    case 'dead-lettered':
    case 'failed': {
      const atTarget = line.stops.find(({ stage }) => stage === 'target') ?? line.stops[0];
      return atTarget ?? reasonStop(arn, fate.reason);
    }
    case 'delivered':
    case 'trying':
    case 'unknown':
      return line.stops[0] ?? (beyond === undefined ? undefined : { stage: 'receiver', what: beyond.said });
  }
}

const NOTHING_SEEN = 'No trace of it was found on AWS, and nothing stops it now.';

/** What fixes the cause, and what brings the event then. */
function nextOf(
  gone: readonly TargetLine[],
  cause: Stop | undefined,
  asked: SummedUp,
  events: readonly EventLine[],
): Pick<Why, 'next'> {
  const { stays = () => false } = asked;
  const letters = gone.filter(isLetter);
  const staying = letters.filter(({ target, arn }) => stays(target, arn));
  // Looking comes first: some fail again as they are.
  const commands = letters
    .filter((each) => !staying.includes(each))
    .map(({ target }) => gcxCommand('redrive', target, '--dry-run'));
  const steps = [...(cause?.cure === undefined ? [] : [cause.cure]), ...new Set(commands)];
  const again = staying.length === 0 ? [] : [sentAgain(staying, asked, events)];
  const next = asked.isArchived === true ? [[...steps, ...again]] : [steps, again];
  const said = next.flatMap((each) => (each.length === 0 ? [] : [each.join(', then ')])).join('; ');
  return said === '' ? {} : { next: said };
}

/** Whether it lies in a dead-letter queue. */
function isLetter({ fate, beyond }: TargetLine): boolean {
  return (fate.kind === 'dead-lettered' && fate.since !== undefined) || beyond?.lost === true;
}

/** What brings events again to targets that `gcx redrive` does not send to: the archive of the event bus. */
function sentAgain(
  staying: readonly TargetLine[],
  { isArchived = false }: SummedUp,
  events: readonly EventLine[],
): string {
  const targets = andList([...new Set(staying.map(({ target }) => target))]);
  if (!isArchived)
    return `gcx sends nothing back to ${targets}: only an archive ("archive" in the file), applied before the events came, could send them again`;
  const lines = events.flatMap(({ at, routes }) =>
    routes.flatMap((each) =>
      each.targets.some((line) => staying.includes(line)) ? [{ at, route: each.route }] : [],
    ),
  );
  // From the full minute before the first one on.
  const from = new Date(Math.min(...lines.map(({ at }) => at))).toISOString().replace(/:\d\d\.\d+Z$/, 'Z');
  const routes = [...new Set(lines.map(({ route }) => route))].flatMap((route) => ['--route', route]);
  return gcxCommand('replay', '--from', from, ...routes, '--dry-run');
}

function stageOf({ fate }: TargetLine): number {
  if (fate.kind === 'not-sent') return fate.stop === undefined ? 0 : STAGES.indexOf(fate.stop.stage);
  return fate.kind === 'delivered' ? STAGES.indexOf('receiver') : STAGES.indexOf('target');
}

function byTarget(events: readonly EventLine[]): readonly OfTarget[] {
  const found = new Map<string, TargetLine[]>();
  for (const line of targetLinesOf(events)) found.set(line.target, [...(found.get(line.target) ?? []), line]);
  return [...found].map(([name, lines]) => ({ name, lines }));
}

/** Whether an event was lost at a target, or behind it. */
function isGone({ fate, beyond }: TargetLine): boolean {
  return isLost(fate) || beyond?.lost === true;
}

function isThere({ fate }: TargetLine): boolean {
  return fate.kind === 'delivered';
}

function isSure({ fate }: TargetLine): boolean {
  return isCertain(fate);
}

function named(targets: readonly OfTarget[]): string {
  return andList(targets.map(({ name }) => name));
}

/** A sentence after a colon: its first word begins small, unless it is a name. */
function small(sentence: string): string {
  return /^(?:The|An?|It|Its|No|Nothing|There|Rule|Route|Integration|Partner|Event|Whether) /.test(sentence)
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence;
}
