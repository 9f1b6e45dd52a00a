import { nameOfArn, parseArn } from '../../../language/names/arn.js';
import type { Change } from '../../change/model.js';
import type { DeclaredTopic } from '../../targets/declared.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { madeKey } from '../noted/made-list.js';
import { isOurs } from '../ownership/mark.js';
import type { SnsTopicStep } from '../sns-topic/sns-topic-steps.js';
import type { TopicsRead } from '../sns-topic/topics-reading.js';
import { snsSubscriptionHarms } from './sns-subscription-attributes.js';
import {
  type PlannedTopic,
  planForgotten,
  planRemoved,
  planUnconfirmed,
  planWanted,
  withOthers,
} from './sns-subscription-changes.js';
import {
  confirmNotices,
  elsewhere,
  stillPending,
  type Unconfirmed,
  unconfirmedOf,
} from './sns-subscription-notices.js';
import {
  othersSubscriptions,
  readSubscriptionRecord,
  subscriptionHash,
  writeSubscriptionRecord,
} from './sns-subscription-record.js';
import { snsSubscriptionRights } from './sns-subscription-rights.js';
import { type SnsSubscriptionStep, snsSubscriptionSteps } from './sns-subscription-steps.js';
import { unheardNotices } from './unheard-topics.js';

type Input = PlanInput<TopicsRead>;
type Step = SnsSubscriptionStep | SnsTopicStep;
type Planned = KindPlan<Step>;

/** Subscriptions of SNS topics: those that gcx made are recorded in the topic's tags, and only those are removed. */
export const snsSubscriptionKind: ResourceKind<'sns-subscription', Step, TopicsRead> = {
  kind: 'sns-subscription',
  label: 'subscription',
  named: (name) => `The subscription ${name}`,
  steps: snsSubscriptionSteps,
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
  countsAs: 'itself',
  marks: { on: 'nothing', why: 'the tags of its SNS topic say which subscriptions gcx made' },
  harms: snsSubscriptionHarms,
  rights: snsSubscriptionRights,
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
    const plans = topics.map((topic) => {
      const isOneOfSeveral = topics.filter(({ target }) => target === topic.target).length > 1;
      return planTopic(input, { ...topic, isOneOfSeveral, notedOf: (id) => input.listed?.get(madeKey(id)) });
    });
    const unconfirmed = plans.flatMap((plan) => plan.unconfirmed ?? []);
    return joinPlans<Step>([
      ...plans,
      { changes: [], warnings: unheardNotices(input), pending: confirmNotices(unconfirmed) },
    ]);
  },
};

function leftTopic(arn: string): DeclaredTopic {
  const name = nameOfArn(arn);
  return { arn, name, account: parseArn(arn)?.account ?? '', target: name, create: false, subscriptions: [] };
}

function planTopic(
  input: Input,
  topic: PlannedTopic,
): Planned & { readonly unconfirmed?: readonly Unconfirmed[] } {
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
  const others = [...liveByHash].filter(([hash]) => !wantedByHash.has(hash) && !record.has(hash));
  return {
    changes: withOthers(topic, changes, others, othersSubscriptions(live?.tags ?? {}, input.mark)),
    pending: leavers.map((each) => stillPending(topic, each)),
    unconfirmed: unconfirmedOf(topic, liveByHash, wantedByHash),
  };
}

function isDeclared(input: Input, topic: DeclaredTopic): boolean {
  return input.declared.topics.some((each) => each.arn === topic.arn && each.create);
}
