import { isJsonObject, jsonObjectIn } from '../../../base/json.js';
import type { MessageRecord } from '../message-records.js';
import type { Delivery, Handling } from '../model.js';
import type { FunctionRecord } from '../processor-records.js';
import { parseRedrivePolicy } from '../sqs/attributes.js';
import type { CloudState } from '../state.js';
import { eventIdIn } from './run/sqs-event.js';

/** What gcx's processors write on a dead letter: why, and what was wrong. */
const REASON = 'gcx-reason';
const DETAIL = 'gcx-detail';

/** Names of errors as programs write them: anything else could hold something of a person. */
const ERROR_NAME = /^[A-Za-z_$][\w$.]{0,63}$/;

/**
 * What functions made of an event that SQS queues took for them, as far as it went.
 * @param deliveries of the event alone
 */
export function handlingOf(
  eventId: string,
  deliveries: readonly Delivery[],
  state: CloudState,
): readonly Handling[] {
  const queues = new Set(deliveries.flatMap(({ by, target }) => (by === 'lambda' ? [] : (target ?? []))));
  return [...state.mappings.values()].flatMap(({ queueArn, functionArn }): readonly Handling[] => {
    const [queue, record] = [state.queues.get(queueArn), state.functions.get(functionArn)];
    if (!queues.has(queueArn) || queue === undefined || record === undefined) return [];
    const base = { queue: queueArn, function: record.arn };
    const waiting = queue.messages.find((message) => eventIdIn(message) === eventId);
    if (waiting !== undefined) {
      const { receives: attempts } = waiting;
      if (attempts === 0) return [{ ...base, outcome: 'waiting', attempts }];
      return [{ ...base, outcome: 'failed', attempts, ...failureIn(record, waiting, state) }];
    }
    const taken = deliveries.find(({ by, queue: from }) => by === 'lambda' && from === queueArn);
    const attempts = taken === undefined ? {} : { attempts: taken.attempts ?? 1 };
    const dead = parseRedrivePolicy(queue.attributes['RedrivePolicy'])?.deadLetterTargetArn ?? '';
    const letter = state.queues.get(dead)?.messages.find((message) => eventIdIn(message) === eventId);
    if (letter !== undefined)
      return [{ ...base, outcome: 'dead-lettered', attempts: letter.receives, ...attempts, ...said(letter) }];
    return taken === undefined ? [] : [{ ...base, outcome: 'processed', attempts: 1, ...attempts }];
  });
}

/** What a dead letter says of itself; without its detail, which can hold what a handler read in the event. */
function said({ messageAttributes }: MessageRecord): Pick<Handling, 'error' | 'reason'> {
  const reason = messageAttributes[REASON]?.StringValue;
  if (reason === undefined) return { reason: 'received too often' };
  const detail = messageAttributes[DETAIL]?.StringValue ?? '';
  const isThrown = reason === 'handler-failed' || reason === 'do-not-retry';
  return { reason, ...(isThrown ? named(/^([^:]*): /.exec(detail)?.[1]) : {}) };
}

/** The error with which a processor's handler failed last, as its log has it. */
function failureIn(
  { name }: FunctionRecord,
  { body }: MessageRecord,
  state: CloudState,
): Pick<Handling, 'error'> {
  const events = state.logGroups.get(`/aws/lambda/${name}`)?.events ?? [];
  const line = events
    .map(({ message }) => (message.startsWith('{') ? jsonObjectIn(message) : undefined))
    .filter((line) => line !== undefined)
    .findLast(
      ({ message, conversationId, correlationId }) =>
        message === 'handler failed' &&
        [conversationId, correlationId].every((id) => id === undefined || body.includes(String(id))),
    );
  const error = line?.['error'];
  return isJsonObject(error) ? named(error['name']) : {};
}

function named(error: unknown): Pick<Handling, 'error'> {
  return typeof error === 'string' && ERROR_NAME.test(error) ? { error } : {};
}
