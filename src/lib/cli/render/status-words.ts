import type { LocalTime } from '../../base/local-time.js';
import { printable } from '../../base/terminal/printable.js';
import { andList, counted } from '../../base/words.js';
import type {
  Feed,
  Flow,
  LettersStatus,
  Moment,
  PipeStatus,
  SourceStatus,
  Unseen,
} from '../../features/status/model.js';
import type { Trouble } from '../../features/status/troubles.js';
import type { Verdict } from '../../features/status/verdict.js';
import { durationText } from '../../language/config/index.js';
import { catalogue } from '../../language/events/index.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What moments are seen from: when the status was read, and the clock of who reads it. */
export interface StatusReader {
  readonly readAt: number;
  readonly time: LocalTime;
}

/** A number as people read it: `41,203`. */
export function numberText(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A count as people read it. `none`: no number came, which is no 0. @param atLeast before a part of a number */
export function flowText({ count }: Flow, atLeast = 'at least '): string {
  switch (count.kind) {
    case 'counted':
      return numberText(count.value);
    case 'partial':
      return `${atLeast}${numberText(count.value)}`;
    case 'none':
      return 'none';
    case 'unknown':
      return '?';
  }
}

/** How long, in one word with its unit: `1 min`, `25 min`, `3 h`, `12 d`. Never less than a minute. */
export function lengthText(milliseconds: number): string {
  if (milliseconds < HOUR) return `${Math.max(1, Math.round(milliseconds / MINUTE))} min`;
  if (milliseconds < 2 * DAY) return `${Math.floor(milliseconds / HOUR)} h`;
  return `${Math.floor(milliseconds / DAY)} d`;
}

/** `27 Nov 14:20 CET`: when a status was read. */
export function readText({ readAt, time }: StatusReader): string {
  return `${time.shortDay(readAt)} ${time.minute(readAt)} ${time.zone(readAt)}`;
}

/** `14:20` for a moment of the last 12 hours, else with its day: a clock alone could be of two days. */
function sinceText(at: number, { readAt, time }: StatusReader): string {
  const minute = time.minute(at);
  return readAt - at < DAY / 2 ? minute : `${time.shortDay(at)} ${minute}`;
}

/** How long ago, as exact as it is known: `2 min`, `~5 h`. */
export function agoText({ at, within }: Moment, { readAt }: Pick<StatusReader, 'readAt'>): string {
  const text = lengthText(readAt - at);
  // To a quarter of an hour, of hours: nobody reads a difference.
  return within * 1_000 * 4 > readAt - at && within > 60 ? `~${text}` : text;
}

/** The time that was asked for: `last 24 hours`. */
export function windowText(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ] as const;
  for (const [size, word] of units) {
    const count = seconds / size;
    if (Number.isInteger(count) && (count > 1 || size < 86_400))
      return count === 1 ? `last ${word}` : `last ${count} ${word}s`;
  }
  return `last ${durationText(seconds)}`;
}

/** The sentence that says most, without a sign. */
export function verdictText(status: PipeStatus, verdict: Verdict, reader: StatusReader): string {
  const [trouble] = verdict.troubles;
  const [unseen] = status.unseen;
  const time = windowText(status.window.asked);
  switch (verdict.kind) {
    case 'unknown': {
      const why =
        unseen?.permission === undefined ? 'not all could be read' : `${unseen.permission} is missing`;
      return `Cannot tell whether events flow: ${why}.`;
    }
    case 'quiet':
      return quietText(time);
    case 'flowing':
      return flowingText(status, verdict);
    case 'look':
      return lookText(status, verdict, reader);
    case 'not-applied':
    case 'stopped':
    case 'failing':
    case 'broken':
      return trouble === undefined ? '' : troubleText(trouble, reader);
  }
}

