import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { catalogue, MASKED, maskedEvent } from '../../../language/events/index.js';
import { eventOf } from '../../../language/patterns/index.js';
import type { TraceableEvent } from '../../../language/trace/index.js';
import type { RebuiltConversation } from '../../conversation/index.js';

/** An event of the conversation, before it is known what became of it. */
export interface Moment extends TraceableEvent {
  /** Epoch ms. */
  readonly at: number;
  /** Its template. */
  readonly template: string;
  readonly queueId?: string;
  /** Its id at EventBridge, where somebody saw the event itself; else it follows from analytics. */
  readonly eventId?: string;
}

/** An event that somebody saw on AWS: of a dead letter, or of the bus log. */
export interface SeenEvent {
  readonly id: string;
  readonly json: JsonObject;
}

/** The short name of an event type, e.g. `conversation.acd.end`; what the catalog does not know as it is. */
export function shortName(template: string): string {
  return catalogue().find(template)?.name ?? template;
}

/** The events that a conversation must have produced, as moments. */
export function rebuiltMoments({ events }: Pick<RebuiltConversation, 'events'>): readonly Moment[] {
  return events.map(({ event, eventType }) => momentOf(event, eventType.template));
}

/**
 * The moments of a conversation, with the events themselves where they were seen: those take the place of what was
 * rebuilt, and what was not rebuilt is added. In order of time.
 */
export function withSeen(rebuilt: readonly Moment[], seen: readonly SeenEvent[]): readonly Moment[] {
  const open = [...rebuilt];
  const known: Moment[] = [];
  const distinct = new Map(seen.map((each) => [each.id, each]));
  for (const { id, json } of distinct.values()) {
    const template = json['detail-type'];
    if (typeof template !== 'string') continue;
    const moment = { ...momentOf(json, template), eventId: id };
    const place = nearest(open, moment);
    if (place !== undefined) open.splice(open.indexOf(place), 1);
    known.push(moment);
  }
  return [...open, ...known].sort((a, b) => a.at - b.at);
}

/** The rebuilt event that a seen one most likely is: of its type and queue, the nearest in time. */
function nearest(open: readonly Moment[], seen: Moment): Moment | undefined {
  return open
    .filter(
      ({ template, queueId }) =>
        template === seen.template &&
        (queueId === undefined || seen.queueId === undefined || queueId === seen.queueId),
    )
    .sort((a, b) => Math.abs(a.at - seen.at) - Math.abs(b.at - seen.at))[0];
}

function momentOf(event: JsonObject, template: string): Moment {
  const queueId = bodyOf(event)?.['queueId'];
  return {
    at: timeOf(event),
    template,
    ...(typeof queueId === 'string' ? { queueId: queueId.toLowerCase() } : {}),
    json: event,
    text: eventOf(event),
  };
}

/** When it happened: as the body says it, else as Genesys Cloud published it, else as it came to EventBridge. */
function timeOf(event: JsonObject): number {
  const { detail, time } = event;
  const told = bodyOf(event)?.['eventTime'];
  if (typeof told === 'number') return told;
  const published = isJsonObject(detail) ? detail['timestamp'] : undefined;
  const parsed = Date.parse(String(published ?? time ?? ''));
  return Number.isNaN(parsed) ? 0 : parsed;
}

/** Its media type as the event writes it, e.g. `VOICE`, where it is one that Genesys Cloud publishes. */
export function mediaOf({ json }: Moment): string | undefined {
  const media = bodyOf(maskedEvent(json))?.['mediaType'];
  return typeof media === 'string' && media !== MASKED ? media : undefined;
}

function bodyOf({ detail }: JsonObject): JsonObject | undefined {
  const body = isJsonObject(detail) ? detail['eventBody'] : undefined;
  return isJsonObject(body) ? body : undefined;
}
