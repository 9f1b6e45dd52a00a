import { counted } from '../../../base/words.js';
import type { SnsSubscription } from '../../../clients/aws/model.js';
import { change, changeId } from '../../change/change.js';
import type { Change } from '../../change/model.js';
import type { DeclaredSubscription, DeclaredTopic } from '../../targets/declared.js';
import type { SnsTopicStep } from '../sns-topic/sns-topic-steps.js';
import { needsConfirmation, shortEndpoint } from './endpoint.js';
import type { SubscriptionStep } from './subscription-steps.js';

type Step = SubscriptionStep | SnsTopicStep;

/**
 * A subscription that the file wants: made, its raw delivery set, or left as it is.
 * @param record the steps that write it into the topic's record, before it is made
 */
export function planWanted(
  topic: DeclaredTopic,
  wanted: DeclaredSubscription,
  live: SnsSubscription | undefined,
  record: readonly Step[],
): Change<Step> {
  const base = {
    kind: 'subscription',
    name: `${wanted.protocol} ${shortEndpoint(wanted)}`,
    key: `${topic.arn}:${wanted.protocol}:${wanted.endpoint}`,
    group: { kind: 'target', name: topic.target },
    after: topic.create ? [changeId('sns-topic', topic.arn)] : [],
  } as const;
  if (live === undefined) {
    const subscribe: SubscriptionStep = {
      call: 'sns.subscribe',
      arn: topic.arn,
      protocol: wanted.protocol,
      endpoint: wanted.endpoint,
      raw: wanted.raw,
    };
    const notes = needsConfirmation(wanted) ? ['stays pending until its receiver confirms it'] : [];
    return change({ ...base, action: 'create', notes, steps: [...record, subscribe] });
  }
  if (live.arn === undefined || live.raw === wanted.raw) return change({ ...base, action: 'none' });
  return change({
    ...base,
    action: 'update',
    fields: [{ kind: 'value', field: 'raw', before: live.raw, after: wanted.raw }],
    steps: [
      {
        call: 'sns.setRaw',
        arn: topic.arn,
        protocol: wanted.protocol,
        endpoint: wanted.endpoint,
        raw: wanted.raw,
      },
    ],
  });
}

/**
 * One that gcx made and that left the file.
 * @param record the steps that take it from the topic's record, once it is gone
 */
export function planRemoved(
  topic: DeclaredTopic,
  gone: SnsSubscription,
  record: readonly Step[],
): Change<Step> {
  const unsubscribe: Step = {
    call: 'sns.unsubscribe',
    arn: topic.arn,
    protocol: gone.protocol,
    endpoint: gone.endpoint,
  };
  return change({
    kind: 'subscription',
    name: `${gone.protocol} ${shortEndpoint(gone)}`,
    key: `${topic.arn}:${gone.protocol}:${gone.endpoint}`,
    group: { kind: 'target', name: topic.target },
    action: 'delete',
    reason: 'the subscriber left the file',
    steps: [unsubscribe, ...record],
  });
}

/** One that left the file before its receiver confirmed it. */
export function planUnconfirmed(topic: DeclaredTopic, live: SnsSubscription): Change<Step> {
  return change({
    kind: 'subscription',
    name: `${live.protocol} ${shortEndpoint(live)}`,
    key: `${topic.arn}:${live.protocol}:${live.endpoint}`,
    group: { kind: 'target', name: topic.target },
    action: 'none',
    notes: ['left the file, and is not confirmed: pending until SNS drops it'],
  });
}

/** The record of subscriptions that ended without gcx: whoever subscribes the same receiver by hand shall keep it. */
export function planForgotten(
  topic: DeclaredTopic,
  count: number,
  steps: readonly Step[],
): readonly Change<Step>[] {
  if (count === 0 || steps.length === 0) return [];
  return [
    change({
      kind: 'subscription',
      name: `${counted(count, 'subscription')} gone`,
      key: `${topic.arn}:gone`,
      group: { kind: 'target', name: topic.target },
      action: 'update',
      fields: [{ kind: 'value', field: 'record of what gcx made', after: 'without what is gone' }],
      steps,
    }),
  ];
}

/** Shows hand-made subscriptions below the topic's last subscription, or as an unchanged line of their own. */
export function withHandMade(
  topic: DeclaredTopic,
  changes: readonly Change<Step>[],
  byHand: readonly SnsSubscription[],
): readonly Change<Step>[] {
  if (byHand.length === 0) return changes;
  const names = byHand.map((each) => `${each.protocol} ${shortEndpoint(each)}`).join(', ');
  return [
    ...changes,
    change({
      kind: 'subscription',
      name: `${byHand.length} added by hand`,
      key: `${topic.arn}:by-hand`,
      group: { kind: 'target', name: topic.target },
      action: 'none',
      notes: [`${counted(byHand.length, 'subscription')} added by hand: kept (${names})`],
    }),
  ];
}