/** What EventBridge reports is delivery to targets: what they make of an event, they know. */
function flowingText({ routes }: PipeStatus, { routesWithEvents }: Verdict): string {
  const of = counted(routes.length, 'route');
  return `${routesWithEvents} of ${of} took events; EventBridge reports no failed delivery.`;
}

function quietText(time: string): string {
  return `No route took an event in the ${time}: nothing shows whether any flows.`;
}

/** Nothing fails now: what did, else what flows. What asks for a look is told below. */
function lookText(status: PipeStatus, verdict: Verdict, reader: StatusReader): string {
  const failed = verdict.troubles.flatMap((each) => (each.kind === 'failed-before' ? [each.failed] : []));
  const retrying = verdict.troubles.find(({ kind }) => kind === 'retrying');
  if (retrying !== undefined) return troubleText(retrying, reader);
  const time = windowText(status.window.asked);
  if (failed.length > 0)
    return `No delivery fails now; ${numberText(failed.reduce((sum, each) => sum + each, 0))} failed in the ${time}.`;
  return verdict.routesWithEvents > 0 ? flowingText(status, verdict) : quietText(time);
}

/** Reasons that a text names; more are counted. */
const REASONS = 3;

/** Why dead letters are there: `NO_PERMISSIONS 31`, `of the first 100: NO_PERMISSIONS 99, TIMEOUT 1`. */
export function reasonsText({ looked, all, reasons }: LettersStatus): string {
  if (looked === 0) return 'none could be received';
  const counts = new Map<string, number>();
  for (const { reason, count } of reasons) counts.set(reason, (counts.get(reason) ?? 0) + count);
  const most = [...counts].sort(([, a], [, b]) => b - a);
  const more = most.length - REASONS;
  const words = [
    ...most.slice(0, REASONS).map(([reason, count]) => `${printable(reason)} ${numberText(count)}`),
    ...(more > 0 ? [`${more} more`] : []),
  ];
  return `${all ? '' : `of the first ${looked}: `}${words.join(', ')}`;
}

/** A trouble in one sentence, cut by nobody yet: names in it are printable. */
export function troubleText(trouble: Trouble, reader: StatusReader): string {
  switch (trouble.kind) {
    case 'nothing-applied':
      return 'Nothing of this file is on AWS: no event goes anywhere.';
    case 'feed-stopped':
      return `No event comes in: ${feedStopText(trouble.feed)}.`;
    case 'source-stopped':
      return `No event comes in: ${sourceStopText(trouble.source, reader)}.`;
    case 'bus-missing':
      return `No event comes in: the event bus is not there (${printable(trouble.bus)}).`;
    case 'failing':
      return failingText(trouble, reader);
    case 'target-missing':
      return `${printable(trouble.target)}: ${trouble.thing} ${printable(trouble.name)} is not there.`;
    case 'route-not-applied':
      return `${printable(trouble.route)} has no rule on the bus: no event takes this route.`;
    case 'rule-disabled':
      return `${printable(trouble.route)}: rule ${printable(trouble.rule)} is disabled.`;
    case 'not-subscribed':
      return notSubscribedText(trouble.eventTypes);
    case 'retrying':
      return `${printable(trouble.route)}: tries are repeated${toTarget(trouble.targets)}, the last ${agoText(trouble.last, reader)} ago.`;
    case 'unconfirmed':
      return `${printable(trouble.target)}: ${printable(trouble.endpoint)} has to confirm; it gets nothing until then.`;
    case 'failed-before':
      return `${printable(trouble.route)}: ${failedCount(trouble.failed)} failed${trouble.lost === undefined ? '' : `, ${numberText(trouble.lost)} LOST`}${trouble.last === undefined ? '' : `, the last ${agoText(trouble.last, reader)} ago`}.`;
    case 'dead-letters':
      return `${printable(trouble.of.target)} keeps ${counted(trouble.of.queue.waiting ?? 0, 'dead letter')}${keptText(trouble, reader)}.`;
    case 'subscriber-failed':
      return `${printable(trouble.target)}: SNS reports ${counted(trouble.failed, 'delivery', 'deliveries')} to its subscribers that failed.`;
    case 'function-failed':
      return `${printable(trouble.target)}: Lambda reports ${andList([
        ...(trouble.errors > 0 ? [counted(trouble.errors, 'error')] : []),
        ...(trouble.throttles > 0 ? [counted(trouble.throttles, 'throttled call')] : []),
      ])}, of all callers.`;
  }
}

