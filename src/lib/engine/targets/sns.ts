import { GcxError } from '../../base/gcx-error.js';
import type { JsonObject } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import type { Config, SnsTarget, Subscriber, Target } from '../../language/config/model.js';
import { targetOfKind } from '../../language/config/targets-of-kind.js';
import { catalogue, eventTypeName } from '../../language/events/index.js';
import { functionArn, queueArn, topicArn } from '../../language/names/arn.js';
import { EVENT_TYPE_PLACEHOLDER, fillTopicName } from '../../language/names/event-type-topics.js';
import type { DeclaredSnsSubscription, DeclaredTopic } from './declared.js';
import type {
  DeclaredScope,
  EventTypeNames,
  ExpandedRoute,
  ExpandedTarget,
  TargetKind,
  TargetScope,
} from './kind.js';
import { filterPolicyOf } from './subscriber-filter.js';

/** An SNS topic, or one for each event type: its policy lets the rules in. */
export const snsTarget: TargetKind<SnsTarget> = {
  kind: 'sns',
  arn: ({ topicName, account }, scope) => topicArn(scope, topicName, account),
  expand,
  declared: (target, scope) => ({
    topics: [...topicNames(target, scope)].map((name) => declaredTopic(scope.config, target, name)),
  }),
  inWords: ({ topicName }) => ({
    what: topicName.includes(EVENT_TYPE_PLACEHOLDER) ? 'SNS topic for each event type' : 'SNS topic',
    called: topicName,
  }),
  drawing: { shape: 'stadium', one: 'SNS topic', all: 'SNS topics' },
  subscribers: ({ subscribers }) => subscribers,
  inFile({ provenance, topicName, account, subscribers, key }, scope) {
    const name = account === scope.aws.account ? topicName : topicArn(scope, topicName, account);
    return {
      sns: { [provenance]: name, ...(key === undefined ? {} : { key }) },
      ...(subscribers.length === 0 ? {} : { subscribers: subscribers.map(subscriberInFile) }),
    };
  },
  mentions: subscribingTargets,
  choices: [
    {
      word: 'sns',
      offered: 'New SNS topic',
      description: 'Several subscribers get each event: email, HTTPS, queues.',
      by: 'name',
      makes: true,
      standard: (project) => `${project}-events`,
      subscribers: true,
      inFile: (name) => ({ sns: { create: name } }),
    },
    {
      word: 'existing-sns',
      offered: 'Existing SNS topic',
      description: 'gcx adds one policy statement to it.',
      by: 'name',
      makes: false,
      existing: ({ sns }) => sns.topicNames(),
      listedBy: { action: 'sns:ListTopics', things: 'SNS topics' },
      inFile: (name) => ({ sns: { existing: name } }),
    },
  ],
  isOf: ({ service }) => service === 'sns',
  nameOf: ({ resource }) => resource,
  read: ({ common, parts, provenance, lane, subscribers, topic }) => ({
    ...common,
    kind: 'sns',
    provenance,
    topicName: lane ?? parts.resource,
    account: parts.account,
    subscribers,
    ...topic,
  }),
  isAt,
  wayBack: (_target, arn) => ({ kind: 'sns', arn }),
};

/** Whether it stands for a topic: of several targets of the file that can name it, the one that gives most of its name does. */
function isAt(target: SnsTarget, scope: TargetScope, arn: string): boolean {
  const closer = (other: Target) =>
    other.kind === 'sns' && fixedCharacters(other) > fixedCharacters(target) && canName(other, scope, arn);
  return canName(target, scope, arn) && !Object.values(scope.targets).some(closer);
}

/** Whether a topic has the target's name; where the target has one for each event type, with one of them filled in. */
function canName({ name, topicName, account }: SnsTarget, scope: TargetScope, arn: string): boolean {
  const own = topicArn(scope, topicName, account);
  if (!topicName.includes(EVENT_TYPE_PLACEHOLDER)) return arn === own;
  const [before = ''] = own.split(EVENT_TYPE_PLACEHOLDER);
  if (!arn.startsWith(before)) return false;
  const routed = Object.values(scope.routes)
    .filter(({ targets }) => targets.includes(name))
    .flatMap(({ events }) => events)
    .flatMap((template) => [template, eventTypeName(template)]);
  // A dead letter can be of an event type that the file no longer sends there.
  const known = catalogue().all.map((eventType) => eventType.name);
  return [...routed, ...known].some(
    (short) => topicArn(scope, fillTopicName(topicName, short), account) === arn,
  );
}

/** Characters of a topic's name that are the same whatever the event type. */
function fixedCharacters({ topicName }: SnsTarget): number {
  return topicName.replaceAll(EVENT_TYPE_PLACEHOLDER, '').length;
}

function subscribingTargets({ subscribers }: SnsTarget): readonly string[] {
  return subscribers.flatMap((each) => [
    ...('target' in each ? [each.target] : []),
    ...(each.deadLetter === undefined ? [] : [each.deadLetter]),
  ]);
}

