import type { JsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { arnOf } from '../arn.js';
import { AwsError, invalidParameter } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { objects, text, textMap, texts } from '../input.js';
import type { TopicRecord } from '../message-records.js';
import { pageOf } from '../pages.js';
import { manyTexts, parsePolicy, policyFault, rewritePolicy, statementsOf } from '../policies/document.js';
import { checkTags, readTags, withoutTags, writeTags } from '../tags.js';
import { subscriptionsOf } from './subscribed.js';

const TOPICS_PER_PAGE = 100;

/** Attributes of a topic that callers may set. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  'DisplayName',
  'Policy',
  'DeliveryPolicy',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
  'FifoTopic',
  'ContentBasedDeduplication',
  'FifoThroughputScope',
  'ArchivePolicy',
  'DataProtectionPolicy',
]);

/** Attributes that say how deliveries are logged, by protocol. */
const FEEDBACK =
  /^(?:HTTP|SQS|Lambda|Firehose|Application)(?:Success|Failure)Feedback(?:RoleArn|SampleRate)$/;

/** An ARN that a call gives. @throws AwsError where it is none */
export function checkedArn(input: JsonObject, member: string): string {
  const arn = text(input, member);
  if (arn === undefined || arn === '')
    throw invalidParameter(`${member} Reason: no value for required parameter`);
  const elements = arn.split(':').length;
  if (elements < 6) {
    throw invalidParameter(`${member} Reason: An ARN must have at least 6 elements, not ${elements}`);
  }
  return arn;
}

/** The topic that a call names. @throws AwsError NotFound */
export function topicOf(input: JsonObject, context: Context, member = 'TopicArn'): TopicRecord {
  const topic = context.state.topics.get(checkedArn(input, member));
  if (topic === undefined) throw new AwsError('NotFound', 'Topic does not exist', { status: 404 });
  return topic;
}

/** The policy of a topic that nobody has set another for: its own account may do everything. */
function defaultPolicy(arn: string, account: string): string {
  const actions = [
    'GetTopicAttributes',
    'SetTopicAttributes',
    'AddPermission',
    'RemovePermission',
    'DeleteTopic',
  ];
  const more = ['Subscribe', 'ListSubscriptionsByTopic', 'Publish'];
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [...actions, ...more].map((action) => `SNS:${action}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  });
}

/** The policy in force on a topic. */
export function topicPolicy(topic: TopicRecord): string {
  return topic.attributes['Policy'] ?? defaultPolicy(topic.arn, topic.arn.split(':')[4] ?? '');
}

/** Makes a topic without asking who wants it. */
export function makeTopic(
  name: string,
  attributes: Readonly<Record<string, string>>,
  tags: Readonly<Record<string, string>>,
  context: Context,
  account = context.account,
): TopicRecord {
  const topic: TopicRecord = {
    arn: arnOf('sns', { region: context.region, account }, name),
    name,
    attributes: { ...attributes },
    tags: { ...tags },
  };
  context.state.topics.set(topic.arn, topic);
  return topic;
}

function createTopic(input: JsonObject, context: Context): JsonObject {
  const name = text(input, 'Name') ?? '';
  const given = textMap(input, 'Attributes') ?? {};
  const fifo = given['FifoTopic'] === 'true';
  const plain = fifo ? name.replace(/\.fifo$/, '') : name;
  const nameFits = /^[\w-]+$/.test(plain) && name.length <= Limits.snsTopicNameCharacters;
  if (!nameFits || fifo !== name.endsWith('.fifo')) throw invalidParameter('Topic Name');
  const topicArn = arnOf('sns', context, name);
  const attributes = readAttributes(given, topicArn);
  const entries = objects(input, 'Tags');
  const tags = readTags(entries);
  if (Object.keys(tags).length < entries.length) throw invalidParameter('Duplicated keys are not allowed.');
  checkTags(tags, {}, (message) => invalidParameter(`Tags Reason: ${message}`));
  const existing = context.state.topics.get(topicArn);
  if (existing === undefined) {
    makeTopic(name, attributes, tags, context);
    return { TopicArn: topicArn };
  }
  for (const [key, value] of Object.entries(attributes)) {
    const current = key === 'Policy' ? topicPolicy(existing) : (existing.attributes[key] ?? '');
    if (current !== value) {
      throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
    }
  }
  for (const [key, value] of Object.entries(tags)) {
    if (existing.tags[key] !== value)
      throw invalidParameter('Tags Reason: Topic already exists with different tags');
  }
  return { TopicArn: topicArn };
}

function readAttributes(given: Readonly<Record<string, string>>, topicArn: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) attributes[name] = readAttribute(name, value, topicArn);
  return attributes;
}

function readAttribute(name: string, value: string, topicArn: string): string {
  if (!ATTRIBUTES.has(name) && !FEEDBACK.test(name)) throw invalidParameter('AttributeName');
  if (name === 'ContentBasedDeduplication') {
    // In any case of letters (recorded 2026-09-22, fifo_edges.json).
    if (!/^(?:true|false)$/i.test(value)) {
      throw invalidParameter(`ContentBasedDeduplication: Invalid value [${value}]. Must be true or false.`);
    }
    return value.toLowerCase();
  }
  return name === 'Policy' && value !== '' ? readTopicPolicy(value, topicArn) : value;
}

/** A topic's policy as SNS keeps it. @throws AwsError where it is none */
export function readTopicPolicy(source: string, topicArn: string): string {
  const policy = parsePolicy(source);
  const fault = policyFault(policy);
  if (policy === undefined || fault !== undefined)
    throw invalidParameter(`Policy Error: ${policy === undefined ? 'null' : (fault ?? 'null')}`);
  const statements = statementsOf(policy);
  if (Buffer.byteLength(source) > Limits.snsPolicyBytes) {
    throw invalidParameter(`Policy Error: the policy is longer than ${Limits.snsPolicyBytes} bytes`);
  }
  if (statements.length > Limits.snsPolicyStatements) {
    throw invalidParameter(`Policy Error: the policy has more than ${Limits.snsPolicyStatements} statements`);
  }
  for (const statement of statements) {
    const actions = manyTexts(statement['Action'] ?? statement['NotAction']);
    // A wildcard that reaches beyond what a topic's policy may allow is refused as well (recorded 2026-09-14).
    if (actions.some((action) => !/^sns:/i.test(action) || /^sns:\*$/i.test(action))) {
      throw invalidParameter('Policy statement action out of service scope!');
    }
    const resources = manyTexts(statement['Resource']);
    if (resources.some((resource) => resource !== '*' && resource !== topicArn)) {
      throw invalidParameter('Policy statement resource must match the topic');
    }
  }
  return rewritePolicy(policy);
}

function getTopicAttributes(input: JsonObject, context: Context): JsonObject {
  const topic = topicOf(input, context);
  const subscriptions = subscriptionsOf(topic, context);
  const confirmed = subscriptions.filter((subscription) => subscription.confirmed).length;
  const set = Object.fromEntries(Object.entries(topic.attributes).filter(([, value]) => value !== ''));
  return {
    Attributes: {
      DisplayName: '',
      ...(topic.attributes['FifoTopic'] === 'true' ? { ContentBasedDeduplication: 'false' } : {}),
      ...set,
      Policy: topicPolicy(topic),
      TopicArn: topic.arn,
      Owner: topic.arn.split(':')[4] ?? '',
      SubscriptionsConfirmed: String(confirmed),
      SubscriptionsPending: String(subscriptions.length - confirmed),
      SubscriptionsDeleted: '0',
      EffectiveDeliveryPolicy: topic.attributes['DeliveryPolicy'] || EFFECTIVE_DELIVERY,
    },
  };
}

const EFFECTIVE_DELIVERY = JSON.stringify({
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
});

/** The calls of SNS that concern topics and tags. */
export const topicOperations: Operations = {
  CreateTopic: createTopic,
  DeleteTopic: (input, context) => {
    const arn = checkedArn(input, 'TopicArn');
    // Deleting what does not exist is no error; subscriptions go with their topic.
    context.state.topics.delete(arn);
    for (const subscription of [...context.state.subscriptions.values()]) {
      if (subscription.topicArn === arn) context.state.subscriptions.delete(subscription.arn);
    }
    return {};
  },
  GetTopicAttributes: getTopicAttributes,
  SetTopicAttributes: (input, context) => {
    const topic = topicOf(input, context);
    const name = text(input, 'AttributeName') ?? '';
    if (name === 'FifoTopic') throw invalidParameter('AttributeName');
    const value = readAttribute(name, text(input, 'AttributeValue') ?? '', topic.arn);
    if (value === '') delete topic.attributes[name];
    else topic.attributes[name] = value;
    return {};
  },
  ListTopics: (input, context) => {
    const all = [...context.state.topics.keys()]
      .filter((arn) => arn.split(':')[4] === context.account)
      .sort();
    const page = pageOf(all, TOPICS_PER_PAGE, text(input, 'NextToken'), 'InvalidParameter');
    return {
      Topics: page.items.map((TopicArn) => ({ TopicArn })),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
  TagResource: (input, context) => {
    const topic = taggedTopic(input, context);
    const tags = readTags(objects(input, 'Tags'));
    checkTags(tags, topic.tags, (message) => invalidParameter(`Tags Reason: ${message}`));
    topic.tags = { ...topic.tags, ...tags };
    return {};
  },
  UntagResource: (input, context) => {
    const topic = taggedTopic(input, context);
    topic.tags = withoutTags(topic.tags, texts(input, 'TagKeys'));
    return {};
  },
  ListTagsForResource: (input, context) => ({ Tags: writeTags(taggedTopic(input, context).tags) }),
};

function taggedTopic(input: JsonObject, context: Context): TopicRecord {
  const topic = context.state.topics.get(checkedArn(input, 'ResourceArn'));
  if (topic === undefined) throw new AwsError('ResourceNotFound', 'Resource does not exist', { status: 404 });
  return topic;
}