/** Why something is not known: the permission where it is one. */
export function unseenText({ what, permission, report }: Unseen): string {
  return permission === undefined
    ? `${printable(what)} could not be read (${printable(report.what).replace(/\.$/, '')})`
    : `${permission} is missing, for ${printable(what)}`;
}

function failingText(trouble: Extract<Trouble, { kind: 'failing' }>, reader: StatusReader): string {
  const { route, targets, refusing, failed, deadLettered = 0, lost = 0, failing } = trouble;
  const since = sinceText(failing.since, reader);
  const facts = [
    ...(failed === undefined ? [] : [`${numberText(failed)} failed`]),
    ...(deadLettered > 0 ? [`${numberText(deadLettered)} dead-lettered`] : []),
    ...(lost > 0 ? [`${numberText(lost)} LOST`] : []),
  ];
  const to = refusing.length > 0 ? ` to ${andList(refusing.map(printable))}` : toTarget(targets);
  return `${printable(route)} fails${to} since ${since}${failing.orBefore ? ' or before' : ''}${facts.length === 0 ? '' : `: ${facts.join(', ')}`}.`;
}

/** EventBridge does not say which target of a rule: where there is one, it is known. */
function toTarget(targets: readonly string[]): string {
  const [only] = targets;
  return only === undefined || targets.length > 1 ? '' : ` to ${printable(only)}`;
}

function failedCount(failed: number): string {
  return `${numberText(failed)} ${failed === 1 ? 'delivery' : 'deliveries'}`;
}

function keptText(
  { of: { queue } }: Extract<Trouble, { kind: 'dead-letters' }>,
  reader: StatusReader,
): string {
  const { oldestSeconds, retentionSeconds } = queue;
  if (oldestSeconds === undefined || retentionSeconds === undefined) return '';
  return `, the oldest until ${reader.time.shortDay(reader.readAt + (retentionSeconds - oldestSeconds) * 1_000)}`;
}

function notSubscribedText(eventTypes: readonly string[]): string {
  const names = eventTypes.map((each) => printable(catalogue().find(each)?.name ?? each));
  const count = counted(names.length, 'event type');
  return `${count} of the file ${names.length === 1 ? 'is' : 'are'} not subscribed: ${names.join(', ')}.`;
}

function feedStopText(feed: Exclude<Feed, { kind: 'others' }>): string {
  if (feed.kind === 'gateway')
    return feed.state === 'missing' ? 'there is no such gateway' : 'the gateway sends nothing to EventBridge';
  const name = `integration ${printable(feed.suffix)}`;
  const { state } = feed;
  switch (state.kind) {
    case 'disabled':
      return `${name} is disabled`;
    case 'missing':
      return `there is no ${name}`;
    case 'error':
    case 'other':
      return `${name} reports ${printable(state.code)}${state.message === undefined ? '' : ` (${printable(state.message).replace(/\.$/, '')})`}`;
    case 'active':
    case 'unknown':
      return name;
  }
}

function sourceStopText({ state, expires }: SourceStatus, reader: StatusReader): string {
  switch (state) {
    case 'missing':
      return 'the partner event source is not there';
    case 'PENDING':
      return `the partner event source is PENDING${expires === undefined ? '' : `, and goes on ${reader.time.shortDay(expires)}`}`;
    case 'DELETED':
      return 'Genesys Cloud deleted the partner event source';
    case 'ACTIVE':
    case 'unknown':
      return 'the partner event source';
  }
}
