import type { ProcessorSettings } from '../contract/settings.js';
import { retryMilliseconds } from './comes-again.js';
import { deadLetterEvent } from './dead-letter-event.js';
import type { Delivery } from './delivery.js';
import { describeError, placesOf } from './describe-error.js';
import { isTooOld } from './event-age.js';
import { eventFields } from './event-log.js';
import { handleEvent } from './handle-event.js';
import type { GenesysEvent, HandlerMetrics } from './handler.js';
import { MalformedEvent } from './malformed-event.js';
import { isUnknownVersion } from './migrate-payload.js';
import type { Outcome } from './outcome.js';
import { type ParsedEvent, parseEvent } from './parse-event.js';
import { type EventResult, type Pipeline, UNKNOWN_EVENT_TYPE } from './pipeline.js';

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
      return { outcome: await deadLetterEvent(pipeline, delivery, letter), eventType };
    }
    const { event } = parsed;
    eventType = event.eventType;
    if (isGivenUp(settings, delivery))
      return {
        outcome: await deadLetterEvent(pipeline, delivery, functionDied(delivery, eventType)),
        eventType,
      };
    const metrics = pipeline.metrics.of(eventType);
    tellOfVersion(pipeline, parsed, delivery, metrics);
    if (delivery.attempt === 1 && !delivery.redriven && event.time !== undefined)
      metrics.milliseconds('AgeAtArrival', Math.max(0, now() - event.time));
    const { maxEventAge } = settings;
    const came = firstReceipt(delivery, now());
    if (maxEventAge !== undefined && came !== undefined && isTooOld(event, maxEventAge, came))
      return { outcome: await stale(pipeline, delivery, event, came, maxEventAge), eventType };
    if (!pipeline.passes(event)) return { outcome: 'filtered', eventType };
    return { eventType, ...(await handleEvent(pipeline, delivery, event, metrics)) };
  } catch (error) {
    // Whatever it was: the message must come again.
    pipeline.log.error('event failed', { eventType, error: describeError(error), at: placesOf(error) });
    return { outcome: 'failed', eventType, againIn: retryMilliseconds(delivery.attempt, pipeline.random()) };
  }
}

/**
 * Whether the function died each time that it had an event, as far as receipts tell. SQS moves such messages of a standard queue;
 * of a FIFO queue the processor gives them up, so that its message group goes on.
 */
function isGivenUp({ maxReceives }: ProcessorSettings, { group, behind, attempt }: Delivery): boolean {
  return group !== undefined && behind === undefined && maxReceives !== undefined && attempt > maxReceives;
}

function functionDied({ attempt }: Delivery, eventType: string) {
  const detail = `FunctionFailed: The function ended ${attempt - 1} times without an answer about the event. (attempt ${attempt})`;
  return { reason: 'handler-failed', detail, eventType } as const;
}

/**
 * When an event came first, which is the same at each receipt: at the first one the Lambda may have died, or the dead letter
 * not have got through. Undefined for what somebody sent back, and where an event came again and SQS does not say.
 */
function firstReceipt({ attempt, redriven, firstReceived }: Delivery, now: number): number | undefined {
  if (redriven) return undefined;
  return firstReceived ?? (attempt === 1 ? now : undefined);
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
  { log, settings, warnedOf }: Pipeline,
  { event, versions }: ParsedEvent,
  { attempt }: Delivery,
  metrics: HandlerMetrics,
): void {
  const { schemaVersion = '' } = event;
  if (versions.length > 0) {
    metrics.count('Migrated');
    log.info('event migrated', { ...eventFields(event, attempt), versions });
  } else if (isUnknownVersion(schemaVersion, settings.migrations)) {
    const version = `${event.eventType} ${schemaVersion}`;
    if (warnedOf.has(version)) return;
    warnedOf.add(version);
    log.warn('schema version that no migration knows', { ...eventFields(event, attempt), schemaVersion });
  }
}

async function stale(
  pipeline: Pipeline,
  delivery: Delivery,
  event: GenesysEvent,
  came: number,
  { ofSeconds, then }: NonNullable<ProcessorSettings['maxEventAge']>,
): Promise<Outcome> {
  if (then === 'drop') return 'stale';
  const seconds = Math.round((came - (event.time ?? 0)) / 1_000);
  const detail = `${seconds} s old at its first receipt, of at most ${ofSeconds} s`;
  const letter = { reason: 'too-old', detail, eventType: event.eventType } as const;
  await deadLetterEvent(pipeline, delivery, letter);
  return 'stale';
}
