import { Limits } from '../../../base/limits.js';
import type { SqsQueue } from '../../../clients/aws/model.js';
import { isNotedAs } from '../../change/asked.js';
import type { DeclaredQueue } from '../../targets/declared-queue.js';
import { ASKED_TAG } from '../noted/asked-of.js';
import { isAdopted } from '../ownership/adoption.js';
import { KEY_ATTRIBUTE } from '../policies/key-attribute.js';
import { normalAttribute, sameAttribute } from './attribute-value.js';
import { AWS_RETENTION_SECONDS } from './sqs-queue-settings.js';

const RETENTION = 'MessageRetentionPeriod';
const SSE = 'SqsManagedSseEnabled';

/**
 * What SQS gives a new queue, by attribute (CreateQueue in SQS's API reference); an empty text: it has none. A setting that
 * the file no longer says is set back to it.
 */
const AS_MADE: Readonly<Record<string, string>> = {
  [KEY_ATTRIBUTE]: '',
  [SSE]: 'true',
  [RETENTION]: String(AWS_RETENTION_SECONDS),
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  MaximumMessageSize: String(Limits.sqsMessageBytes),
  KmsDataKeyReusePeriodSeconds: '300',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
  RedrivePolicy: '',
};

/** What the file says of a queue by itself; an empty text takes an attribute away. */
function saidByFile(queue: DeclaredQueue): Readonly<Record<string, string>> {
  return { ...(queue.key === undefined ? {} : { [KEY_ATTRIBUTE]: queue.key }), ...queue.attributes };
}

/** The attributes that gcx wants on a queue that it makes or made; the rest stays AWS's default or as people set it. */
export function wantedAttributes(
  queue: DeclaredQueue,
  live: SqsQueue | null,
): Readonly<Record<string, string>> {
  // What people set on a queue that was adopted stays, but for what the file says; a processor works only with its own.
  if (live !== null && isAdopted(live.tags) && queue.processor === undefined) return saidByFile(queue);
  return {
    ...(queue.name.endsWith('.fifo') ? { FifoQueue: 'true', ContentBasedDeduplication: 'true' } : {}),
    // A dead letter is kept as long as SQS can, so that people have time.
    ...(queue.deadLetter ? { [RETENTION]: String(Limits.sqsRetentionSeconds) } : {}),
    ...saidByFile(queue),
  };
}

/** The attributes of a new queue: CreateQueue takes no empty texts. */
export function newAttributes(queue: DeclaredQueue): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(wantedAttributes(queue, null)).filter(([, value]) => value !== ''),
  );
}

/**
 * What is set back to what SQS gives a new queue: settings that gcx set, that the file says no more, and that nobody
 * changed since. By the note of what gcx asked for: what people set stays, and so does what an adopted queue had. A
 * retention is not shortened: that deletes messages.
 */
export function attributesSetBack(queue: DeclaredQueue, live: SqsQueue): Readonly<Record<string, string>> {
  if (queue.processor !== undefined || isAdopted(live.tags)) return {};
  const wanted = wantedAttributes(queue, live);
  const noted = live.tags[ASKED_TAG];
  const back = Object.entries(AS_MADE).filter(([name, asMade]) => {
    const value = normalAttribute(name, live.attributes[name]);
    return (
      wanted[name] === undefined &&
      value !== undefined &&
      !sameAttribute(name, value, asMade) &&
      isNotedAs(noted, name, value) &&
      !(name === SSE && wanted[KEY_ATTRIBUTE] !== undefined) &&
      !(name === RETENTION && Number(value) > AWS_RETENTION_SECONDS)
    );
  });
  const set = Object.fromEntries(back);
  return set[KEY_ATTRIBUTE] === undefined ? set : { ...set, [SSE]: AS_MADE[SSE] ?? 'true' };
}
