import type { BusRecord } from '../../../clients/aws/bus-record.js';
import type { LogEvidence, LoggedCourse } from '../model/evidence.js';
import { daysOf } from './days-of.js';

/** Ms around an event's own time in which it comes to the event bus: Genesys Cloud sends within seconds, mostly. */
export const EARLIER = 5_000;
export const LATER = 120_000;

/** Ms after an event until its first records are there: 60 to 150 s (seen on AWS), and some room. */
const RECORDS_COME_WITHIN = 300_000;

/** Ms for which EventBridge tries again at most, and some room. */
const TRIES_END_WITHIN = 86_400_000 + 600_000;

/** A log of an event bus that was read. */
export interface ReadBusLog {
  readonly kind: 'read';
  readonly level: 'error' | 'info' | 'trace';
  readonly records: readonly BusRecord[];
  /** How long it is kept; absent: for ever. */
  readonly days?: number;
}

/** What of the bus log is at hand. */
export type BusLog = ReadBusLog | Extract<LogEvidence, { readonly kind: 'off' | 'denied' }>;

/** Which event at which target is looked for. */
export interface LoggedAt {
  /** Its id at EventBridge; absent: not known. */
  readonly eventId?: string;
  /** Its detail-type. */
  readonly template: string;
  /** Epoch ms. */
  readonly at: number;
  /** ARNs of the rule and of the target. The rule's is absent where no live rule sends it there. */
  readonly rule?: string;
  readonly target: string;
  /** Events that the rule matched in those minutes, as CloudWatch counted. Absent: not known. */
  readonly matched?: number;
  readonly now: number;
}

/** Pure: what the log of the event bus tells of one event at one target. */
export function loggedAt(log: BusLog, of: LoggedAt): LogEvidence {
  if (log.kind !== 'read') return log;
  const { level, days } = log;
  const age = of.now - of.at;
  if (days !== undefined && age > days * 86_400_000) return { kind: 'expired', days, ago: daysOf(age) };
  const course = courseOf(log, of);
  if (course === undefined && age < RECORDS_COME_WITHIN) return { kind: 'too-new' };
  return { kind: 'read', level, ...(course === undefined ? {} : { course }) };
}

function courseOf(log: ReadBusLog, of: LoggedAt): LoggedCourse | undefined {
  const { eventId, now, at } = of;
  const over = now - at > TRIES_END_WITHIN;
  if (eventId !== undefined) {
    const end = endOf(log, eventId, of, over);
    return end === undefined ? undefined : { identity: 'certain', end };
  }
  const near = log.records.filter(({ time }) => time >= at - EARLIER && time <= at + LATER);
  // At the level of errors nothing tells an event's type: those that failed in the minutes, if they are as many as there were.
  const told = log.level === 'error' ? failing(near, of) : ingested(near, of.template);
  const fits = log.level !== 'error' || (of.matched !== undefined && of.matched <= told.length);
  const all = told.flatMap((id) => endOf(log, id, of, over) ?? []);
  // Events of the type that the rule did not take were of other queues, where it took any.
  const taken = all.filter(({ kind }) => kind !== 'unmatched');
  const ends = taken.length > 0 ? taken : all;
  const [first] = ends;
  if (first === undefined) return undefined;
  const alike = fits && all.length === told.length && ends.every((end) => sameEnd(end, first));
  return { identity: 'probably', end: alike ? withoutNumbers(first) : { kind: 'ambiguous' } };
}

function ingested(records: readonly BusRecord[], template: string): readonly string[] {
  return distinct(records.filter(({ detailType }) => detailType === template));
}

function failing(records: readonly BusRecord[], { rule, target }: LoggedAt): readonly string[] {
  return distinct(records.filter((record) => isAbout(record, rule, target)));
}

function distinct(records: readonly BusRecord[]): readonly string[] {
  return [...new Set(records.map(({ eventId }) => eventId))];
}

/** How an event ended at a target, by all that is logged of it; undefined where nothing is. */
function endOf(
  { records, level }: ReadBusLog,
  eventId: string,
  { rule, target }: LoggedAt,
  over: boolean,
): LoggedCourse['end'] | undefined {
  const ofEvent = records.filter((record) => record.eventId === eventId);
  const here = ofEvent.filter((record) => isAbout(record, rule, target) && record.type !== 'RULE_MATCH');
  const last = (type: string) => here.findLast((record) => record.type === type);
  const success = last('INVOCATION_SUCCESS');
  if (success !== undefined) {
    const { latency, attempts } = success;
    return { kind: 'delivered', ...optional('afterMs', latency), ...optional('attempts', attempts) };
  }
  const buried = last('INVOCATION_DLQ');
  if (buried !== undefined) return { kind: 'dead-lettered', ...failureOf(buried) };
  const failed = last('INVOCATION_FAILURE') ?? last('INVOCATION_ATTEMPT_PERMANENT_FAILURE');
  if (failed !== undefined) return { kind: 'failed', ...failureOf(failed) };
  const tried = here.filter(({ error }) => error !== undefined);
  const latest = tried.at(-1);
  if (latest !== undefined)
    return { kind: 'open', ...failureOf(latest), attempts: latest.attempts ?? tried.length, over };
  if (here.length > 0) return { kind: 'open', attempts: 0, over };
  // The bus knows the event, and no rule took it to this target.
  return level !== 'error' && wasRouted(ofEvent) ? { kind: 'unmatched' } : undefined;
}

/** Whether it is told which rules took an event, or that none did. */
function wasRouted(records: readonly BusRecord[]): boolean {
  return records.some(({ type }) => type === 'RULE_MATCH' || type === 'NO_STANDARD_RULES_MATCHED');
}

function isAbout({ ruleArn, targetArns }: BusRecord, rule: string | undefined, target: string): boolean {
  return (rule === undefined || ruleArn === rule) && targetArns.includes(target);
}

/** AWS's words can hold what a target answered: the status says enough. */
function failureOf({ error, attempts }: BusRecord): { readonly reason: string; readonly attempts?: number } {
  return { reason: reasonOf(error?.status), ...optional('attempts', attempts) };
}

function reasonOf(status: number | undefined): string {
  switch (status) {
    case undefined:
      return 'ERROR';
    case 403:
      return 'NO_PERMISSIONS';
    case 404:
      return 'NO_RESOURCE';
    case 429:
      return 'THROTTLING';
    default:
      return `HTTP ${status}`;
  }
}

function sameEnd(one: LoggedCourse['end'], other: LoggedCourse['end']): boolean {
  return one.kind === other.kind;
}

/** Of several events that may be meant, what differs from one to the next is not said. */
function withoutNumbers(end: LoggedCourse['end']): LoggedCourse['end'] {
  switch (end.kind) {
    case 'delivered':
      return { kind: 'delivered' };
    case 'dead-lettered':
    case 'failed':
      return { kind: end.kind, reason: end.reason };
    case 'open':
    case 'unmatched':
    case 'ambiguous':
      return end;
  }
}

function optional<Name extends string>(
  name: Name,
  value: number | undefined,
): { readonly [Key in Name]?: number } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]: number });
}
