import { canonicalJson, type JsonValue } from '../../../base/json.js';
import type { Aws, SnsSubscription, SnsTopic } from '../../../clients/aws/model.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import { nameOfArn, parseArn } from '../../../language/names/arn.js';
import { changeId } from '../../change/change.js';
import type { DeclaredSnsSubscription } from '../../targets/declared.js';
import type { Answered } from '../door/attributes.js';
import { answeredBy } from '../door/attributes.js';
import type { PlanInput } from '../door/kind.js';
import { distinct, type Reading, readEach } from '../door/reading.js';
import { madeKey } from '../noted/made-list.js';
import type { Mark } from '../ownership/mark.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { isHere, type MarkedRead } from '../ownership/marked-reading.js';
import { namedBy, thingOf } from '../ownership/thing.js';
import { type RulesRead, sentTo } from '../rule/rules-reading.js';
import {
  snsSubscriptionAttributes,
  subscriptionTable,
} from '../sns-subscription/sns-subscription-attributes.js';
import { takenAway } from '../sns-subscription/sns-subscription-changes.js';
import { readSubscriptionRecord, subscriptionHash } from '../sns-subscription/sns-subscription-record.js';
import { wantedSettings } from '../sns-subscription/subscription-settings.js';
import { snsTopicAttributes, topicTable } from './sns-topic-attributes.js';
import { keyTakenOut } from './topic-key.js';

/** An SNS topic as read: with its subscriptions. */
export interface LiveTopic extends SnsTopic {
  readonly subscriptions: readonly SnsSubscription[];
}

/** SNS topics of the account. */
export interface TopicsRead {
  /** By ARN; null where there is none. */
  readonly topics: ReadonlyMap<string, LiveTopic | null>;
}

/** Reads the topics of the file, those with our mark, and those that our rules send to. */
export const topicsReading: Reading<TopicsRead, MarkedRead & RulesRead> = {
  name: 'topics',
  waitsFor: ['marked', 'rules'],
  unread: {
    live: { topics: new Map() },
    of: 'SNS topics',
    kinds: ['sns-topic', 'sns-subscription', 'sns-policy'],
    codes: /^(?:existing-missing|nobody-subscribed|confirm-subscription|key-|alarms-)/,
  },
  async read({ config, declared, mark }, { marked, rules }, { aws }) {
    const arns = distinct([
      ...declared.topics.map(({ arn }) => arn),
      ...marked.keys(),
      ...sentTo(rules),
    ]).filter((arn) => isHere(config, arn) && parseArn(arn)?.service === 'sns' && !arn.includes('*'));
    const set = new Set(
      declared.topics.flatMap(({ arn, subscriptions }) =>
        subscriptions
          .filter((each) => Object.keys(wantedSettings(each)).length > 0)
          .map((each) => `${arn} ${subscriptionHash(each)}`),
      ),
    );
    return { topics: await readEach(arns, (arn) => readTopic(arn, mark, marked.get(arn), set, aws)) };
  },
  digest: ({ topics }) => ({
    topics: [...topics].map(([arn, topic]) => ({
      arn,
      policy: topic?.attributes['Policy'] ?? null,
      key: topic?.attributes['KmsMasterKeyId'] ?? null,
      tags: topic?.tags ?? null,
      subscriptions:
        topic?.subscriptions
          .map((each) => canonicalJson(JSON.parse(JSON.stringify(each)) as JsonValue))
          .sort() ?? null,
    })),
  }),
  answered: (input) =>
    [...input.live.topics].flatMap(([arn, topic]): readonly Answered[] => {
      if (topic === null) return [];
      const called = `SNS topic ${nameOfArn(arn)}`;
      const declared = input.declared.topics.find((each) => each.arn === arn);
      const targets = [declared?.target ?? ''];
      const made = readSubscriptionRecord(topic.tags, input.mark);
      return [
        {
          called,
          answer: topic.attributes,
          // A key that is about to be taken away is gcx's still.
          table:
            declared?.create === true
              ? topicTable({ key: declared.key ?? keyTakenOut(declared, topic) })
              : snsTopicAttributes,
          thing: declared && thingOf(input, topic.tags, { targets, change: changeId('sns-topic', arn), arn }),
        },
        ...topic.subscriptions.flatMap((each) => {
          const { protocol, endpoint } = each;
          const change = changeId('sns-subscription', `${arn}:${protocol}:${endpoint}`);
          const thing = { targets, change, provenance: 'made', named: namedBy(input) } as const;
          const ours = declared !== undefined && made.has(subscriptionHash(each));
          const wanted = declared?.subscriptions.find(
            (other) => subscriptionHash(other) === subscriptionHash(each),
          );
          const table = wanted === undefined ? snsSubscriptionAttributes : tableOf(input, arn, wanted, each);
          return answeredBy(`subscription ${endpoint} of ${called}`, each, table, ours ? thing : undefined);
        }),
      ];
    }),
  newerMarks: ({ topics }, { mark }) =>
    [...topics].flatMap(([arn, topic]) =>
      newerFormatOfOurs(`SNS topic ${nameOfArn(arn)}`, topic?.tags, mark),
    ),
};

/** What topics send to. */
export function endpointsOf(topics: TopicsRead['topics']): readonly string[] {
  return [...topics.values()].flatMap((topic) => topic?.subscriptions.map(({ endpoint }) => endpoint) ?? []);
}

/** What is about to be taken away is gcx's still. */
function tableOf(
  { listed }: Pick<PlanInput, 'listed'>,
  arn: string,
  wanted: DeclaredSnsSubscription,
  live: SnsSubscription,
): Answered['table'] {
  const notedOf = (id: string) => listed?.get(madeKey(id));
  return subscriptionTable({ ...wantedSettings(wanted), ...takenAway({ arn, notedOf }, wanted, live) });
}

/**
 * The attributes of subscriptions that gcx made are read, whatever they are of; of the others only what gcx compares.
 * @param set the subscriptions of which the file says more than raw delivery, as topic and hash
 */
async function readTopic(
  arn: string,
  mark: Mark,
  known: Tags | undefined,
  set: ReadonlySet<string>,
  aws: Aws,
): Promise<LiveTopic | null> {
  const topic = await aws.sns.topic(arn, known);
  if (topic === undefined) return null;
  const made = readSubscriptionRecord(topic.tags, mark);
  const subscriptions = await aws.sns.subscriptions(arn, (each) => {
    const hash = subscriptionHash(each);
    return made.has(hash) || set.has(`${arn} ${hash}`);
  });
  return { ...topic, subscriptions };
}
