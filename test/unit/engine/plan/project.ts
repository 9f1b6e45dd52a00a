import type { Plan } from '../../../../src/lib/engine/change/model.js';
import type { ReadScope } from '../../../../src/lib/engine/kinds/index.js';
import { type Allowed, markOf, type ProcessorCode } from '../../../../src/lib/engine/kinds/index.js';
import { assemblePlan } from '../../../../src/lib/engine/plan/assemble-plan.js';
import { busOf, compileNames } from '../../../../src/lib/engine/plan/index.js';
import { queueNamesOf } from '../../../../src/lib/engine/plan/queue-names.js';
import { declaredIn } from '../../../../src/lib/engine/targets/declared-in.js';
import type { Config, ProcessorTarget, Route, Target } from '../../../../src/lib/language/config/model.js';
import type { ChosenQueue, ResolvedQueues } from '../../../../src/lib/language/queues/resolved-queues.js';
import { ModelWorld } from './model-world.js';

export const ORGANIZATION = '6513270e-269e-4d37-b2a7-4de452e6b438';
export const ACD_END = 'v2.detail.events.conversation.{id}.acd.end';
export const USER_END = 'v2.detail.events.conversation.{id}.user.end';
export const NOTHING_ALLOWED: Allowed = {
  adopt: false,
  force: false,
  eventLoss: false,
  releaseEventTypes: false,
  deletions: false,
  noTarget: false,
};

/** An SQS queue that gcx makes. */
export function sqs(name: string, part: Partial<Extract<Target, { kind: 'sqs' }>> = {}): Target {
  return { kind: 'sqs', name, provenance: 'create', queueName: name, account: '111122223333', ...part };
}

/** An SNS topic that gcx makes. */
export function sns(name: string, part: Partial<Extract<Target, { kind: 'sns' }>> = {}): Target {
  return {
    kind: 'sns',
    name,
    provenance: 'create',
    topicName: name,
    account: '111122223333',
    subscribers: [],
    ...part,
  };
}

/** A Lambda function that is there already. */
export function lambda(
  name: string,
  part: Partial<Extract<Target, { kind: 'lambda' }>> = {},
): Extract<Target, { kind: 'lambda' }> {
  return { kind: 'lambda', name, functionName: name, account: '111122223333', ...part };
}

/** A processor. */
export function processor(name: string, part: Partial<ProcessorTarget> = {}): ProcessorTarget {
  return {
    kind: 'processor',
    name,
    handler: `./handlers/${name}.ts`,
    batch: { size: 10, windowSeconds: 5 },
    concurrency: 10,
    memoryMb: 512,
    timeoutSeconds: 60,
    runtime: 'nodejs22.x',
    architecture: 'arm64',
    logRetentionDays: 30,
    environment: {},
    secrets: {},
    migrations: [],
    ...part,
  };
}

/** What was built of a file's processors: their code is called after what it reads. */
function codeOf(config: Config): ReadonlyMap<string, ProcessorCode> {
  return new Map(
    Object.values(config.targets).flatMap((target) =>
      target.kind === 'processor'
        ? [
            [
              target.name,
              {
                codeSha256: JSON.stringify([target.handler, target.secrets]),
                handler: 'index.handler',
                differences: [`${target.handler} changed`],
              },
            ],
          ]
        : [],
    ),
  );
}

/** A route of one event type. */
export function route(name: string, part: Partial<Route> & Pick<Route, 'targets'>): Route {
  return { name, events: [ACD_END], where: {}, enabled: true, ...part };
}

/** A file's configuration from its routes and targets. */
export function project(
  routes: readonly Route[],
  targets: readonly Target[],
  part: Partial<Config> = {},
): Config {
  return {
    file: '.genesysrc.yml',
    project: 'calls',
    environment: 'production',
    sharesBus: false,
    genesys: { environment: 'mypurecloud.ie', organization: ORGANIZATION, integration: { suffix: 'prod' } },
    aws: { account: '111122223333', region: 'eu-west-1' },
    targets: Object.fromEntries(targets.map((target) => [target.name, target])),
    routes: Object.fromEntries(routes.map((each) => [each.name, each])),
    ...part,
  };
}

/** A queue's id, from a number. */
export function queueId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A queue that a route chose, from a number. */
export function chosen(number: number, chosenBy = `"Queue ${number}"`): ChosenQueue {
  return { id: queueId(number), name: `Queue ${number}`, division: { id: 'd1', name: 'Home' }, chosenBy };
}

/** An empty world for a project. */
export function worldFor(config: Config): ModelWorld {
  return new ModelWorld(config, markOf(config));
}

/** The plan for a file against a world. */
export function planFor(
  world: ModelWorld,
  config: Config,
  options: {
    readonly queues?: ResolvedQueues;
    readonly allow?: Partial<Allowed>;
    readonly intent?: 'apply' | 'destroy';
    readonly otherNames?: ReadonlyMap<string, string>;
  } = {},
): Plan {
  const queues = options.queues ?? {};
  const live = structuredClone({ ...world.live(config) });
  const names = new Map(
    Object.values(queues).flatMap((list) => list.map((queue) => [queue.id, queue.name] as const)),
  );
  for (const [id, name] of options.otherNames ?? []) names.set(id, name);
  return assemblePlan({
    intent: options.intent ?? 'apply',
    config,
    organization: { id: ORGANIZATION, name: 'Acme' },
    queues,
    queueNames: queueNamesOf(queues, live, names, config),
    live,
    allow: { ...NOTHING_ALLOWED, ...options.allow },
    sandbox: false,
    today: '2026-11-29',
    code: codeOf(config),
  });
}

/** Carries out every call of a plan, in its order. */
export function applyTo(world: ModelWorld, plan: Plan): void {
  for (const change of plan.changes) for (const step of change.steps) world.apply(step);
}

/** A plan's changes that do something, as `action kind name`. */
export function summary(plan: Plan): readonly string[] {
  return plan.changes
    .filter((change) => change.action !== 'none')
    .map((change) => `${change.action} ${change.kind} ${change.name}`);
}

/** Where a plan of a file reads, and as whom. */
export function readScopeOf(config: Config): ReadScope {
  return {
    config,
    locate: () => undefined,
    intent: 'apply',
    mark: markOf(config),
    bus: busOf(config),
    declared: declaredIn(config, compileNames(config, new Set())),
    isRuleNameOfFile: () => false,
    tagTypes: [],
  };
}
