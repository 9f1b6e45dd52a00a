import type { Notice } from '../../base/notice.js';
import { type SecretLookup, secretsOf } from '../../base/secret-variables.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { LoadedConfig } from '../../language/config/model.js';
import { genesysEventTypes } from '../../language/events/index.js';
import type { AvailableEventType } from '../../language/events/model.js';
import { routeOfRuleName } from '../../language/names/rule-names.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import { bundleProcessor } from '../../processor/build/index.js';
import type { Plan } from '../change/model.js';
import {
  type Allowed,
  type BuiltProcessor,
  type Live,
  type MarkedRule,
  markOf,
  RESOURCE_KINDS,
} from '../kinds/index.js';
import { assemblePlan, type PlanMaterial } from './assemble-plan.js';
import { type Bundle, buildProcessors, codeAsDeployed } from './build-processors.js';
import { checkEventTypes } from './check-event-types.js';
import { compareSecrets, secretsUnread } from './compare-secrets.js';
import { busOf } from './compile-context.js';
import { declaredByFile } from './declared-by-file.js';
import { withMissingPermissions } from './genesys-permissions.js';
import { isCalledDrift } from './origins.js';
import { queueNamesOf, queuesAsLive, readQueueNames } from './queue-names.js';
import { readLive } from './read-live.js';
import { type OnFailedPart, partOr } from './tolerance.js';

/** Finds the Genesys queues of a file; throws GcxError where one is not there. */
export interface QueueFinder {
  /**
   * The queues of the file's routes.
   * @param rules the project's live rules, which remember queues that were renamed; asked for only where a name fits none
   */
  ofRoutes(loaded: LoadedConfig, rules: () => Promise<readonly MarkedRule[]>): Promise<ResolvedQueues>;
  /** The queues of the filters of the file's processors, by processor; `ofRoutes`: those of its routes. */
  ofFilters(loaded: LoadedConfig, ofRoutes: ResolvedQueues): Promise<ResolvedQueues>;
}

/** What a plan is made from. */
export interface MakePlanOptions {
  readonly loaded: LoadedConfig;
  readonly genesys: Genesys;
  readonly aws: Aws;
  readonly queueFinder: QueueFinder;
  /** True where both are the built-in sandbox. */
  readonly sandbox: boolean;
  readonly intent: 'apply' | 'destroy';
  readonly allow: Allowed;
  /** Epoch ms; absent: as the machine's clock says. */
  readonly now?: () => number;
  /** Makes the zips of processors; absent: {@link bundleProcessor}. */
  readonly bundle?: Bundle;
  /** Told what the queues of the file are, so that they can be kept for working offline. */
  readonly onQueuesResolved?: (queues: ResolvedQueues) => void;
  /** The secrets of the environment that the file names. Absent: those of this process. */
  readonly secretOf?: SecretLookup;
  /** Told what was built of the file's processors, by target, where it has some: what carrying the plan out needs. */
  readonly onProcessorsBuilt?: (built: ReadonlyMap<string, BuiltProcessor>) => void;
  /** Told what was read of both sides, which the plan itself does not hold. */
  readonly onRead?: (live: Live) => void;
  /** For who only looks: told each part that fails, and the plan is made of the others. Absent: the first one is thrown. */
  readonly onFailed?: OnFailedPart;
}

/**
 * Reads both sides and plans what makes them as the file says (or takes away what the project made). Writes nothing.
 * Throws GcxError where queues or event types of the file are not there or a processor cannot be built, and what the
 * clients throw.
 */
export async function makePlan({
  loaded,
  genesys,
  aws,
  queueFinder,
  sandbox,
  intent,
  allow,
  now = Date.now,
  bundle = bundleProcessor,
  onQueuesResolved,
  onProcessorsBuilt,
  onRead,
  onFailed,
  secretOf = secretsOf(process.env),
}: MakePlanOptions): Promise<Plan> {
  const { config, locate } = loaded;
  const scope = {
    config,
    locate,
    intent,
    tagTypes: RESOURCE_KINDS.flatMap(({ taggedAs = [] }) => taggedAs),
    mark: markOf(config),
    bus: busOf(config),
    declared: declaredByFile(config),
    isRuleNameOfFile: (name: string) => routeOfRuleName(config, name) !== undefined,
  };
  const apply = intent === 'apply';
  const ofGenesys = Object.values(config.routes).some((route) => genesysEventTypes(route).length > 0);
  const reading = readLive(scope, { genesys, aws }, onFailed);
  const [organization, queues, available, live] = await Promise.all([
    genesys.organization(),
    partOr<ResolvedQueues>(
      'routes-queues',
      onFailed,
      async () => queuesAsLive(await reading, config),
      () => (apply ? queueFinder.ofRoutes(loaded, async () => (await reading).rules) : {}),
    ),
    partOr<readonly AvailableEventType[] | undefined>(
      'event-types',
      onFailed,
      () => undefined,
      () => (apply && ofGenesys ? genesys.availableEventTypes() : []),
    ),
    reading,
  ]);
  onRead?.(live);
  if (apply) onQueuesResolved?.(queues);
  const notices = await partOr<readonly Notice[]>(
    'event-types',
    onFailed,
    () => [],
    () => (apply && available !== undefined ? checkEventTypes(loaded, available) : []),
  );
  const queueNames = await partOr(
    'queue-names',
    onFailed,
    () => queueNamesOf(queues, live, new Map(), config),
    () => readQueueNames(queues, live, genesys, config),
  );
  const { processors } = scope.declared;
  const today = new Date(now()).toISOString().slice(0, 10);
  const secrets = await partOr(
    'secrets',
    onFailed,
    () => secretsUnread(scope.declared),
    () => (apply ? compareSecrets(scope.declared, live, secretOf, aws) : new Map<string, never>()),
  );
  const read = {
    intent,
    config,
    organization,
    queues,
    queueNames,
    live,
    allow,
    sandbox,
    today,
    notices,
    secrets,
  };
  const settled = async (material: PlanMaterial): Promise<Plan> => {
    const plan = assemblePlan(material);
    if (!plan.changes.some(isCalledDrift)) return withMissingPermissions(plan, genesys);
    // The search for tags lags behind: an old note of what was asked for would tell of a change outside gcx where there is
    // none. Each thing is asked itself before that is said.
    const fresh = await readLive({ ...scope, freshTags: true }, { genesys, aws }, onFailed);
    onRead?.(fresh);
    return withMissingPermissions(assemblePlan({ ...material, live: fresh }), genesys);
  };
  if (!apply || processors.length === 0) return settled(read);
  const code = await partOr<NonNullable<PlanMaterial['code']>>(
    'processors-code',
    onFailed,
    () => codeAsDeployed(processors, live),
    async () => {
      const ofFilters = await queueFinder.ofFilters(loaded, queues);
      const all = { ...queues, ...ofFilters };
      const { code: wanted, built } = await buildProcessors(config, processors, all, live, aws, bundle);
      onProcessorsBuilt?.(built);
      return wanted;
    },
  );
  return settled({ ...read, code });
}
