import type { Aws } from '../../clients/aws/model.js';
import { resolveQueues } from '../../clients/genesys/index.js';
import type { Genesys } from '../../clients/genesys/model.js';
import { readQueueNames } from '../../features/queues/queue-names.js';
import { recallQueue } from '../../features/queues/renamed-queues.js';
import type { LoadedConfig } from '../../language/config/model.js';
import { genesysEventTypes } from '../../language/events/index.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import type { Plan } from '../change/model.js';
import { routeOfRuleName } from '../compile/index.js';
import { type Allowed, type BuiltProcessor, declaredIn, markOf, RESOURCE_KINDS } from '../kinds/index.js';
import { assemblePlan } from './assemble-plan.js';
import { buildProcessors } from './build-processors.js';
import { checkEventTypes } from './check-event-types.js';
import { busOf, compileNames } from './compile-context.js';
import { resolveFilterQueues } from './filter-queues.js';
import { readLive } from './read-live.js';

/** What a plan is made from. */
export interface MakePlanOptions {
  readonly loaded: LoadedConfig;
  readonly genesys: Genesys;
  readonly aws: Aws;
  /** True where both are the built-in sandbox. */
  readonly sandbox: boolean;
  readonly intent: 'apply' | 'destroy';
  readonly allow: Allowed;
  /** Told what the queues of the file are, so that they can be kept for working offline. */
  readonly onQueuesResolved?: (queues: ResolvedQueues) => void;
  /** Told what was built of the file's processors, by target, where it has some: what carrying the plan out needs. */
  readonly onProcessorsBuilt?: (built: ReadonlyMap<string, BuiltProcessor>) => void;
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
  sandbox,
  intent,
  allow,
  onQueuesResolved,
  onProcessorsBuilt,
}: MakePlanOptions): Promise<Plan> {
  const { config, locate } = loaded;
  const scope = {
    config,
    locate,
    intent,
    tagTypes: RESOURCE_KINDS.flatMap(({ taggedAs = [] }) => taggedAs),
    mark: markOf(config),
    bus: busOf(config),
    declared: declaredIn(config, compileNames(config, new Set())),
    isRuleNameOfFile: (name: string) => routeOfRuleName(config, name) !== undefined,
  };
  const apply = intent === 'apply';
  const ofGenesys = Object.values(config.routes).some((route) => genesysEventTypes(route).length > 0);
  const reading = readLive(scope, { genesys, aws });
  const recall = recallQueue(config, async () => (await reading).rules, genesys);
  const [organization, queues, available, live] = await Promise.all([
    genesys.organization(),
    apply ? resolveQueues(genesys, config, locate, recall) : {},
    apply && ofGenesys ? genesys.availableEventTypes() : [],
    reading,
  ]);
  if (apply) onQueuesResolved?.(queues);
  if (apply) checkEventTypes(loaded, available);
  const queueNames = await readQueueNames(queues, live, genesys, config);
  const { processors } = scope.declared;
  if (!apply || processors.length === 0)
    return assemblePlan({ intent, config, organization, queues, queueNames, live, allow, sandbox });
  const ofFilters = await resolveFilterQueues(genesys, config, locate, queues);
  const { code, built } = await buildProcessors(config, processors, { ...queues, ...ofFilters }, live, aws);
  onProcessorsBuilt?.(built);
  return assemblePlan({ intent, config, organization, queues, queueNames, live, allow, sandbox, code });
}
