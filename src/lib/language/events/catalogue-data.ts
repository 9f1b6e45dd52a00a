import { once } from '../../base/once.js';
import { readPackageData } from '../../base/package-data.js';
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
  /** Whether some of its events name no queue; absent: not known of any. */
  readonly queueMayLack?: true;
  /** Name of the body's definition in config/event-fields.json; absent: not published. */
  readonly body?: string;
  /** Files of config/event-samples, the most usual first. */
  readonly samples?: readonly string[];
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

/** The index of the catalog, and what else config/event-types.json says of each event type. */
interface CatalogueIndex {
  readonly eventTypes: readonly EventType[];
  /** By template: which definition the body has. */
  readonly bodies: ReadonlyMap<string, string>;
  /** By template: files of config/event-samples. */
  readonly samples: ReadonlyMap<string, readonly string[]>;
}

/** The definition of an event type's body, with those that it refers to. */
export interface BodySchema {
  readonly name: string;
  readonly definitions: ReadonlyMap<string, BodyDefinition>;
}

/** Whether an event type reaches EventBridge: `EventBridge` or `All` among its transports; none given means unknown. */
export function transportsOf(transports: readonly string[] | undefined): EventType['transports'] {
  if (transports === undefined || transports.length === 0) return 'unknown';
  return transports.some((transport) => transport === 'EventBridge' || transport === 'All')
    ? 'eventbridge'
    : 'other';
}

/** config/event-types.json. */
export const catalogueIndex: () => CatalogueIndex = once(() => {
  const file: { readonly eventTypes: readonly EventTypeRecord[] } = JSON.parse(
    readPackageData('event-types.json'),
  );
  const bodies = new Map<string, string>();
  const samples = new Map<string, readonly string[]>();
  const eventTypes = file.eventTypes.map((record): EventType => {
    if (record.body !== undefined) bodies.set(record.template, record.body);
    if (record.samples !== undefined) samples.set(record.template, record.samples);
    return {
      template: record.template,
      name: record.name,
      ...(record.alias === undefined ? {} : { alias: record.alias }),
      description: record.description,
      transports: transportsOf(record.transports),
      queue: record.queue,
      ...(record.queueMayLack === undefined ? {} : { queueMayLack: record.queueMayLack }),
      fieldsKnown: record.body !== undefined,
    };
  });
  return { eventTypes, bodies, samples };
});

/** config/event-fields.json: half a megabyte, read only when a field is asked for. */
const bodyDefinitions = once((): ReadonlyMap<string, BodyDefinition> => {
  const file: { readonly definitions: Readonly<Record<string, BodyDefinition>> } = JSON.parse(
    readPackageData('event-fields.json'),
  );
  return new Map(Object.entries(file.definitions));
});

/** The schema of an event type's body; undefined where it is not published. */
export function bodySchema(eventType: EventType): BodySchema | undefined {
  const name = catalogueIndex().bodies.get(eventType.template);
  return name === undefined ? undefined : { name, definitions: bodyDefinitions() };
}

/** By the name of a field, all words that Genesys publishes for a field of that name, in small letters. */
export const publishedWords: () => ReadonlyMap<string, ReadonlySet<string>> = once(() => {
  const words = new Map<string, Set<string>>();
  const collect = (name: string, definition: FieldDefinition): void => {
    if (typeof definition === 'string' || 'ref' in definition) return;
    if ('array' in definition) {
      collect(name, definition.array);
      return;
    }
    const own = words.get(name) ?? new Set();
    words.set(name, own);
    for (const word of definition.enum) own.add(word.toLowerCase());
  };
  for (const body of bodyDefinitions().values())
    for (const [name, definition] of Object.entries(body)) collect(name, definition);
  return words;
});
