import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BusRecord } from '../../../../../src/lib/clients/aws/bus-record.js';
import { type BusLog, loggedAt } from '../../../../../src/lib/features/why/evidence/bus-log.js';
import type { CountedMinutes, Evidence, Stop } from '../../../../../src/lib/features/why/model/evidence.js';
import { verdictOf } from '../../../../../src/lib/features/why/verdict/verdict-of.js';

// The promise: "delivered" is never said of what was not, nor the reverse. What is certain holds whatever AWS left out;
// what is probable holds where AWS left nothing out.

const AT = 1_800_000_000_000;
const RULE = 'arn:aws:events:eu-west-1:111122223333:rule/bus/ended';
const TARGETS = ['arn:aws:sqs:eu-west-1:111122223333:inbox', 'arn:aws:sqs:eu-west-1:111122223333:audit'];
const TEMPLATE = 'v2.detail.events.conversation.{id}.acd.end';
const STOP: Stop = { stage: 'integration', what: 'Integration prod is disabled.' };

/** What really became of an event at a target. */
type End = 'delivered' | 'late' | 'dead-lettered' | 'failed';

/** An event that really was, or was not. */
interface Truth {
  /** Whether it came to the event bus at all. */
  readonly published: boolean;
  /** At each of the rule's targets. */
  readonly ends: readonly End[];
}

/** What is there to be looked at. */
interface View {
  readonly log: 'off' | 'error' | 'info' | 'trace';
  /** Whether the log, or a dead letter, tells the event's id. */
  readonly known: boolean;
  readonly metrics: boolean;
  /** The dead letter was taken away meanwhile. */
  readonly redriven: boolean;
  /** Which records were not written: the log is best effort. */
  readonly lost: readonly boolean[];
  readonly stoppedNow: boolean;
}

const end = fc.constantFrom<End>('delivered', 'late', 'dead-lettered', 'failed');
const truth = fc.record({ published: fc.boolean(), ends: fc.tuple(end, end) });
const view = fc.record({
  log: fc.constantFrom('off' as const, 'error' as const, 'info' as const, 'trace' as const),
  known: fc.boolean(),
  metrics: fc.boolean(),
  redriven: fc.boolean(),
  lost: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
  stoppedNow: fc.boolean(),
});

/** The records of an event, as AWS writes them by level. */
function recordsOf(
  id: string,
  { published, ends }: Truth,
  level: View['log'],
  at: number,
): readonly BusRecord[] {
  if (!published || level === 'off') return [];
  const record = (type: string, least: 'error' | 'info' | 'trace', more: Partial<BusRecord> = {}) =>
    ['error', 'info', 'trace'].indexOf(least) <= ['error', 'info', 'trace'].indexOf(level)
      ? [
          {
            ...{ time: at + 100, type, level: least, busArn: '', eventId: id, targetArns: [] },
            ...{ invocationIds: [], dropped: [], ...more },
          },
        ]
      : [];
  return [
    ...record('EVENT_INGEST_SUCCESS', 'info', { detailType: TEMPLATE }),
    ...record('RULE_MATCH', 'info', { ruleArn: RULE, targetArns: TARGETS }),
    ...ends.flatMap((how, index) => {
      const of = { ruleArn: RULE, targetArns: [TARGETS[index] ?? ''] };
      const error = { message: 'no', status: 403 };
      const again =
        how === 'late' ? record('INVOCATION_ATTEMPT_RETRYABLE_FAILURE', 'error', { ...of, error }) : [];
      const start = record('INVOCATION_START', 'info', of);
      if (how === 'delivered' || how === 'late')
        return [...start, ...again, ...record('INVOCATION_SUCCESS', 'info', of)];
      const failure = record('INVOCATION_FAILURE', 'error', { ...of, error });
      const buried = how === 'dead-lettered' ? record('INVOCATION_DLQ', 'error', { ...of, error }) : [];
      return [...start, ...failure, ...buried];
    }),
  ];
}

