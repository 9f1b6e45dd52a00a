import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { Notice } from '../../../base/notice.js';
import type { SnsSubscription } from '../../../clients/aws/model.js';
import { nameOfArn, parseArn } from '../../../language/names/arn.js';
import { change, changeId } from '../../change/change.js';
import { counted } from '../../change/counted.js';
import type { Change } from '../../change/model.js';
import type { DeclaredSubscription, DeclaredTopic } from '../../targets/declared.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { isOurs } from '../ownership/mark.js';
import type { SnsTopicStep } from '../sns-topic/sns-topic-steps.js';
import type { TopicsRead } from '../sns-topic/topics-reading.js';
import { readSubscriptionRecord, subscriptionHash, writeSubscriptionRecord } from './subscription-record.js';
import { type SubscriptionStep, subscriptionSteps } from './subscription-steps.js';
import { unheardNotices } from './unheard-topics.js';

type Input = PlanInput<TopicsRead>;
type Step = SubscriptionStep | SnsTopicStep;
type Planned = KindPlan<Step>;

/** Subscriptions of SNS topics: those that gcx made are recorded in the topic's tags, and only those are removed. */
export const subscriptionKind: ResourceKind<'subscription', Step, TopicsRead> = {
  kind: 'subscription',
  label: 'subscription',
  steps: subscriptionSteps,
  order: {
    part: 'feed',
    growsAfter: [
      { kind: 'sqs-queue', of: 'growing', same: true },
      { kind: 'sqs-policy', of: 'growing', same: true },
      { kind: 'lambda-permission', of: 'growing', same: true },
    ],
    goesAfter: [],
    goesAfterRules: 'all',
  },
  actions: {
    read: ['sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'],
    write: ['sns:Subscribe', 'sns:Unsubscribe', 'sns:SetSubscriptionAttributes', 'sns:TagResource'],
  },
  plan(input) {
    const declared = input.declared.topics;
    const known = new Set(declared.map((topic) => topic.arn));
    const topics: readonly DeclaredTopic[] = [
      ...declared.map((topic) => (input.intent === 'apply' ? topic : { ...topic, subscriptions: [] })),
      // Topics that left the file but are not ours to delete may still hold subscriptions of ours.
      ...[...input.live.topics].flatMap(([arn, live]) =>
        known.has(arn) || live === null ? [] : [leftTopic(arn)],
      ),
    ];
    return joinPlans([
      ...topics.map((topic) => planTopic(input, topic)),
      { changes: [], warnings: unheardNotices(input) },
    ]);
  },
};

function leftTopic(arn: string): DeclaredTopic {
  const name = nameOfArn(arn);
  return { arn, name, account: parseArn(arn)?.account ?? '', target: name, create: false, subscriptions: [] };
}

function planTopic(input: Input, topic: DeclaredTopic): Planned {
  const live = input.live.topics.get(topic.arn) ?? null;
  const goesAway =
    live !== null &&
    isOurs(live.tags, input.mark) &&
    (input.intent === 'destroy' || !isDeclared(input, topic));
  if (topic.account !== input.config.aws.account) return { changes: [], pending: elsewhere(topic) };
  if (goesAway || (live === null && !topic.create)) return { changes: [] };
  const record = readSubscriptionRecord(live?.tags ?? {}, input.mark);
  const liveByHash = new Map((live?.subscriptions ?? []).map((each) => [subscriptionHash(each), each]));
  const wantedByHash = new Map(topic.subscriptions.map((each) => [subscriptionHash(each), each]));
  const left = [...record].filter((hash) => !wantedByHash.has(hash));
  const toRemove = left.filter((hash) => liveByHash.get(hash)?.arn !== undefined);
  // SNS takes no pending subscription away: it stays in the record, and goes once it is confirmed.
  const unconfirmed = left.filter((hash) => liveByHash.has(hash) && !toRemove.includes(hash));
  const made = new Set([
    ...[...wantedByHash.keys()].filter((hash) => record.has(hash) || !liveByHash.has(hash)),
    ...unconfirmed,
  ]);
  const recordStep = (hashes: ReadonlySet<string>): readonly Step[] => {
    const { tags, remove } = writeSubscriptionRecord(live?.tags ?? {}, input.mark, hashes);
    const nothing = Object.keys(tags).length === 0 && remove.length === 0;
    return nothing ? [] : [{ call: 'sns.tag', arn: topic.arn, tags, remove }];
  };
  // The record is written before a subscription is made, so that a crash in between leaves none that looks hand-made.
  const before = recordStep(new Set([...made, ...toRemove]));
  const changes: Change<Step>[] = [...wantedByHash].map(([hash, wanted]) =>
    planWanted(topic, wanted, liveByHash.get(hash), before),
  );
  for (const hash of toRemove) {
    const gone = liveByHash.get(hash);
    // After the others, so that the record that is left is the last one written.
    const after = changes.filter((each) => each.action === 'create').map((each) => each.id);
    if (gone !== undefined) changes.push({ ...planRemoved(topic, gone, recordStep(made)), after });
  }
  const leavers = unconfirmed.flatMap((hash) => liveByHash.get(hash) ?? []);
  changes.push(...leavers.map((each) => planUnconfirmed(topic, each)));
  if (changes.every(({ action }) => action !== 'create' && action !== 'delete')) {
    const forgotten = left.filter((hash) => !liveByHash.has(hash)).length;
    changes.push(...planForgotten(topic, forgotten, recordStep(made)));
  }
  const byHand = [...liveByHash]
    .filter(([hash]) => !wantedByHash.has(hash) && !record.has(hash))
    .map(([, each]) => each);
  return {
    changes: withHandMade(topic, changes, byHand),
    pending: [
      ...pendingOf(topic, liveByHash, wantedByHash),
      ...leavers.map((each) => stillPending(topic, each)),
    ],
  };
}

