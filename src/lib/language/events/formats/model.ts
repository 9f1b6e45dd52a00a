import type { JsonValue } from '../../../base/json.js';

/** An event type of a relay's own. */
export interface OwnEventType {
  readonly name: string;
  /** Whether its events name a queue where the format has one. */
  readonly queue: boolean;
}

/** Where something stands in an event: dotted paths from the event's top, such as `detail.queue.id`. What is absent the events do not say. */
export interface FormatPlaces {
  readonly eventType?: string;
  /** The name of Genesys's notification topic with the ids filled in. */
  readonly topicName?: string;
  readonly queueId?: string;
  readonly queueName?: string;
  readonly conversationId?: string;
  readonly eventId?: string;
  readonly time?: string;
  readonly schemaVersion?: string;
  /** The object that `where` looks into. */
  readonly payload: string;
}

/** What a place of a format is for. */
export type FormatPlace = keyof FormatPlaces;

/** A shape that events reach EventBridge in: Genesys Cloud's own, or that of a company's relay. */
export interface EventFormat {
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  /**
   * The conditions of which an event's source meets one. `partner`: the source follows from organization and suffix.
   * Absent: any source.
   */
  readonly source?: 'partner' | readonly JsonValue[];
  /** Text of `detail-type`, in which `{eventType}` stands for the event type. Absent: any. */
  readonly detailType?: string;
  /**
   * What `events` may name: Genesys's event types, whose templates stand in the event, or those listed. Absent: names
   * of the relay's own, whichever.
   */
  readonly eventTypes?: 'genesys' | readonly OwnEventType[];
  readonly places: FormatPlaces;
}

/** A format as config/formats.json and the `formats` of a file write it. */
export interface FormatDefinition {
  readonly description?: string | undefined;
  readonly source?: JsonValue | undefined;
  readonly detailType?: string | undefined;
  readonly eventTypes?:
    | 'genesys'
    | readonly (string | { readonly name: string; readonly queue?: boolean | undefined })[]
    | undefined;
  readonly eventType?: string | undefined;
  readonly topicName?: string | undefined;
  readonly queueId?: string | undefined;
  readonly queueName?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly eventId?: string | undefined;
  readonly time?: string | undefined;
  readonly schemaVersion?: string | undefined;
  readonly payload?: string | undefined;
}

/** What an event says of itself, read by its format; what is absent it does not say. */
export interface ReadByFormat {
  readonly format: string;
  /** As the format names it: Genesys's template, or the relay's own name. */
  readonly eventType?: string;
  readonly queueId?: string;
  readonly queueName?: string;
  readonly conversationId?: string;
  readonly eventId?: string;
  readonly time?: string;
  readonly schemaVersion?: string;
  /** The object that `where` looks into; null where there is none. */
  readonly payload: JsonValue;
}
