import { numberOf } from './counts.js';
import { NOW_MS } from './failing-now.js';
import { isFeedStopped, isSourceStopped } from './feed-stopped.js';
import type {
  Failing,
  Feed,
  FunctionStatus,
  Moment,
  PipeStatus,
  QueueStatus,
  RouteStatus,
  SourceStatus,
  TargetStatus,
  TopicStatus,
} from './model.js';
import { reportedOf } from './route-numbers.js';

/** A thing of a target that is an SQS queue for what could not be delivered or handled. */
export interface DeadLettersOf {
  /** The target that the file calls it by: what `gcx redrive` takes is a target whose dead letters lie there. */
  readonly target: string;
  readonly queue: QueueStatus;
}

/** What is wrong, or asks for a look, as far as what was read says it. */
export type Trouble =
  /** Nothing reaches any target. */
  | { readonly kind: 'nothing-applied' }
  | { readonly kind: 'feed-stopped'; readonly feed: Exclude<Feed, { kind: 'others' }> }
  | { readonly kind: 'source-stopped'; readonly source: SourceStatus }
  | { readonly kind: 'bus-missing'; readonly bus: string }
  /** Deliveries fail now. */
  | {
      readonly kind: 'failing';
      readonly route: string;
      readonly targets: readonly string[];
      /** In the whole time. Absent: not known. */
      readonly failed?: number;
      readonly deadLettered?: number;
      readonly lost?: number;
      readonly failing: Failing;
    }
  /** Something that events are sent to is not there. */
  | {
      readonly kind: 'target-missing';
      readonly target: string;
      readonly thing: 'SNS topic' | 'SQS queue' | 'function';
      readonly name: string;
    }
  | { readonly kind: 'route-not-applied'; readonly route: string }
  | { readonly kind: 'rule-disabled'; readonly route: string; readonly rule: string }
  | { readonly kind: 'not-subscribed'; readonly eventTypes: readonly string[] }
  /** Tries are repeated: nothing failed for good yet. */
  | {
      readonly kind: 'retrying';
      readonly route: string;
      readonly targets: readonly string[];
      readonly last: Moment;
    }
  | {
      readonly kind: 'unconfirmed';
      readonly target: string;
      readonly protocol: string;
      readonly endpoint: string;
    }
  /** Deliveries failed in the time, and none of the last ones. */
  | {
      readonly kind: 'failed-before';
      readonly route: string;
      readonly failed: number;
      /** Of these, what no dead-letter queue took either. Absent: no such number. */
      readonly lost?: number;
      readonly last?: Moment;
    }
  | { readonly kind: 'dead-letters'; readonly of: DeadLettersOf }
  /** The target's own service says so, of all that use it. */
  | {
      readonly kind: 'subscriber-failed';
      readonly target: string;
      readonly topic: string;
      readonly failed: number;
    }
  | {
      readonly kind: 'function-failed';
      readonly target: string;
      readonly function: string;
      readonly errors: number;
      readonly throttles: number;
    };

/** All that is wrong, what matters most first: the order of {@link Trouble}. */
export function troublesOf(status: PipeStatus): readonly Trouble[] {
  const { routes, bus } = status;
  if (isNothingApplied(status)) return [{ kind: 'nothing-applied' }];
  return [
    ...feedTroubles(status),
    ...(bus.state === 'missing' ? [{ kind: 'bus-missing', bus: bus.name } as const] : []),
    ...routes.flatMap(failing),
    ...status.targets.flatMap(missingThings),
    ...routes.flatMap(ruleTroubles),
    ...('notSubscribed' in status.feed && status.feed.notSubscribed.length > 0
      ? [{ kind: 'not-subscribed', eventTypes: status.feed.notSubscribed } as const]
      : []),
    ...routes.flatMap((route) => retrying(route, status.readAt)),
    ...status.targets.flatMap(unconfirmed),
    ...routes.flatMap(failedBefore),
    ...deadLetterQueues(status).flatMap(({ target, queue }) =>
      (queue.waiting ?? 0) > 0 ? [{ kind: 'dead-letters', of: { target, queue } } as const] : [],
    ),
    ...status.targets.flatMap(ownNumbers),
  ];
}

/** Whether no rule of the file's routes is on the bus, though it was looked for. */
function isNothingApplied({ routes, leftRules }: PipeStatus): boolean {
  return routes.length > 0 && leftRules.length === 0 && routes.every(({ rules }) => rules?.length === 0);
}