/** What CloudWatch counts of some events in their minutes. */
function countsOf(truths: readonly Truth[]): CountedMinutes {
  const ends = truths.flatMap(({ published, ends: all }) => (published ? all : []));
  const count = (...kinds: readonly End[]) => ends.filter((each) => kinds.includes(each)).length;
  const events = truths.filter(({ published }) => published).length;
  const counts = {
    events,
    matched: events,
    attempts: ends.length + count('late'),
    succeeded: count('delivered', 'late'),
    failed: count('dead-lettered', 'failed'),
    deadLettered: count('dead-lettered'),
  };
  return Object.fromEntries(Object.entries(counts).filter(([, value]) => value > 0));
}

/** What gcx would find of the first event at the first target. */
function evidenceOf(own: Truth, others: readonly Truth[], seen: View, complete: boolean): Evidence {
  const all = [own, ...others];
  const records = all
    .flatMap((each, index) => recordsOf(`event ${index}`, each, seen.log, AT + index * 1_000))
    .filter((_, index) => complete || seen.lost[index] !== true);
  const log: BusLog = seen.log === 'off' ? { kind: 'off' } : { kind: 'read', level: seen.log, records };
  const knows = seen.known && own.published;
  const counted = countsOf(all);
  const letter = own.published && own.ends[0] === 'dead-lettered' && !seen.redriven;
  return {
    ...(letter ? { deadLetter: { identity: 'certain', reason: 'NO_PERMISSIONS' } as const } : {}),
    search: { kind: 'whole' },
    log: loggedAt(log, {
      ...(knows ? { eventId: 'event 0' } : {}),
      template: TEMPLATE,
      at: AT,
      rule: RULE,
      target: TARGETS[0] ?? '',
      ...(seen.metrics && counted.matched !== undefined ? { matched: counted.matched } : {}),
      now: AT + 3 * 86_400_000,
    }),
    metrics: seen.metrics ? { kind: 'read', counted } : { kind: 'unread' },
    seen: knows,
    stops: seen.stoppedNow && !knows ? [STOP] : [],
  };
}

const arrived = ({ published, ends: [first] }: Truth) =>
  published && (first === 'delivered' || first === 'late');

it('says for certain only what is true, whatever AWS left out of its log', () => {
  fc.assert(
    fc.property(truth, fc.array(truth, { maxLength: 3 }), view, (own, others, seen) => {
      const fate = verdictOf(evidenceOf(own, others, seen, false));
      if (!('certainty' in fate) || fate.certainty !== 'certain') return;
      expect(fate.kind === 'delivered', JSON.stringify(fate)).toBe(arrived(own));
    }),
    { numRuns: Number(process.env['GCX_RUNS'] ?? 300) },
  );
});

it('says what is probable only where it is so, where AWS left nothing out and nothing is stopped since', () => {
  fc.assert(
    fc.property(truth, fc.array(truth, { maxLength: 3 }), view, (own, others, seen) => {
      const fate = verdictOf(evidenceOf(own, others, { ...seen, stoppedNow: false }, true));
      if (fate.kind === 'unknown' || fate.kind === 'trying') return;
      // An event that never came is taken for another of its kind, in the same minutes: so far goes "probably".
      if (!own.published && others.some(({ published }) => published)) return;
      expect(fate.kind === 'delivered', JSON.stringify(fate)).toBe(arrived(own));
    }),
    { numRuns: Number(process.env['GCX_RUNS'] ?? 300) },
  );
});

it('says that an event was not sent only where nothing of it is known on AWS', () => {
  fc.assert(
    fc.property(truth, fc.array(truth, { maxLength: 3 }), view, (own, others, seen) => {
      const evidence = evidenceOf(own, others, seen, true);
      if (verdictOf(evidence).kind !== 'not-sent') return;
      expect(evidence.seen || evidence.deadLetter !== undefined).toBe(false);
      // That it is stopped now is no proof where events flowed then.
      if (evidence.metrics.kind === 'read') expect(own.published).toBe(false);
    }),
    { numRuns: Number(process.env['GCX_RUNS'] ?? 300) },
  );
});