function planWanted(
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

function planRemoved(topic: DeclaredTopic, gone: SnsSubscription, record: readonly Step[]): Change<Step> {
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
function planUnconfirmed(topic: DeclaredTopic, live: SnsSubscription): Change<Step> {
  return change({
    kind: 'subscription',
    name: `${live.protocol} ${shortEndpoint(live)}`,
    key: `${topic.arn}:${live.protocol}:${live.endpoint}`,
    group: { kind: 'target', name: topic.target },
    action: 'none',
    notes: ['left the file, and is not confirmed: pending until SNS drops it'],
  });
}

function stillPending(topic: DeclaredTopic, { endpoint }: SnsSubscription): Notice {
  return {
    code: 'unconfirmed-subscription-stays',
    message: `${endpoint} left the file, and never confirmed its subscription to ${topic.name}: SNS takes no pending subscription away, and drops it by itself 48 hours after it was made. Until then the link that was sent still works; if it is used, the next ${gcxCommand('apply')} removes the subscription.`,
  };
}

/** The record of subscriptions that ended without gcx: whoever subscribes the same receiver by hand shall keep it. */
function planForgotten(topic: DeclaredTopic, count: number, steps: readonly Step[]): readonly Change<Step>[] {
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
function withHandMade(
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

function pendingOf(
  topic: DeclaredTopic,
  live: ReadonlyMap<string, SnsSubscription>,
  wanted: ReadonlyMap<string, DeclaredSubscription>,
): readonly Notice[] {
  return [...wanted].flatMap(([hash, each]) => {
    const found = live.get(hash);
    const waits = found === undefined ? needsConfirmation(each) : found.arn === undefined;
    return waits
      ? [
          {
            code: 'confirm-subscription',
            message: `${each.endpoint} must confirm its subscription to ${topic.name}: AWS sends it a message with a link.`,
          },
        ]
      : [];
  });
}

/** Subscriptions of a topic in another account: gcx changes nothing there. */
function elsewhere(topic: DeclaredTopic): readonly Notice[] {
  return topic.subscriptions.map((each) => ({
    code: 'subscription-elsewhere',
    message: `${topic.name} is in account ${topic.account}: subscribe ${each.protocol} ${shortEndpoint(each)} to it there; gcx does not change other accounts.`,
  }));
}

/** E-mail and HTTPS endpoints confirm for themselves; SQS and Lambda in the same account need not. */
function needsConfirmation(subscription: DeclaredSubscription): boolean {
  return subscription.protocol === 'email' || subscription.protocol === 'https';
}

function isDeclared(input: Input, topic: DeclaredTopic): boolean {
  return input.declared.topics.some((each) => each.arn === topic.arn && each.create);
}

function shortEndpoint(subscription: { readonly protocol: string; readonly endpoint: string }): string {
  const byArn = subscription.protocol === 'sqs' || subscription.protocol === 'lambda';
  return byArn ? nameOfArn(subscription.endpoint) : subscription.endpoint;
}