/** An `{eventType}` topic becomes one for each event type of the route. */
function expand(
  target: SnsTarget,
  scope: TargetScope,
  route: ExpandedRoute,
  names: EventTypeNames,
): readonly ExpandedTarget[] {
  const { name, topicName, account } = target;
  if (!topicName.includes(EVENT_TYPE_PLACEHOLDER))
    return [{ name, target, topicName, arn: topicArn(scope, topicName, account) }];
  return [...new Set(route.events)].map((eventType) => {
    const short = names.eventType(eventType, route.format).name;
    const filled = fillTopicName(topicName, short);
    checkTopicName(scope, target, filled, short);
    return {
      name: `${name}/${short}`,
      target,
      topicName: filled,
      arn: topicArn(scope, filled, account),
      eventType,
    };
  });
}

function checkTopicName(
  { file }: Pick<Config, 'file'>,
  target: SnsTarget,
  topicName: string,
  short: string,
): void {
  if (topicName.length <= Limits.snsTopicNameCharacters) return;
  throw new GcxError({
    code: 'topic-name-too-long',
    what: `With ${EVENT_TYPE_PLACEHOLDER} replaced by "${short}", the SNS topic's name has ${topicName.length} characters.`,
    where: `${file}: targets.${target.name}.sns`,
    why: `An SNS topic's name has at most ${Limits.snsTopicNameCharacters} characters.`,
    fix: 'Shorten the name that the target gives.',
  });
}

/** The topics that the target stands for: one, or one for each event type of the routes that send there. */
function topicNames(target: SnsTarget, { config, names }: DeclaredScope): ReadonlySet<string> {
  const routed = Object.values(config.routes)
    .filter((route) => route.targets.includes(target.name))
    .flatMap((route) => expand(target, config, route, names))
    .flatMap(({ topicName }) => topicName ?? []);
  return new Set(
    routed.length > 0 ? routed : [target.topicName].filter((name) => !name.includes(EVENT_TYPE_PLACEHOLDER)),
  );
}

function declaredTopic(config: Config, target: SnsTarget, name: string): DeclaredTopic {
  return {
    arn: topicArn(config, name, target.account),
    name,
    account: target.account,
    target: target.name,
    create: target.provenance === 'create',
    ...(target.key === undefined ? {} : { key: target.key }),
    subscriptions: target.subscribers.flatMap((subscriber) =>
      declaredSnsSubscription(config, target.name, subscriber),
    ),
  };
}

function declaredSnsSubscription(
  config: Config,
  target: string,
  subscriber: Subscriber,
): readonly DeclaredSnsSubscription[] {
  const queue =
    subscriber.deadLetter === undefined ? undefined : targetOfKind(config, subscriber.deadLetter, 'sqs');
  const filter = filterPolicyOf(config, target, subscriber);
  const settings = {
    ...(queue === undefined ? {} : { deadLettersTo: queueArn(config, queue.queueName, queue.account) }),
    ...(filter === undefined ? {} : { filter }),
  };
  return endpointOf(config, subscriber).map((each) => ({ ...each, ...settings }));
}

/** Empty where the file has no such target. */
function endpointOf(config: Config, subscriber: Subscriber): readonly DeclaredSnsSubscription[] {
  switch (subscriber.kind) {
    case 'email':
      return [{ protocol: 'email', endpoint: subscriber.address, raw: false }];
    case 'https':
      return [{ protocol: 'https', endpoint: subscriber.url, raw: subscriber.raw }];
    case 'sqs': {
      const queue = targetOfKind(config, subscriber.target, 'sqs');
      if (queue === undefined) return [];
      const endpoint = queueArn(config, queue.queueName, queue.account);
      return [{ protocol: 'sqs', endpoint, raw: subscriber.raw }];
    }
    case 'lambda': {
      const target = targetOfKind(config, subscriber.target, 'lambda');
      if (target === undefined) return [];
      const endpoint = functionArn(config, target.functionName, target.account, target.qualifier);
      return [{ protocol: 'lambda', endpoint, raw: false }];
    }
  }
}

function subscriberInFile(subscriber: Subscriber): JsonObject {
  const { deadLetter, filter } = subscriber;
  return {
    ...receiverInFile(subscriber),
    ...(deadLetter === undefined ? {} : { deadLetter }),
    ...(filter === undefined
      ? {}
      : {
          filter: Object.fromEntries(Object.entries(filter).map(([field, values]) => [field, [...values]])),
        }),
  };
}

function receiverInFile(subscriber: Subscriber): JsonObject {
  switch (subscriber.kind) {
    case 'email':
      return { email: subscriber.address };
    case 'https':
      return { https: subscriber.url, ...(subscriber.raw ? { raw: true } : {}) };
    case 'sqs':
      return { sqs: subscriber.target, ...(subscriber.raw ? { raw: true } : {}) };
    case 'lambda':
      return { lambda: subscriber.target };
  }
}
