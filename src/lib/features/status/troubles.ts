import { numberOf } from './counts.js';
import { NOW_MS } from './failing-now.js';
import { isFeedStopped, isSourceStopped } from './feed-stopped.js';
import type {
  Failing,
  Feed,
  Moment,
  PipeStatus,
  QueueStatus,
  RouteStatus,
  SourceStatus,
  TargetStatus,
} from './model.js';
import { refusingTargets } from './refusing-targets.js';
import { reportedOf } from './route-numbers.js';
import { keptIn, type TargetThing, thingsOf } from './target-things.js';

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
      /** Those of them whose dead letters show it; none: nothing shows which. */
      readonly refusing: readonly string[];
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
      readonly thing: TargetThing['what'];
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
    ...routes.flatMap((route) => failing(route, status.targets)),
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
    const queue = keptIn(target);
    return queue === undefined ? [] : [{ target: target.name, queue }];
  });
}

function feedTroubles({ feed, source }: PipeStatus): readonly Trouble[] {
  return [
    ...(isFeedStopped(feed) ? [{ kind: 'feed-stopped', feed } as const] : []),
    ...(source !== undefined && isSourceStopped(source) ? [{ kind: 'source-stopped', source } as const] : []),
  ];
}

function failing(route: RouteStatus, all: readonly TargetStatus[]): readonly Trouble[] {
  const { name, targets, numbers } = route;
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
      refusing: refusingTargets(route, all),
      failing: numbers.failing,
      ...(counts.failed === undefined ? {} : { failed: counts.failed }),
      ...(counts.deadLettered === undefined ? {} : { deadLettered: counts.deadLettered }),
      ...(counts.lost === undefined ? {} : { lost: counts.lost }),
    },
  ];
}

function missingThings(target: TargetStatus): readonly Trouble[] {
  return thingsOf(target)
    .filter(({ thing }) => thing.state === 'missing')
    .map(({ what, thing }) => ({
      kind: 'target-missing',
      target: target.name,
      thing: what,
      name: thing.name,
    }));
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

function unconfirmed({ name, topics = [] }: TargetStatus): readonly Trouble[] {
  return topics.flatMap(({ subscribers = [] }) =>
    subscribers
      .filter(({ confirmed }) => !confirmed)
      .map(({ protocol, endpoint }) => ({ kind: 'unconfirmed', target: name, protocol, endpoint })),
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

function ownNumbers({ name: target, topics = [], function: of }: TargetStatus): readonly Trouble[] {
  const ofTopics = topics.flatMap(({ name, failed: flow }) => {
    const failed = numberOf(flow) ?? 0;
    return failed === 0 ? [] : [{ kind: 'subscriber-failed', target, topic: name, failed } as const];
  });
  if (of === undefined) return ofTopics;
  const [errors, throttles] = [numberOf(of.errors) ?? 0, numberOf(of.throttles) ?? 0];
  if (errors + throttles === 0) return ofTopics;
  return [...ofTopics, { kind: 'function-failed', target, function: of.name, errors, throttles }];
}
