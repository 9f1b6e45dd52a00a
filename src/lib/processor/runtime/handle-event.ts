import { callWithin, HandlerTimedOut } from './call-handler.js';
import { inProgressMilliseconds, retryMilliseconds } from './comes-again.js';
import { deadLetterEvent } from './dead-letter-event.js';
import type { Delivery } from './delivery.js';
import { describeError, placesOf } from './describe-error.js';
import { DoNotRetry } from './do-not-retry.js';
import { type EventLog, eventFields } from './event-log.js';
import type { Handled, HandleOnce } from './handled-events.js';
import type { GenesysEvent } from './handler.js';
import type { EventTypeMetrics } from './metrics.js';
import type { EventResult, Pipeline } from './pipeline.js';

type Result = Omit<EventResult, 'eventType'>;

/**
 * Has the handler handle an event that it has not handled yet.
 * @throws Error where DynamoDB or SQS fail: the message then has to come again
 */
export async function handleEvent(
  pipeline: Pipeline,
  delivery: Delivery,
  event: GenesysEvent,
  metrics: EventTypeMetrics,
): Promise<Result> {
  const { now, random } = pipeline;
  // Not begun rather than begun and broken off; that is no failure of its handler.
  if (pipeline.time.forEvent() === undefined) return { outcome: 'failed', againIn: 0 };
  let ofHandler: { readonly error: unknown } | undefined;
  const call = async (): Promise<void> => {
    const milliseconds = pipeline.time.forEvent();
    if (milliseconds === undefined) throw new HandlerTimedOut(0);
    const began = now();
    try {
      await callHandler(pipeline, event, delivery.attempt, metrics, milliseconds);
    } catch (error) {
      ofHandler = { error };
      throw error;
    } finally {
      metrics.milliseconds('Latency', now() - began);
    }
  };
  try {
    const handled = await once(pipeline.handleOnce, event.key, call);
    if (handled.kind === 'handled') return { outcome: 'processed' };
    if (handled.kind === 'duplicate') return { outcome: 'duplicate' };
    const againIn = inProgressMilliseconds(handled.leftMilliseconds, random());
    return { outcome: 'inProgress', againIn };
  } catch (error) {
    if (ofHandler === undefined) throw error;
    return handlerFailed(pipeline, delivery, event, ofHandler.error);
  }
}

async function once(
  handleOnce: HandleOnce | undefined,
  key: string,
  call: () => Promise<void>,
): Promise<Handled> {
  if (handleOnce !== undefined) return handleOnce(key, call);
  await call();
  return { kind: 'handled' };
}

async function callHandler(
  { handler, log, contextOf }: Pipeline,
  event: GenesysEvent,
  attempt: number,
  metrics: EventTypeMetrics,
  milliseconds: number,
): Promise<void> {
  await callWithin(milliseconds, (signal) => {
    let own: EventLog | undefined;
    const ofEvent = () => {
      own ??= log.with(eventFields(event, attempt));
      return own;
    };
    return handler(event, contextOf({ log: ofEvent, metrics: metrics.ofHandler, attempt, signal }));
  });
}

async function handlerFailed(
  pipeline: Pipeline,
  delivery: Delivery,
  event: GenesysEvent,
  error: unknown,
): Promise<Result> {
  const { settings, log, random } = pipeline;
  const { attempt, message, behind } = delivery;
  const told = describeError(error);
  log.error('handler failed', { ...eventFields(event, attempt), error: told, at: placesOf(error) });
  const reason = error instanceof DoNotRetry ? 'do-not-retry' : 'handler-failed';
  // Of a direct invocation Lambda itself counts the attempts. What waited behind others was received with each of theirs.
  const isLast = message !== undefined && behind === undefined && attempt >= settings.attempts;
  if (reason === 'handler-failed' && !isLast) {
    return { outcome: 'failed', againIn: retryMilliseconds(attempt, random()) };
  }
  const detail = `${told.name}: ${told.message} (attempt ${attempt})`;
  const letter = { reason, detail, eventType: event.eventType } as const;
  return { outcome: await deadLetterEvent(pipeline, delivery, letter) };
}
