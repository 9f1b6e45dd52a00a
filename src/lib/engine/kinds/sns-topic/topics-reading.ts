import { canonicalJson, type JsonValue } from '../../../base/json.js';
import type { Aws, SnsSubscription, SnsTopic } from '../../../clients/aws/model.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import { nameOfArn, parseArn } from '../../../language/names/arn.js';
import type { Answered } from '../door/attributes.js';
import { answeredBy } from '../door/attributes.js';
import { distinct, type Reading, readEach } from '../door/reading.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { isHere, type MarkedRead } from '../ownership/marked-reading.js';
import { type RulesRead, sentTo } from '../rule/rules-reading.js';
import { subscriptionAttributes } from '../subscription/subscription-attributes.js';
import { snsTopicAttributes } from './sns-topic-attributes.js';

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
  async read({ config, declared }, { marked, rules }, { aws }) {
    const arns = distinct([
      ...declared.topics.map(({ arn }) => arn),
      ...marked.keys(),
      ...sentTo(rules),
    ]).filter((arn) => isHere(config, arn) && parseArn(arn)?.service === 'sns' && !arn.includes('*'));
    return { topics: await readEach(arns, (arn) => readTopic(arn, marked.get(arn), aws)) };
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
  answered: ({ topics }) =>
    [...topics].flatMap(([arn, topic]): readonly Answered[] => {
      if (topic === null) return [];
      const called = `SNS topic ${nameOfArn(arn)}`;
      return [
        { called, answer: topic.attributes, table: snsTopicAttributes },
        ...topic.subscriptions.flatMap((each) =>
          answeredBy(`subscription ${each.endpoint} of ${called}`, each, subscriptionAttributes),
        ),
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

async function readTopic(arn: string, known: Tags | undefined, aws: Aws): Promise<LiveTopic | null> {
  const topic = await aws.sns.topic(arn, known);
  return topic === undefined ? null : { ...topic, subscriptions: await aws.sns.subscriptions(arn) };
}
