import type { Aws } from '../aws/model.js';
import { changeOrder, compileRules, overlaps, routeOfRuleName } from '../compile/index.js';
import type { LoadedConfig } from '../config/model.js';
import { resolveQueues } from '../genesys/index.js';
import type { Genesys } from '../genesys/model.js';
import { type Allowed, declaredIn, markOf } from '../resources/index.js';
import { checkEventTypes } from './check-event-types.js';
import { busOf, compileNames } from './compile-context.js';
import { digestOf } from './digest.js';
import type { Plan, PlanSubject } from './model.js';
import { planChanges } from './plan-changes.js';
import { queueNames } from './queue-names.js';
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
}

/**
 * Reads both sides and plans what makes them as the file says (or takes away what the project made). Writes nothing.
 * Throws GcxError where queues or event types of the file are not there, and what the clients throw.
 */
export async function makePlan({
  loaded,
  genesys,
  aws,
  sandbox,
  intent,
  allow,
}: MakePlanOptions): Promise<Plan> {
  const { config, locate } = loaded;
  const mark = markOf(config);
  const bus = busOf(config);
  const declared = declaredIn(config, compileNames(config, new Set()));
  const isRuleNameOfFile = (name: string) => routeOfRuleName(config, name) !== undefined;
  const apply = intent === 'apply';
  const [organization, queues, available, live] = await Promise.all([
    genesys.organization(),
    apply ? resolveQueues(genesys, config, locate) : {},
    apply ? genesys.availableEventTypes() : [],
    readLive({ config, mark, bus, declared, isRuleNameOfFile }, genesys, aws),
  ]);
  if (apply) checkEventTypes(loaded, available);
  const liveHere = live.rules.filter((rule) => rule.bus === bus);
  const ours = new Set(liveHere.map((rule) => rule.name));
  const taken = new Set(live.rulesOnBus.map((rule) => rule.name).filter((name) => !ours.has(name)));
  const names = compileNames(config, taken);
  const compiled = apply ? compileRules(config, queues, liveHere, names) : { rules: [], warnings: [] };
  const labels = await queueNames(queues, live, genesys, config);
  const planned = planChanges(
    {
      intent,
      config,
      organization,
      mark,
      bus,
      rules: compiled.rules,
      declared,
      live,
      allowed: allow,
      queueName: labels.name,
      queueNote: labels.note,
    },
    apply ? changeOrder(liveHere, compiled.rules) : { before: [], lossy: [] },
  );
  const overlapping = apply ? overlaps(config, queues, names) : [];
  return {
    schemaVersion: 1,
    intent,
    subject: subjectOf(loaded, organization, bus, sandbox),
    ...planned,
    warnings: [...planned.warnings, ...compiled.warnings, ...overlapping],
    digest: digestOf(live, queues),
  };
}

function subjectOf(
  { config }: LoadedConfig,
  organization: { readonly id: string; readonly name: string },
  bus: string,
  sandbox: boolean,
): PlanSubject {
  return {
    file: config.file,
    project: config.project,
    environment: config.environment,
    genesys: {
      organizationId: organization.id,
      organizationName: organization.name,
      environment: config.genesys.environment,
    },
    aws: { account: config.aws.account, region: config.aws.region, bus },
    sandbox,
  };
}
