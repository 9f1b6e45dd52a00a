import type {
  Flow,
  PipeStatus,
  QueueStatus,
  RouteNumbers,
  RouteStatus,
  TargetStatus,
  TopicStatus,
} from '../../../../src/lib/features/status/model.js';

/** 27 Nov 2026, 14:20 in Berlin. */
export const READ_AT = Date.UTC(2026, 10, 27, 13, 20);

const MINUTE = 60_000;
const NONE: Flow = { count: { kind: 'none' } };

/** So many, the last so many minutes ago. */
export function flow(value: number, minutesAgo?: number): Flow {
  return {
    count: { kind: 'counted', value },
    ...(minutesAgo === undefined ? {} : { last: { at: READ_AT - minutesAgo * MINUTE, within: 60 } }),
  };
}

/** A route that is applied; no numbers but those that are given. */
export function route(
  name: string,
  targets: readonly string[],
  numbers: Partial<RouteNumbers> = {},
): RouteStatus {
  return {
    name,
    enabled: true,
    rules: [{ name: `shop-${name}-1`, enabled: true, route: name }],
    events: ['v2.detail.events.conversation.{id}.acd.end'],
    targets,
    numbers: { matched: NONE, failed: NONE, deadLettered: NONE, lost: NONE, retried: NONE, ...numbers },
  };
}

/** An SQS queue with what waits in it. */
export function queue(name: string, waiting: number, oldestMinutes?: number): QueueStatus {
  return {
    name,
    arn: `arn:aws:sqs:eu-west-1:111122223333:${name}`,
    state: 'there',
    waiting,
    retentionSeconds: 14 * 86_400,
    ...(oldestMinutes === undefined ? {} : { oldestSeconds: oldestMinutes * 60 }),
  };
}

/** An SNS topic. */
export function topic(name: string, delivered: Flow = NONE): TopicStatus {
  return {
    name,
    arn: `arn:aws:sns:eu-west-1:111122223333:${name}`,
    state: 'there',
    published: delivered,
    delivered,
    failed: NONE,
    subscribers: [{ protocol: 'https', endpoint: 'https://example.com/hook', confirmed: true }],
  };
}

/** An SQS queue of the file. */
export function sqs(name: string, of: QueueStatus, deadLettersOf: readonly string[] = []): TargetStatus {
  return { kind: 'sqs', name, routes: [], deadLettersOf, queue: of };
}

/** A processor whose function was never called; what waits for it and what it could not handle. */
export function processor(name: string, waiting: QueueStatus, deadLetters: QueueStatus): TargetStatus {
  const arn = `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
  return {
    kind: 'processor',
    name,
    routes: [],
    deadLettersOf: [],
    queue: waiting,
    deadLetters,
    function: { name, arn, state: 'there', invocations: NONE, errors: NONE, throttles: NONE },
  };
}

/** A pipe in which all is well, but for what is given. */
export function pipeStatus(parts: Partial<PipeStatus>): PipeStatus {
  return {
    file: '.genesysrc.yml',
    project: 'shop',
    environment: 'production',
    sandbox: false,
    readAt: READ_AT,
    window: {
      from: READ_AT - 86_400_000,
      to: READ_AT + MINUTE,
      asked: 86_400,
      period: 60,
      minutesFrom: READ_AT - 180 * MINUTE,
    },
    genesys: { environment: 'mypurecloud.ie', organization: { id: 'o', name: 'Acme' } },
    aws: { account: '111122223333', region: 'eu-west-1' },
    feed: {
      kind: 'integration',
      suffix: 'prod',
      name: 'gcx shop/production (prod)',
      managed: true,
      state: { kind: 'active' },
      notSubscribed: [],
    },
    source: { name: 'aws.partner/x', state: 'ACTIVE', taken: flow(41_203, 1) },
    bus: { name: 'aws.partner/x', state: 'there' },
    routes: [],
    targets: [],
    leftRules: [],
    unseen: [],
    ...parts,
  };
}