/** SQS queues that keep what could not be delivered or handled. */
function deadLetterQueues({ targets }: PipeStatus): readonly DeadLettersOf[] {
  return targets.flatMap((target) => {
    if (target.kind === 'processor') return [{ target: target.name, queue: target.deadLetters }];
    return target.kind === 'sqs' && target.deadLettersOf.length > 0
      ? [{ target: target.name, queue: target.queue }]
      : [];
  });
}

function feedTroubles({ feed, source }: PipeStatus): readonly Trouble[] {
  return [
    ...(isFeedStopped(feed) ? [{ kind: 'feed-stopped', feed } as const] : []),
    ...(source !== undefined && isSourceStopped(source) ? [{ kind: 'source-stopped', source } as const] : []),
  ];
}

function failing({ name, targets, numbers }: RouteStatus): readonly Trouble[] {
  if (numbers.failing === undefined) return [];
  const counts = {
    failed: reportedOf(numbers, 'failed'),
    deadLettered: reportedOf(numbers, 'deadLettered'),
    lost: reportedOf(numbers, 'lost'),
  };
  return [
    {
      kind: 'failing',
      route: name,
      targets,
      failing: numbers.failing,
      ...(counts.failed === undefined ? {} : { failed: counts.failed }),
      ...(counts.deadLettered === undefined ? {} : { deadLettered: counts.deadLettered }),
      ...(counts.lost === undefined ? {} : { lost: counts.lost }),
    },
  ];
}

function missingThings(target: TargetStatus): readonly Trouble[] {
  const missing = (
    thing: 'SNS topic' | 'SQS queue' | 'function',
    each: QueueStatus | TopicStatus | FunctionStatus,
  ) =>
    each.state === 'missing'
      ? [{ kind: 'target-missing', target: target.name, thing, name: each.name } as const]
      : [];
  switch (target.kind) {
    case 'sqs':
      return missing('SQS queue', target.queue);
    case 'sns':
      return target.topics.flatMap((topic) => missing('SNS topic', topic));
    case 'lambda':
      return missing('function', target.function);
    case 'processor':
      return [
        ...missing('SQS queue', target.queue),
        ...missing('function', target.function),
        ...missing('SQS queue', target.deadLetters),
      ];
    case 'arn':
      return [];
  }
}

function ruleTroubles({ name, enabled, rules }: RouteStatus): readonly Trouble[] {
  if (rules === undefined || !enabled) return [];
  if (rules.length === 0) return [{ kind: 'route-not-applied', route: name }];
  return rules
    .filter((rule) => !rule.enabled)
    .map((rule) => ({ kind: 'rule-disabled', route: name, rule: rule.name }));
}

function retrying({ name, targets, numbers }: RouteStatus, now: number): readonly Trouble[] {
  const { last } = numbers.retried;
  if (numbers.failing !== undefined || last === undefined || now - last.at > 2 * NOW_MS) return [];
  return [{ kind: 'retrying', route: name, targets, last }];
}

function unconfirmed(target: TargetStatus): readonly Trouble[] {
  if (target.kind !== 'sns') return [];
  return target.topics.flatMap(({ subscribers = [] }) =>
    subscribers
      .filter(({ confirmed }) => !confirmed)
      .map(({ protocol, endpoint }) => ({ kind: 'unconfirmed', target: target.name, protocol, endpoint })),
  );
}

function failedBefore({ name, numbers }: RouteStatus): readonly Trouble[] {
  const { last } = numbers.failed;
  const [failed, lost] = [numberOf(numbers.failed) ?? 0, numberOf(numbers.lost) ?? 0];
  if (numbers.failing !== undefined || failed === 0) return [];
  return [
    {
      kind: 'failed-before',
      route: name,
      failed,
      ...(lost === 0 ? {} : { lost }),
      ...(last === undefined ? {} : { last }),
    },
  ];
}

function ownNumbers(target: TargetStatus): readonly Trouble[] {
  switch (target.kind) {
    case 'sns':
      return target.topics.flatMap(({ name, failed: flow }) => {
        const failed = numberOf(flow) ?? 0;
        return failed === 0 ? [] : [{ kind: 'subscriber-failed', target: target.name, topic: name, failed }];
      });
    case 'lambda':
    case 'processor': {
      const { name } = target.function;
      const errors = numberOf(target.function.errors) ?? 0;
      const throttles = numberOf(target.function.throttles) ?? 0;
      if (errors + throttles === 0) return [];
      return [{ kind: 'function-failed', target: target.name, function: name, errors, throttles }];
    }
    case 'sqs':
    case 'arn':
      return [];
  }
}
