import { readPackageData } from '../package-data.js';
import type { EventType, QueueLocation } from './model.js';

/** One event type in config/event-types.json. */
interface EventTypeRecord {
  readonly template: string;
  readonly name: string;
  readonly alias?: string;
  readonly description: string;
  /** Transports as far as known; empty: unknown. */
  readonly transports: readonly string[];
  readonly queue: QueueLocation;
  /** Name of the body's definition in config/event-fields.json; absent: not published. */
  readonly body?: string;
}

/** A field as config/event-fields.json writes it. */
export type FieldDefinition =
  | 'string'
  | 'date-time'
  | 'uuid'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'map'
  | 'object'
  | { readonly enum: readonly string[] }
  | { readonly array: FieldDefinition }
  | { readonly ref: string };

/** The fields of one body, or of an object within one, in Genesys's order. */
export type BodyDefinition = Readonly<Record<string, FieldDefinition>>;

/** The index of the catalogue: event types, and which definition each one's body has. */
export interface CatalogueIndex {
  readonly eventTypes: readonly EventType[];
  readonly bodies: ReadonlyMap<EventType, string>;
}

/** Whether an event type reaches EventBridge: `EventBridge` or `All` among its transports; none given means unknown. */
export function transportsOf(transports: readonly string[] | undefined): EventType['transports'] {
  if (transports === undefined || transports.length === 0) return 'unknown';
  return transports.some((transport) => transport === 'EventBridge' || transport === 'All')
    ? 'eventbridge'
    : 'other';
}

/** Reads config/event-types.json. */
export function readCatalogueIndex(): CatalogueIndex {
  const file: { readonly eventTypes: readonly EventTypeRecord[] } = JSON.parse(
    readPackageData('event-types.json'),
  );
  const bodies = new Map<EventType, string>();
  const eventTypes = file.eventTypes.map((record): EventType => {
    const eventType: EventType = {
      template: record.template,
      name: record.name,
      ...(record.alias === undefined ? {} : { alias: record.alias }),
      description: record.description,
      transports: transportsOf(record.transports),
      queue: record.queue,
      fieldsKnown: record.body !== undefined,
    };
    if (record.body !== undefined) bodies.set(eventType, record.body);
    return eventType;
  });
  return { eventTypes, bodies };
}

/** Reads config/event-fields.json (half a megabyte: only when a field is asked for). */
export function readBodyDefinitions(): ReadonlyMap<string, BodyDefinition> {
  const file: { readonly definitions: Readonly<Record<string, BodyDefinition>> } = JSON.parse(
    readPackageData('event-fields.json'),
  );
  return new Map(Object.entries(file.definitions));
}
