import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Plan } from '../../engine/change/model.js';
import type { Allowed, BuiltProcessor } from '../../engine/kinds/index.js';
import { loadedFromSaved, makePlan, type readSavedPlan, refuseStale } from '../../engine/plan/index.js';
import type { LoadedConfig } from '../../language/config/model.js';
import { queueFinder } from '../queues/queue-finder.js';
import { queueKeeper } from '../queues/queue-keeper.js';

/** Both sides, as opened for a file. */
interface Ends {
  readonly genesys: Genesys;
  readonly aws: Aws;
  readonly sandbox: boolean;
}

/** A plan, with what carrying it out needs beside it. */
export interface MadePlan {
  readonly plan: Plan;
  /** What was built of the file's processors, by target; absent where it has none. */
  readonly processors?: ReadonlyMap<string, BuiltProcessor>;
}

/**
 * The plan that makes both sides as a file says, or takes away what its project made. The queues that were resolved are
 * kept for commands that work offline.
 * @throws GcxError as {@link makePlan}
 */
export function planFile(
  loaded: LoadedConfig,
  ends: Ends,
  options: { readonly intent: Plan['intent']; readonly allow: Allowed },
): Promise<MadePlan> {
  return planOf({
    ...options,
    ...ends,
    loaded,
    onQueuesResolved: queueKeeper(loaded.config, ends),
  });
}

/**
 * The plan of a saved plan's file, made anew, where it is still the one that was saved.
 * @param file the saved plan's, for messages
 * @throws GcxError (exit code 5) where something changed since it was saved, and as {@link makePlan}
 */
export async function planSaved(
  file: string,
  saved: Awaited<ReturnType<typeof readSavedPlan>>,
  ends: Ends,
): Promise<MadePlan> {
  const { intent } = saved.plan;
  const made = await planOf({ ...ends, loaded: loadedFromSaved(saved), intent, allow: saved.allow });
  refuseStale(file, saved, made.plan);
  return made;
}

async function planOf(
  options: Omit<Parameters<typeof makePlan>[0], 'queueFinder' | 'onProcessorsBuilt'>,
): Promise<MadePlan> {
  let processors: ReadonlyMap<string, BuiltProcessor> | undefined;
  const plan = await makePlan({
    ...options,
    queueFinder: queueFinder(options.genesys),
    onProcessorsBuilt: (built) => {
      processors = built;
    },
  });
  return { plan, ...(processors === undefined ? {} : { processors }) };
}
