import { randomBytes, randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../base/json.js';
import { parseArn } from '../arn.js';
import { AwsError, invalidParameter } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { text, textMap } from '../input.js';
import type { SubscriptionRecord, TopicRecord } from '../message-records.js';
import { pageOf } from '../pages.js';
import { parsePolicy } from '../policies/document.js';
import { checkFilterPolicy } from './filter.js';
import { currentSubscriptions } from './subscribed.js';
import { checkedArn, topicOf } from './topics.js';

const SUBSCRIPTIONS_PER_PAGE = 100;

const PROTOCOLS = ['http', 'https', 'email', 'email-json', 'sms', 'sqs', 'application', 'lambda', 'firehose'];

const ATTRIBUTES = [
  'RawMessageDelivery',
  'FilterPolicy',
  'FilterPolicyScope',
  'RedrivePolicy',
  'DeliveryPolicy',
  'SubscriptionRoleArn',
  'ReplayPolicy',
];

/** Protocols whose owner must confirm that they want the messages. */
const CONFIRMED_BY_PEOPLE = ['http', 'https', 'email', 'email-json'];

function checkEndpoint(protocol: string, endpoint: string, topic: TopicRecord): void {
  if (!PROTOCOLS.includes(protocol)) {
    throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  }
  const fifo = topic.attributes['FifoTopic'] === 'true';
  if (fifo && protocol !== 'sqs') throw invalidParameter(`Invalid protocol type: ${protocol}`);
  const service = parseArn(endpoint)?.service;
  if (!fifo && service === 'sqs' && endpoint.endsWith('.fifo')) {
    throw invalidParameter(
      'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
    );
  }
  if (protocol === 'sqs' && service !== 'sqs') throw invalidParameter('SQS endpoint ARN');
  if (protocol === 'lambda' && service !== 'lambda') throw invalidParameter('Lambda endpoint ARN');
  if (protocol.startsWith('email') && !/^[^@\s]+@[^@\s]+$/.test(endpoint))
    throw invalidParameter('Email address');
  if (/^https?$/.test(protocol) && !endpoint.startsWith(`${protocol}://`)) {
    throw invalidParameter('Endpoint must match the specified protocol');
  }
  if (protocol === 'sms' && !/^\+?[\d-]*\d$/.test(endpoint)) {
    throw invalidParameter(`Invalid SMS endpoint: ${endpoint}`);
  }
}

/** Checks one attribute of a subscription. `prefix` is what SNS writes before the reason in this call. */
function checkAttribute(
  name: string,
  value: string,
  protocol: string,
  prefix: string,
  known: Readonly<Record<string, string>>,
): void {
  if (!ATTRIBUTES.includes(name)) throw invalidParameter('AttributeName');
  switch (name) {
    case 'RawMessageDelivery':
      if (!['true', 'false'].includes(value.toLowerCase()) || value !== value.toLowerCase()) {
        throw invalidParameter(
          `${prefix}RawMessageDelivery: Invalid value [${value}]. Must be true or false.`,
        );
      }
      if (value === 'true' && !['sqs', 'http', 'https', 'firehose'].includes(protocol)) {
        throw invalidParameter(
          `${prefix}Delivery protocol [${protocol}] does not support raw message delivery.`,
        );
      }
      return;
    case 'FilterPolicyScope':
      if (!['MessageAttributes', 'MessageBody'].includes(value)) {
        throw invalidParameter(
          `${prefix}FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
        );
      }
      return;
    case 'FilterPolicy':
      if (value !== '' && value !== '{}') checkFilterPolicy(value, known['FilterPolicyScope'], prefix);
      return;
    case 'RedrivePolicy': {
      if (value === '') return;
      const target = parsePolicy(value)?.['deadLetterTargetArn'];
      if (typeof target !== 'string' || parseArn(target)?.service !== 'sqs') {
        throw invalidParameter(`${prefix}RedrivePolicy: deadLetterTargetArn is an invalid arn`);
      }
      return;
    }
    default:
      return;
  }
}

/** Makes a subscription without checking it. Queues and functions of the topic's account confirm themselves. */
export function makeSubscription(
  topic: TopicRecord,
  protocol: string,
  endpoint: string,
  attributes: Readonly<Record<string, string>>,
  context: Context,
): SubscriptionRecord {
  const foreign = (parseArn(endpoint)?.account ?? context.account) !== context.account;
  const subscription: SubscriptionRecord = {
    arn: `${topic.arn}:${randomUUID()}`,
    topicArn: topic.arn,
    protocol,
    endpoint,
    created: context.now(),
    owner: context.account,
    attributes: { ...attributes },
    token: randomBytes(32).toString('hex'),
    confirmed: !CONFIRMED_BY_PEOPLE.includes(protocol) && !foreign,
  };
  context.state.subscriptions.set(subscription.arn, subscription);
  return subscription;
}

function subscribe(input: JsonObject, context: Context): JsonObject {
  const topic = topicOf(input, context);
  const protocol = text(input, 'Protocol') ?? '';
  const endpoint = text(input, 'Endpoint') ?? '';
  checkEndpoint(protocol, endpoint, topic);
  const attributes = textMap(input, 'Attributes') ?? {};
  for (const [name, value] of Object.entries(attributes)) {
    checkAttribute(name, value, protocol, 'Attributes Reason: ', attributes);
  }
  const existing = currentSubscriptions(context).find(
    (other) => other.topicArn === topic.arn && other.protocol === protocol && other.endpoint === endpoint,
  );
  if (existing !== undefined) {
    for (const [name, value] of Object.entries(attributes)) {
      if (existing.attributes[name] !== value) {
        throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
      }
    }
    return answerOf(existing, input);
  }
  return answerOf(makeSubscription(topic, protocol, endpoint, attributes, context), input);
}

function answerOf(subscription: SubscriptionRecord, input: JsonObject): JsonObject {
  const shown = subscription.confirmed || text(input, 'ReturnSubscriptionArn') === 'true';
  return { SubscriptionArn: shown ? subscription.arn : 'pending confirmation' };
}

function subscriptionOf(input: JsonObject, context: Context): SubscriptionRecord {
  const arn = checkedArn(input, 'SubscriptionArn');
  const subscription = currentSubscriptions(context).find((each) => each.arn === arn);
  if (subscription === undefined)
    throw new AwsError('NotFound', 'Subscription does not exist', { status: 404 });
  return subscription;
}

function listed(subscription: SubscriptionRecord): JsonObject {
  return {
    SubscriptionArn: subscription.confirmed ? subscription.arn : 'PendingConfirmation',
    Owner: subscription.owner,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    TopicArn: subscription.topicArn,
  };
}

function page(all: readonly SubscriptionRecord[], input: JsonObject): JsonObject {
  const cut = pageOf(all, SUBSCRIPTIONS_PER_PAGE, text(input, 'NextToken'), 'InvalidParameter');
  return {
    Subscriptions: cut.items.map(listed),
    ...(cut.next === undefined ? {} : { NextToken: cut.next }),
  };
}

/** The calls of SNS that concern subscriptions. */
export const subscriptionOperations: Operations = {
  Subscribe: subscribe,
  ConfirmSubscription: (input, context) => {
    const topic = topicOf(input, context);
    const token = text(input, 'Token') ?? '';
    if (token === '') throw invalidParameter('Token');
    const subscription = currentSubscriptions(context).find(
      (other) => other.topicArn === topic.arn && other.token === token,
    );
    if (subscription === undefined) throw new AwsError('InvalidParameter', 'Invalid token');
    subscription.confirmed = true;
    return { SubscriptionArn: subscription.arn };
  },
  Unsubscribe: (input, context) => {
    const arn = checkedArn(input, 'SubscriptionArn');
    const parts = arn.split(':');
    if (parts.length < 7) throw invalidParameter('SubscriptionId');
    // "You cannot delete a pending subscription" (developer guide); SNS's own words are not known [?].
    const pending = currentSubscriptions(context).some((each) => each.arn === arn && !each.confirmed);
    if (pending) throw invalidParameter('SubscriptionArn Reason: the subscription is pending confirmation');
    context.state.subscriptions.delete(arn);
    return {};
  },
  ListSubscriptions: (input, context) =>
    page(
      currentSubscriptions(context).filter(({ owner }) => owner === context.account),
      input,
    ),
  ListSubscriptionsByTopic: (input, context) => {
    const topic = topicOf(input, context);
    return page(
      currentSubscriptions(context).filter(({ topicArn }) => topicArn === topic.arn),
      input,
    );
  },
  GetSubscriptionAttributes: (input, context) => {
    const subscription = subscriptionOf(input, context);
    // An empty filter policy is none: neither it nor its scope is shown (recorded 2026-09-14).
    const { FilterPolicy = '', FilterPolicyScope, ...others } = subscription.attributes;
    const filter =
      FilterPolicy === '' || /^\s*\{\s*\}\s*$/.test(FilterPolicy)
        ? {}
        : { FilterPolicy, FilterPolicyScope: FilterPolicyScope ?? 'MessageAttributes' };
    const set = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== ''));
    return {
      Attributes: {
        RawMessageDelivery: 'false',
        ...filter,
        ...set,
        SubscriptionArn: subscription.arn,
        TopicArn: subscription.topicArn,
        Owner: subscription.owner,
        Protocol: subscription.protocol,
        Endpoint: subscription.endpoint,
        PendingConfirmation: String(!subscription.confirmed),
        ConfirmationWasAuthenticated: String(
          subscription.confirmed && !CONFIRMED_BY_PEOPLE.includes(subscription.protocol),
        ),
        SubscriptionPrincipal: context.caller,
      },
    };
  },
  SetSubscriptionAttributes: (input, context) => {
    const subscription = subscriptionOf(input, context);
    const name = text(input, 'AttributeName') ?? '';
    const value = text(input, 'AttributeValue') ?? '';
    checkAttribute(name, value, subscription.protocol, '', subscription.attributes);
    if (value === '') delete subscription.attributes[name];
    else subscription.attributes[name] = value;
    return {};
  },
};
