import { setTimeout as wait } from 'node:timers/promises';
import { type SecretLookup, secretsOf } from '../../base/secret-variables.js';
import { wasPartlyDone } from '../../clients/aws/index.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Change, Plan } from '../change/model.js';
import { type BuiltProcessor, DocumentTurns } from '../kinds/index.js';
import { lookAgain } from './look-again.js';
import type { ApplyProgress, ApplyReport, Outcome } from './model.js';
import {
  carryOnNewRule,
  type ListTags,
  markOfPlan,
  NOTHING_NOTED,
  noteAsked,
  withdrawFromList,
} from './note-asked.js';
import { type OwnedContext, runOwnedStep } from './run-owned-step.js';
import { INTERRUPTED, Stop } from './stop.js';

/** Changes carried out at once. The clients bound their calls themselves. */
const CONCURRENT_CHANGES = 8;

/** What an apply needs. */
export interface ApplyOptions {
  readonly plan: Plan;
  readonly genesys: Genesys;
  readonly aws: Aws;
  /** What makePlan built for the plan's processors, by target. Absent: it has none. */
  readonly processors?: ReadonlyMap<string, BuiltProcessor>;
  /** The secrets of the environment that the file names. Absent: those of this process. */
  readonly secretOf?: SecretLookup;
  readonly onProgress?: (progress: ApplyProgress) => void;
  /**
   * When it is aborted, calls under way are finished and no other is begun; waiting for Genesys Cloud ends at once. A
   * GcxError as its reason says why; without one a person interrupted.
   */
  readonly signal?: AbortSignal;
  /** Lets this many ms pass; rejects when `signal` is aborted. Absent: by the machine's clock. */
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** The time, epoch ms, that `sleep` moves on. Absent: the machine's clock. */
  readonly now?: () => number;
}

/**
 * Carries out a plan: a change begins when all that it waits for is done; what waits for a failed change is not
 * attempted; the rest goes on. Policies that others write too are read back at its end. Never throws for a failed change: the report says so.
 */
