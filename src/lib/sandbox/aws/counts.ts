import type { AwsCounts } from './model.js';
import type { CloudState } from './state.js';

/** Counts what a region holds. */
export function countsOf(state: CloudState): AwsCounts {
  const rules = [...state.rules.values()];
  const dropped = [...state.droppedEvents.values()];
  return {
    buses: state.buses.size,
    rules: rules.length,
    targets: rules.reduce((sum, rule) => sum + rule.targets.length, 0),
    topics: state.topics.size,
    subscriptions: state.subscriptions.size,
    queues: state.queues.size,
    functions: state.functions.size,
    messages: Object.fromEntries(
      [...state.queues.values()].map(({ arn, messages }) => [arn, messages.length]),
    ),
    invocations: Object.fromEntries(
      [...state.functions.values()].map(({ arn, invocations, deployed }) => [
        arn,
        invocations.length + (deployed?.runs ?? 0),
      ]),
    ),
    droppedPartnerEvents: dropped.reduce((sum, count) => sum + count, 0),
    pendingSubscriptions: [...state.subscriptions.values()]
      .filter(({ confirmed }) => !confirmed)
      .map(({ topicArn, protocol, endpoint, token }) => ({ topicArn, protocol, endpoint, token })),
  };
}
