import type { JsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { arnOf } from '../arn.js';
import { beginMeasuring, measureQueue } from '../cloudwatch/queue-use.js';
import type { Context, Operations } from '../context.js';
import { integer, text, textMap, texts } from '../input.js';
import type { QueueRecord } from '../message-records.js';
import { pageOf } from '../pages.js';
import { checkTags, withoutTags } from '../tags.js';
import { parseRedrivePolicy, QUEUE_DEFAULTS, readQueueAttributes } from './attributes.js';
import { SqsErrors } from './errors.js';
import { countMessages, isFifo } from './store.js';

/** How long the name of a deleted queue stays taken, and how long a purge lasts. */
const HOLD_MILLISECONDS = 60_000;
const QUEUES_PER_ANSWER = 1_000;

/** The URL under which a queue is reached; its host is the one that the client used. */
function queueUrl(queue: QueueRecord, context: Context): string {
  return `${context.origin}/${queue.account}/${queue.name}`;
}

/** The queue that `QueueUrl` names. @throws AwsError QueueDoesNotExist */
export function queueOf(input: JsonObject, context: Context): QueueRecord {
  const url = text(input, 'QueueUrl');
  if (url === undefined || url === '') throw SqsErrors.missing('QueueUrl');
  const [name = '', account = context.account] = url.split('/').reverse();
  const place = /^\d{12}$/.test(account) ? { region: context.region, account } : context;
  const queue = context.state.queues.get(arnOf('sqs', place, name));
  if (queue === undefined) throw SqsErrors.noQueue();
  measureQueue(queue, context);
  return queue;
}

/** Creates a queue without asking who wants it. */
export function makeQueue(
  name: string,
  attributes: Readonly<Record<string, string>>,
  tags: Readonly<Record<string, string>>,
  context: Context,
  account = context.account,
): QueueRecord {
  const now = context.now();
  const queue: QueueRecord = {
    arn: arnOf('sqs', { region: context.region, account }, name),
    name,
    account,
    created: now,
    modified: now,
    attributes: {
      ...QUEUE_DEFAULTS,
      // The two kinds of encryption exclude each other.
      ...((attributes['KmsMasterKeyId'] ?? '') === '' ? {} : { SqsManagedSseEnabled: 'false' }),
      ...fifoDefaults(attributes),
      ...withoutEmpty(attributes),
    },
    tags: { ...tags },
    messages: [],
    deduplication: {},
    sequence: 0,
  };
  context.state.queues.set(queue.arn, queue);
  beginMeasuring(queue, context);
  return queue;
}

function fifoDefaults(attributes: Readonly<Record<string, string>>): Record<string, string> {
  if (attributes['FifoQueue'] !== 'true') return {};
  return { ContentBasedDeduplication: 'false', DeduplicationScope: 'queue', FifoThroughputLimit: 'perQueue' };
}

function withoutEmpty(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
}

function createQueue(input: JsonObject, context: Context): JsonObject {
  const name = text(input, 'QueueName') ?? '';
  const given = textMap(input, 'Attributes') ?? {};
  const fifo = given['FifoQueue'] === 'true';
  checkName(name, fifo);
  const arn = arnOf('sqs', context, name);
  const existing = context.state.queues.get(arn);
  if (given['FifoQueue'] === 'false') throw SqsErrors.attributeName('Unknown Attribute FifoQueue.');
  const attributes = readQueueAttributes(given, {
    arn,
    fifo,
    attributes: undefined,
    attributesOf: (other) => context.state.queues.get(other)?.attributes,
  });
  if (existing !== undefined) {
    for (const [key, value] of Object.entries(attributes)) {
      if ((existing.attributes[key] ?? '') !== value) throw SqsErrors.exists(key);
    }
    return { QueueUrl: queueUrl(existing, context) };
  }
  const freed = context.state.freedQueues.get(arn);
  if (context.holdQueueNames && freed !== undefined && context.now() - freed < HOLD_MILLISECONDS) {
    throw SqsErrors.deletedRecently();
  }
  const tags = textMap(input, 'tags') ?? textMap(input, 'Tags') ?? {};
  checkTags(tags, {}, (message) => SqsErrors.value(message));
  return { QueueUrl: queueUrl(makeQueue(name, attributes, tags, context), context) };
}

function checkName(name: string, fifo: boolean): void {
  if (fifo) {
    if (!/^[\w-]{1,75}\.fifo$/.test(name)) {
      throw SqsErrors.value(
        'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
      );
    }
  } else if (!/^[\w-]+$/.test(name) || name.length > Limits.sqsQueueNameCharacters) {
    throw SqsErrors.value(
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
}

function getQueueAttributes(input: JsonObject, context: Context): JsonObject {
  const queue = queueOf(input, context);
  const wanted = texts(input, 'AttributeNames');
  const counts = countMessages(queue, context.now());
  const all: Record<string, string> = {
    QueueArn: queue.arn,
    ...queue.attributes,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.hidden),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    CreatedTimestamp: String(Math.floor(queue.created / 1_000)),
    LastModifiedTimestamp: String(Math.floor(queue.modified / 1_000)),
  };
  if (wanted.includes('All')) return { Attributes: all };
  const known = [...Object.keys(all), 'Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId'];
  for (const name of wanted) {
    const fifoOnly = ['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'];
    if (!known.includes(name) && !fifoOnly.includes(name) && name !== 'KmsDataKeyReusePeriodSeconds') {
      throw SqsErrors.attributeName(`Unknown Attribute ${name}.`);
    }
  }
  const found = Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
  return Object.keys(found).length === 0 ? {} : { Attributes: found };
}

function setQueueAttributes(input: JsonObject, context: Context): JsonObject {
  const queue = queueOf(input, context);
  const given = textMap(input, 'Attributes') ?? {};
  if (given['FifoQueue'] !== undefined && given['FifoQueue'] !== String(isFifo(queue))) {
    throw isFifo(queue)
      ? SqsErrors.attributeValue('FifoQueue', 'Modifying queue type is not supported.')
      : SqsErrors.attributeName('Unknown Attribute FifoQueue.');
  }
  const changes = readQueueAttributes(given, {
    arn: queue.arn,
    fifo: isFifo(queue),
    attributes: queue.attributes,
    attributesOf: (other) => context.state.queues.get(other)?.attributes,
  });
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') delete queue.attributes[name];
    else queue.attributes[name] = value;
    // The two kinds of encryption exclude each other.
    if (name === 'KmsMasterKeyId') queue.attributes['SqsManagedSseEnabled'] = value === '' ? 'true' : 'false';
    if (name === 'SqsManagedSseEnabled' && value === 'true') delete queue.attributes['KmsMasterKeyId'];
  }
  queue.modified = context.now();
  return {};
}

function deleteQueue(input: JsonObject, context: Context): JsonObject {
  const queue = queueOf(input, context);
  context.state.queues.delete(queue.arn);
  context.state.freedQueues.set(queue.arn, context.now());
  return {};
}

function listQueues(input: JsonObject, context: Context): JsonObject {
  const prefix = text(input, 'QueueNamePrefix') ?? '';
  const most = integer(input, 'MaxResults');
  const all = [...context.state.queues.values()]
    .filter((queue) => queue.account === context.account && queue.name.startsWith(prefix))
    .map((queue) => queueUrl(queue, context))
    .sort();
  const page = pageOf(
    all,
    most ?? QUEUES_PER_ANSWER,
    text(input, 'NextToken'),
    'InvalidParameterValueException',
  );
  const next = most !== undefined && page.next !== undefined ? { NextToken: page.next } : {};
  return page.items.length === 0 ? next : { QueueUrls: page.items, ...next };
}

/** The calls of SQS that concern queues. */
export const queueOperations: Operations = {
  CreateQueue: createQueue,
  GetQueueUrl: (input, context) => {
    const account = text(input, 'QueueOwnerAWSAccountId') ?? context.account;
    const arn = arnOf('sqs', { region: context.region, account }, text(input, 'QueueName') ?? '');
    const queue = context.state.queues.get(arn);
    if (queue === undefined) throw SqsErrors.noQueue();
    return { QueueUrl: queueUrl(queue, context) };
  },
  GetQueueAttributes: getQueueAttributes,
  SetQueueAttributes: setQueueAttributes,
  DeleteQueue: deleteQueue,
  ListQueues: listQueues,
  ListDeadLetterSourceQueues: (input, context) => {
    const { arn } = queueOf(input, context);
    const sources = [...context.state.queues.values()].filter(
      (queue) => parseRedrivePolicy(queue.attributes['RedrivePolicy'])?.deadLetterTargetArn === arn,
    );
    return { queueUrls: sources.map((queue) => queueUrl(queue, context)) };
  },
  PurgeQueue: (input, context) => {
    const queue = queueOf(input, context);
    const now = context.now();
    if (queue.purged !== undefined && now - queue.purged < HOLD_MILLISECONDS)
      throw SqsErrors.purging(queue.name);
    queue.purged = now;
    queue.messages = [];
    return {};
  },
  TagQueue: (input, context) => {
    const queue = queueOf(input, context);
    const tags = textMap(input, 'Tags') ?? {};
    checkTags(tags, queue.tags, (message) => SqsErrors.value(message));
    queue.tags = { ...queue.tags, ...tags };
    return {};
  },
  UntagQueue: (input, context) => {
    const queue = queueOf(input, context);
    queue.tags = withoutTags(queue.tags, texts(input, 'TagKeys'));
    return {};
  },
  ListQueueTags: (input, context) => {
    const { tags } = queueOf(input, context);
    return Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } };
  },
};