export async function applyPlan({
  plan,
  genesys,
  aws,
  processors = new Map(),
  secretOf = secretsOf(process.env),
  onProgress,
  signal,
  sleep = sleepByClock,
  now = Date.now,
}: ApplyOptions): Promise<ApplyReport> {
  const changes = plan.changes.filter((change) => change.action !== 'none');
  const outcomes = new Map<string, Outcome>();
  const waiting = new Set(changes);
  const running = new Set<Promise<void>>();
  const stop = new Stop(signal);
  let writes = 0;
  const context: OwnedContext = {
    ...contextOf(plan, genesys, aws, stop, { now, sleep: (ms) => sleep(ms, signal) }),
    processors,
    secretOf,
  };

  const run = async (change: Change): Promise<void> => {
    onProgress?.({ kind: 'started', change });
    let steps = 0;
    try {
      if (list.tags === undefined) throw list.error;
      await withdrawNote(change);
      for (const step of change.steps) {
        if (stop.isAsked) throw stop.error();
        await runOwnedStep(step, context, change);
        steps += 1;
        writes += 1;
      }
      Object.assign(carried, await carryOnNewRule(plan, change, context));
      settle(change, { kind: 'done' });
    } catch (error) {
      if (wasPartlyDone(error)) writes += 1;
      const begun = steps > 0 || !stop.made(error);
      settle(
        change,
        begun ? { kind: 'failed', error, steps } : { kind: 'not-attempted', because: stop.because },
      );
    }
  };
  /** Before a thing is changed, its note no longer says what is about to be untrue. */
  const withdrawn = new Set<string>();
  const withdrawNote = async (change: Change): Promise<void> => {
    const { asked } = change;
    if (asked?.withdrawn === undefined || withdrawn.has(asked.of)) return;
    await runOwnedStep(asked.withdrawn, context, change);
    withdrawn.add(asked.of);
  };
  const settle = (change: Change, outcome: Outcome): void => {
    outcomes.set(change.id, outcome);
    onProgress?.({ kind: 'finished', change, outcome, finished: outcomes.size, total: changes.length });
  };

  const carried: Record<string, ListTags[string]> = {};
  const list = changes.length === 0 ? { tags: plan.made?.found ?? {} } : await withdrawList(plan, context);
  while (waiting.size > 0 || running.size > 0) {
    const before = waiting.size;
    for (const change of [...waiting]) {
      const blocked = change.after.find((id) => {
        const outcome = outcomes.get(id);
        return outcome !== undefined && outcome.kind !== 'done';
      });
      if (stop.isAsked || blocked !== undefined) {
        waiting.delete(change);
        const because = stop.isAsked || blocked === undefined ? stop.because : `${blocked} was not done`;
        settle(change, { kind: 'not-attempted', because });
      } else if (
        running.size < CONCURRENT_CHANGES &&
        change.after.every((id) => outcomes.get(id)?.kind === 'done')
      ) {
        waiting.delete(change);
        const task: Promise<void> = run(change).finally(() => running.delete(task));
        running.add(task);
      }
    }
    if (running.size > 0) await Promise.race(running);
    // Else it would turn in this loop for good.
    else if (waiting.size > 0 && waiting.size === before)
      throw new Error(`changes wait for none of the plan: ${[...waiting].map(({ id }) => id).join(', ')}`);
  }
  if (!stop.isAsked) {
    const byId = new Map(changes.map((change) => [change.id, change]));
    const done = [...outcomes].flatMap(([id, { kind }]) => (kind === 'done' ? (byId.get(id) ?? []) : []));
    for (const { change, error } of await lookAgain(done, context))
      outcomes.set(change.id, { kind: 'failed', error, steps: change.steps.length - 1 });
  }
  const stands = ({ id, action }: Change) => action === 'none' || outcomes.get(id)?.kind === 'done';
  const noted =
    stop.isAsked || list.tags === undefined
      ? NOTHING_NOTED
      : await noteAsked(plan, stands, { ...list.tags, ...carried }, context);
  return { ...report(plan, changes, outcomes, writes, stop), noted };
}

/** The list of what gcx made as it stands while changes are made, or why it could not be written: then none is made. */
async function withdrawList(
  plan: Plan,
  context: OwnedContext,
): Promise<{ readonly tags?: NonNullable<Plan['made']>['found']; readonly error?: unknown }> {
  try {
    return { tags: await withdrawFromList(plan, context) };
  } catch (error) {
    return { error };
  }
}

function sleepByClock(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return wait(ms, undefined, signal === undefined ? {} : { signal });
}

function contextOf(
  plan: Plan,
  genesys: Genesys,
  aws: Aws,
  stop: Stop,
  { now, sleep }: Pick<OwnedContext, 'now' | 'sleep'>,
): Omit<OwnedContext, 'processors' | 'secretOf'> {
  return {
    genesys,
    aws,
    mark: markOfPlan(plan),
    account: plan.subject.aws.account,
    region: plan.subject.aws.region,
    documents: new DocumentTurns(),
    managed: new Set(plan.changes.map(({ id }) => id)),
    known: { made: new Set(), ours: new Set() },
    now,
    sleep: (ms) =>
      sleep(ms).catch(() => {
        throw stop.error();
      }),
  };
}

function report(
  plan: Plan,
  changes: readonly Change[],
  outcomes: ReadonlyMap<string, Outcome>,
  writes: number,
  stop: Stop,
): Omit<ApplyReport, 'noted'> {
  const results = changes.map((change) => ({
    change,
    outcome: outcomes.get(change.id) ?? ({ kind: 'not-attempted', because: INTERRUPTED } as const),
  }));
  const count = (kind: Outcome['kind']) => results.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    schemaVersion: 1,
    results,
    done: count('done'),
    failed: count('failed'),
    notAttempted: count('not-attempted'),
    interrupted: stop.isAsked && stop.reason === undefined,
    ...(stop.reason === undefined ? {} : { stopped: stop.reason }),
    writes,
    pending: plan.pending,
  };
}
