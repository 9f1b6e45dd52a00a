import type { JsonObject, JsonValue } from '../../base/json.js';

/** Where an event type carries the id of the routing queue: a field of its body, the topic's name, or nowhere. */
export type QueueLocation = 'body' | 'topicName' | 'none';

/** A Genesys event type (notification topic), as the offline catalog knows it. */
export interface EventType {
  /** `v2.detail.events.conversation.{id}.acd.end`; `{id}` is literal in an event filter and in `detail-type`. */
  readonly template: string;
  /** The one short name, e.g. `conversation.acd.end`; it never changes. */
  readonly name: string;
  /** A shorter word that no other event type answers to, e.g. `acd.end`; taken by commands, not by the file. */
  readonly alias?: string;
  /** One sentence. */
  readonly description: string;
  /** Whether EventBridge may carry it. `unknown` is not "no": the live organization is the authority. */
  readonly transports: 'eventbridge' | 'unknown' | 'other';
  /**
   * `body`: `detail.eventBody.queueId`. `topicName`: the id is a segment of `detail.topicName`.
   * `none`: a queue filter on it can match nothing.
   */
  readonly queue: QueueLocation;
  /** True where some of its events name no queue: a filter on queues passes over these. */
  readonly queueMayLack?: true;
  /** False where the fields of the body are not published: then any path may exist. */
  readonly fieldsKnown: boolean;
}

/** The type of a field's value. `any`: not published, every value may stand there; `map`: an object with keys of its own. */
export type FieldType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'map' | 'any';

/** One field of an event body. Arrays are looked through, as EventBridge does: the type is that of the elements. */
export interface Field {
  /** Dotted path within eventBody, e.g. `transcripts.alternatives.confidence`. */
  readonly path: string;
  readonly type: FieldType;
  /** How a string is to be read: an ISO 8601 time or a UUID. */
  readonly format?: 'date-time' | 'uuid';
  /** The values that Genesys publishes for it, where they are a closed list. */
  readonly enum?: readonly string[];
  /** Whether the field itself, or one on the way to it, is an array. */
  readonly array: boolean;
}

/** What a name from a tutorial should have been. */
export interface TutorialName {
  /** The name as given. */
  readonly text: string;
  /** Why it matches nothing; full sentences. */
  readonly explanation: string;
  /** Short names of event types to use, best first; may be empty. */
  readonly instead: readonly string[];
}

/** All event types that gcx knows offline, with their fields. No method throws. */
export interface Catalogue {
  /** Sorted by short name. */
  readonly all: readonly EventType[];
  /** By short name or full template, exactly as written. */
  find(nameOrTemplate: string): EventType | undefined;
  /** By short name, full template or alias; what commands take (`--sample acd.end`). */
  findLoosely(text: string): EventType | undefined;
  /** The event type of a concrete topic name (`v2.detail.events.conversation.36f6….acd.end`) or of a template. */
  classify(topicName: string): EventType | undefined;
  /** Near misses, best first, at most five. */
  suggest(text: string): readonly EventType[];
  /** For names seen in tutorials, and templates with something else in place of `{id}`. Undefined for the rest. */
  tutorial(text: string): TutorialName | undefined;
  /** A field by its dotted path within eventBody; undefined where the event type has none. */
  field(eventType: EventType, path: string): Field | undefined;
  /** The fields, flattened depth first in Genesys's order, objects before what they hold; five levels deep. */
  fields(eventType: EventType): readonly Field[];
  /** The event types that have a field (those whose fields are not published are left out). */
  eventTypesWith(path: string): readonly EventType[];
}

/** An event as EventBridge delivers it from Genesys's partner event source. A type, so that it is a JsonObject too. */
export type GenesysEnvelope = {
  readonly version: string;
  readonly id: string;
  /** The template, `{id}` literal. */
  readonly 'detail-type': string;
  /** `aws.partner/genesys.com/cloud/<organisation>/<suffix>`. */
  readonly source: string;
  /** 12 digits. */
  readonly account: string;
  /** ISO 8601, to the second. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: GenesysDetail;
};

/** What Genesys itself says in an event. */
export type GenesysDetail = {
  /** The template with the ids filled in. */
  readonly topicName: string;
  readonly version: string;
  readonly eventBody: JsonObject;
  readonly metadata: JsonObject;
  /** ISO 8601 with milliseconds. */
  readonly timestamp: string;
};

/** What a sample event is to say. */
export interface SampleSettings {
  /** The organization's id. */
  readonly organization: string;
  /** The integration's event source suffix. */
  readonly suffix: string;
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** When it happened. */
  readonly time: Date;
  /** Routing queue, put where the event type carries it. */
  readonly queueId?: string;
  /** Dotted path within eventBody → value. */
  readonly set?: Readonly<Record<string, JsonValue>>;
  /** Another seed gives other ids; the same gives the same event. */
  readonly seed?: number;
}

/** Something in an event that is not as its event type wants it. */
export interface EventProblem {
  /** `error`: Genesys would not send it. `warning`: unknown to the catalog, which may be older than the event. */
  readonly severity: 'error' | 'warning';
  /** Dotted path within the event, e.g. `detail.eventBody.mediaType`; empty for the event itself. */
  readonly path: string;
  /** What is wrong, one sentence. */
  readonly message: string;
}

/** An event type as the live organization offers it. */
export interface AvailableEventType {
  /** The template, `{id}` literal. */
  readonly template: string;
  readonly description?: string;
  /** Undefined where the organization does not say. EventBridge may publish it where it holds `EventBridge` or `All`. */
  readonly transports?: readonly string[];
}
