import { callWithin, HandlerTimedOut } from './call-handler.js';
import { inProgressMilliseconds, retryMilliseconds } from './comes-again.js';
import type { Delivery } from './delivery.js';
import { describeError, placesOf } from './describe-error.js';
import { isTooOld } from './event-age.js';
import { type EventLog, eventFields } from './event-log.js';
import type { Handled, HandleOnce } from './handled-events.js';
import type { GenesysEvent, Handler, HandlerMetrics } from './handler.js';
import type { ContextOf } from './handler-tools.js';
import type { InvocationTime } from './invocation-time.js';
import { MalformedEvent } from './malformed-event.js';
import type { InvocationMetrics } from './metrics.js';
import { isUnknownVersion } from './migrate-payload.js';
import type { Outcome } from './outcome.js';
import { type ParsedEvent, parseEvent } from './parse-event.js';
import type { Recognise } from './recognise.js';
import type { ProcessorSettings } from './settings.js';
import type { DeadLetterReason, SqsQueues } from './sqs-queues.js';

/** The event type of what tells none, in metrics. */
export const UNKNOWN_EVENT_TYPE = 'unknown';

/** What the handling of events needs, for one invocation. */
export interface Pipeline {
  readonly settings: ProcessorSettings;
  readonly handler: Handler;
  readonly recognise: Recognise;
  readonly passes: (event: GenesysEvent) => boolean;
  /** Absent: duplicates are handled again. */
  readonly handleOnce?: HandleOnce;
  readonly queues: SqsQueues;
  readonly time: InvocationTime;
  readonly log: EventLog;
  readonly metrics: InvocationMetrics;
  readonly contextOf: ContextOf;
  readonly now: () => number;
  readonly random: () => number;
}

/** What became of an event. */
export interface EventResult {
  readonly outcome: Outcome;
  readonly eventType: string;
  /** Milliseconds after which its message is to come again; absent: when its visibility time-out ends. */
  readonly againIn?: number;
}

/** Brings one event through all steps; never throws. */
export async function runPipeline(pipeline: Pipeline, delivery: Delivery): Promise<EventResult> {
  let eventType = UNKNOWN_EVENT_TYPE;
  try {
    const { settings, now } = pipeline;
    const parsed = parse(pipeline, delivery);
    if (parsed instanceof MalformedEvent) {
      eventType = parsed.eventType || UNKNOWN_EVENT_TYPE;
      const reason = { reason: 'malformed', detail: parsed.message } as const;
      const letter = parsed.eventType === undefined ? reason : { ...reason, eventType };
      return { outcome: await deadLetter(pipeline, delivery, letter), eventType };
    }
    const { event } = parsed;
    eventType = event.eventType;
    const metrics = pipeline.metrics.of(eventType);
    tellOfVersion(pipeline, parsed, delivery, metrics);
    const isFirst = delivery.attempt === 1 && !delivery.redriven;
    if (isFirst) {
      if (event.time !== undefined) metrics.milliseconds('AgeAtArrival', Math.max(0, now() - event.time));
      if (settings.maxEventAge !== undefined && isTooOld(event, settings.maxEventAge, now())) {
        return { outcome: await stale(pipeline, delivery, event, settings.maxEventAge), eventType };
      }
    }
    if (!pipeline.passes(event)) return { outcome: 'filtered', eventType };
    return { eventType, ...(await handle(pipeline, delivery, event, metrics)) };
  } catch (error) {
    // Whatever it was: the message must come again.
    pipeline.log.error('event failed', { eventType, error: describeError(error), at: placesOf(error) });
    return { outcome: 'failed', eventType, againIn: retryIn(pipeline, delivery) };
  }
}

function parse({ recognise, settings }: Pipeline, { content }: Delivery): ParsedEvent | MalformedEvent {
  try {
    return parseEvent(content, recognise, settings);
  } catch (error) {
    if (error instanceof MalformedEvent) return error;
    throw error;
  }
}

function tellOfVersion(
  { log, settings }: Pipeline,
  { event, versions }: ParsedEvent,
  { attempt }: Delivery,
  metrics: HandlerMetrics,
): void {
  if (versions.length > 0) {
    metrics.count('Migrated');
    log.info('event migrated', { ...eventFields(event, attempt), versions });
  } else if (isUnknownVersion(event.schemaVersion, settings.migrations)) {
    const version = { schemaVersion: event.schemaVersion ?? '' };
    log.warn('schema version that no migration knows', { ...eventFields(event, attempt), ...version });
  }
}

async function stale(
  pipeline: Pipeline,
  delivery: Delivery,
  event: GenesysEvent,
  { ofSeconds, then }: NonNullable<ProcessorSettings['maxEventAge']>,
): Promise<Outcome> {
  if (then === 'drop') return 'stale';
  const seconds = Math.round((pipeline.now() - (event.time ?? 0)) / 1_000);
  const detail = `${seconds} s old at its first receipt, of at most ${ofSeconds} s`;
  const letter = { reason: 'too-old', detail, eventType: event.eventType } as const;
  await deadLetter(pipeline, delivery, letter);
  return 'stale';
}

/** @throws where it cannot be sent: the message then comes again */
async function deadLetter(
  { queues, log }: Pipeline,
  delivery: Delivery,
  letter: DeadLetterReason,
): Promise<'deadLettered'> {
  await queues.sendDeadLetter(delivery.body(), letter);
  const { reason, detail, eventType } = letter;
  log.warn('event dead-lettered', { reason, detail, ...(eventType === undefined ? {} : { eventType }) });
  return 'deadLettered';
}

async function handle(
  pipeline: Pipeline,
  delivery: Delivery,
  event: GenesysEvent,
  metrics: HandlerMetrics,
): Promise<Omit<EventResult, 'eventType'>> {
  const { settings, now, log } = pipeline;
  // Not begun rather than begun and broken off; that is no failure of its handler.
  if (pipeline.time.forEvent() === undefined) return { outcome: 'failed', againIn: 0 };
  const { attempt } = delivery;
  let ofHandler: { readonly error: unknown } | undefined;
  const call = async (): Promise<void> => {
    const began = now();
    try {
      await callHandler(pipeline, event, attempt, metrics);
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
    const againIn = inProgressMilliseconds(handled.untilMilliseconds, now(), pipeline.random());
    return { outcome: 'inProgress', againIn };
  } catch (error) {
    if (ofHandler === undefined) throw error;
    const told = describeError(ofHandler.error);
    const at = placesOf(ofHandler.error);
    log.error('handler failed', { ...eventFields(event, attempt), error: told, at });
    if (delivery.message === undefined || attempt < settings.attempts) {
      return { outcome: 'failed', againIn: retryIn(pipeline, delivery) };
    }
    const detail = `${told.name}: ${told.message} (attempt ${attempt})`;
    const letter = { reason: 'handler-failed', detail, eventType: event.eventType } as const;
    return { outcome: await deadLetter(pipeline, delivery, letter) };
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
  { handler, time, log, contextOf }: Pipeline,
  event: GenesysEvent,
  attempt: number,
  metrics: HandlerMetrics,
): Promise<void> {
  const milliseconds = time.forEvent();
  if (milliseconds === undefined) throw new HandlerTimedOut(0);
  await callWithin(milliseconds, (signal) => {
    let own: EventLog | undefined;
    const ofEvent = () => {
      own ??= log.with(eventFields(event, attempt));
      return own;
    };
    return handler(event, contextOf({ log: ofEvent, metrics, attempt, signal }));
  });
}

function retryIn({ random }: Pipeline, { attempt }: Delivery): number {
  return retryMilliseconds(attempt, random());
}
