import type { CompileNames } from '../../../../src/lib/engine/compile/index.js';
import type { Config, FieldCondition, Route, Target } from '../../../../src/lib/language/config/model.js';
import type { ResolvedQueues } from '../../../../src/lib/language/queues/resolved-queues.js';

/** A route as tests write it: queues by number. */
export interface RouteSketch {
  readonly name: string;
  readonly events: readonly string[];
  readonly queues?: readonly number[];
  readonly where?: Readonly<Record<string, readonly FieldCondition[]>>;
  readonly targets: readonly string[];
  readonly enabled?: boolean;
  readonly description?: string;
}

/** A file with its queues resolved. */
export interface TestFile {
  readonly config: Config;
  readonly queues: ResolvedQueues;
}

export const ACCOUNT = '111122223333';
export const SOURCE = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';

/** Event types with the queue in the body, in the topic's name, and nowhere. */
export const BODY_TYPES = ['acd.start', 'acd.end', 'user.start', 'user.end', 'acw', 'wrapup'].map(
  (name) => `v2.detail.events.conversation.{id}.${name}`,
);
export const TOPIC_TYPES = ['users', 'conversations.calls', 'conversations.emails'].map(
  (name) => `v2.routing.queues.{id}.${name}`,
);
export const PLAIN_TYPES = ['customer.start', 'customer.end'].map(
  (name) => `v2.detail.events.conversation.{id}.${name}`,
);

/** A queue's id by its number. */
export function queueId(number: number): string {
  return `${String(number).padStart(8, '0')}-7c1e-4a52-9b0d-2f6d7a1c88e1`;
}

/** Targets `t0` … `t11`, of several kinds, and `lane0`, `lane1`: a topic for each event type. */
export const TARGETS: Readonly<Record<string, Target>> = Object.fromEntries(
  [
    ...Array.from({ length: 12 }, (_, index) => plainTarget(`t${index}`, index)),
    ...['lane0', 'lane1'].map(
      (name): Target => ({
        kind: 'sns',
        name,
        provenance: 'create',
        topicName: `${name}-{eventType}`,
        account: ACCOUNT,
        subscribers: [],
      }),
    ),
  ].map((target) => [target.name, target]),
);

function plainTarget(name: string, index: number): Target {
  switch (index % 3) {
    case 0:
      return { kind: 'sqs', name, provenance: 'create', queueName: name, account: ACCOUNT };
    case 1:
      return { kind: 'lambda', name, functionName: name, account: ACCOUNT };
    default:
      return {
        kind: 'sns',
        name,
        provenance: 'existing',
        topicName: name,
        account: ACCOUNT,
        subscribers: [],
      };
  }
}

/** A file of these routes. */
export function fileOf(routes: readonly RouteSketch[], changes: Partial<Config> = {}): TestFile {
  const config: Config = {
    file: '.genesysrc.yml',
    project: 'contact-center',
    environment: 'production',
    sharesBus: false,
    genesys: { environment: 'mypurecloud.ie', organization: '6513270e-269e-4d37-b2a7-4de452e6b438' },
    aws: { account: ACCOUNT, region: 'eu-west-1', bus: 'telephony' },
    targets: TARGETS,
    routes: Object.fromEntries(routes.map((route) => [route.name, toRoute(route)])),
    ...changes,
  };
  const withQueues = routes.filter((route) => route.queues !== undefined);
  const queues = withQueues.map((route) => [route.name, (route.queues ?? []).map(toQueue)] as const);
  return { config, queues: Object.fromEntries(queues) };
}

function toRoute(sketch: RouteSketch): Route {
  return {
    name: sketch.name,
    events: sketch.events,
    where: sketch.where ?? {},
    targets: sketch.targets,
    enabled: sketch.enabled ?? true,
    ...(sketch.description === undefined ? {} : { description: sketch.description }),
    ...(sketch.queues === undefined ? {} : { queues: [{ kind: 'glob', glob: '*' }] }),
  };
}

function toQueue(number: number) {
  const division = { id: 'd', name: 'Home' };
  return { id: queueId(number), name: `Queue ${number}`, division, chosenBy: 'glob "*"' };
}

/** What compile is told of event types here. Fields whose name begins with `list` are arrays. */
export const NAMES: CompileNames = {
  bus: 'telephony',
  source: [SOURCE],
  taken: new Set(),
  eventType(template) {
    const name = template.replace(/^v2\.(detail\.events\.)?/, '').replace('.{id}', '');
    if (TOPIC_TYPES.includes(template)) return { name, queue: 'topicName' };
    return { name, queue: BODY_TYPES.includes(template) ? 'body' : 'none' };
  },
  isList: (_, field) => field.startsWith('list'),
};
