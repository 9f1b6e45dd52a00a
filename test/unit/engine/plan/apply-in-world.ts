import type { ApplyReport } from '../../../../src/lib/engine/apply/index.js';
import { applyPlan } from '../../../../src/lib/engine/apply/index.js';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import type { ModelWorld } from './model-world.js';
import { type CallHost, worldClients } from './world-clients.js';

/** How an apply is to go. */
export interface ApplyCourse {
  /** A number below a bound: which of the calls under way is carried out next. */
  readonly pick: (below: number) => number;
  /** Number of the call that fails, from 0; reads count. Absent: none fails. */
  readonly failing?: number;
  /** Called after every call that changed something, with what was called. */
  readonly check: (call: string) => void;
}

/** What came of it. */
export interface WorldApply {
  readonly report: ApplyReport;
  /** Calls begun, reads included. */
  readonly calls: number;
}

/** Notes of what gcx asked for change no delivery; test/unit/engine/drift breaks off applies at them. */
function withoutNotes({ made: _, ...plan }: Plan): Plan {
  return { ...plan, changes: plan.changes.map(({ asked: __, ...change }) => change) };
}

/**
 * Carries out a plan with gcx's own apply: its order, its concurrency, what it goes on with after a failure. Calls
 * under way are carried out in any order, one at a time; one of them may fail, of PutTargets and RemoveTargets also for
 * some entries only, as HTTP 200 with failed entries tells.
 */
export async function applyInWorld(world: ModelWorld, plan: Plan, course: ApplyCourse): Promise<WorldApply> {
  const waiting: { readonly begin: () => void }[] = [];
  let scheduled = false;
  let calls = 0;
  let partly = false;
  let problem: unknown;
  const next = (): void => {
    const [one] = waiting.splice(course.pick(waiting.length), 1);
    one?.begin();
    if (waiting.length > 0) setImmediate(next);
    else scheduled = false;
  };
  const host: CallHost = {
    turn(name) {
      return new Promise((resolve, reject) => {
        waiting.push({
          begin: () => {
            const fails = calls === course.failing;
            calls += 1;
            partly = fails && /Targets$/.test(name) && course.pick(2) === 0;
            if (fails && !partly) reject(new Error(`${name} fails`));
            else resolve();
          },
        });
        // When all that is under way has come to its next call.
        if (!scheduled) setImmediate(next);
        scheduled = true;
      });
    },
    entriesDone(count) {
      const some = partly ? course.pick(count) : undefined;
      partly = false;
      return some;
    },
    done(name) {
      try {
        course.check(name);
      } catch (error) {
        problem ??= error;
      }
    },
  };
  // No time passes in the model world.
  const sleep = () => new Promise<void>((resolve) => void setImmediate(resolve));
  const report = await applyPlan({ plan: withoutNotes(plan), ...worldClients(world, host), sleep });
  // Apply takes whatever is thrown for a failed call: what the check found is no such thing.
  if (problem !== undefined) throw problem;
  return { report, calls };
}
