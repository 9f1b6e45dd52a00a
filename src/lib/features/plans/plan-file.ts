import type { ExitCode } from '../../base/exit-codes.js';
import { secretsOf } from '../../base/secret-variables.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Plan } from '../../engine/change/model.js';
import { type Allowed, type BuiltProcessor, NOTHING_ALLOWED } from '../../engine/kinds/index.js';
import {
  loadedFromSaved,
  makePlan,
  readSavedPlan,
  refusalExitCode,
  refuseStale,
  runOfSaved,
  savePlan,
  withLikelyMissing,
} from '../../engine/plan/index.js';
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
  /** The exit code of a plan that may not be applied as it is; absent: it may. */
  readonly refused?: ExitCode;
}

/** What carries a saved plan's way of running over to this run. */
export interface SavedPlanHost<Connection extends Ends> {
  /** Told how the run was started that saved the plan, for hints. */
  runsAs(run: ReturnType<typeof runOfSaved>): void;
  connect(loaded: LoadedConfig, choice: { readonly sandbox: boolean }): Promise<Connection>;
}

/**
 * The plan that makes both sides as a file says, or takes away what its project made. The queues that were resolved are
 * kept for commands that work offline.
 * @param options `out`: the file that the plan is saved in
 * @throws GcxError as {@link makePlan}
 */
export async function planFile(
  loaded: LoadedConfig,
  ends: Ends,
  options: { readonly intent: Plan['intent']; readonly allow: Allowed; readonly out?: string },
): Promise<MadePlan> {
  const { intent, allow, out } = options;
  const onQueuesResolved = queueKeeper(loaded.config, ends);
  const made = await asked(await planOf({ intent, allow, ...ends, loaded, onQueuesResolved }), loaded, ends);
  if (out !== undefined) await savePlan(out, made.plan, loaded.config, allow);
  return made;
}

/**
 * Ends an apply of a file that needs a secret which the environment lacks, before it takes the lease: that is a write, too.
 * Nothing is read where no secret of the file is lacking.
 * @param env the environment that holds the secrets
 * @throws GcxError (exit code 1) that names all variables which are not set; else as {@link planFile}
 */
export async function refuseWithoutSecrets(
  loaded: LoadedConfig,
  ends: Ends,
  allow: Allowed,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const secretOf = secretsOf(env);
  const lacks = Object.values(loaded.config.targets).some(
    (target) =>
      target.kind === 'http' &&
      target.auth.secret.kind === 'env' &&
      secretOf(target.auth.secret.name) === undefined,
  );
  if (!lacks) return;
  const { plan, refused } = await planFile(loaded, ends, { intent: 'apply', allow });
  const { requireSecrets } = await import('../../engine/apply/index.js');
  if (refused === undefined) requireSecrets(plan, secretOf);
}

/**
 * The plan of a file for those who only look: nothing is allowed, and nothing is carried out of it.
 * @throws GcxError as {@link makePlan}
 */
export async function planToLook(loaded: LoadedConfig, ends: Ends): Promise<Plan> {
  const onQueuesResolved = queueKeeper(loaded.config, ends);
  return (await planOf({ intent: 'apply', allow: NOTHING_ALLOWED, ...ends, loaded, onQueuesResolved })).plan;
}

/**
 * The plan of a saved plan's file, created again, where it is still the one that was saved.
 * @throws GcxError (exit code 1) where a secret that it takes is not in the environment, (exit code 5) where something changed
 * since it was saved, and as {@link makePlan}
 */
export async function planSaved<Connection extends Ends>(
  file: string,
  host: SavedPlanHost<Connection>,
): Promise<MadePlan & { readonly connection: Connection }> {
  const saved = await readSavedPlan(file);
  const { requireSecrets } = await import('../../engine/apply/index.js');
  // Before the lease, which is a write.
  requireSecrets(saved.plan, secretsOf(process.env));
  const { intent, subject } = saved.plan;
  host.runsAs(runOfSaved(saved));
  const loaded = loadedFromSaved(saved);
  const connection = await host.connect(loaded, { sandbox: subject.sandbox });
  const made = await planOf({ ...connection, loaded, intent, allow: saved.allow });
  refuseStale(file, saved, made.plan);
  return { ...(await asked(made, loaded, connection)), connection };
}

/** With what likely lacks to carry it out. */
async function asked(made: MadePlan, { config }: LoadedConfig, { aws }: Ends): Promise<MadePlan> {
  return { ...made, plan: await withLikelyMissing(made.plan, config, aws) };
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
  return {
    plan,
    ...(processors === undefined ? {} : { processors }),
    ...(plan.refusals.length === 0 ? {} : { refused: refusalExitCode(plan) }),
  };
}
