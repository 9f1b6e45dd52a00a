import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { PARTNER_FORMAT } from '../../language/events/formats/event-format.js';
import type { ReadByFormat } from '../../language/events/formats/model.js';
import { readByFormat } from '../../language/events/formats/read-by-format.js';
import { valueAt } from '../../language/events/formats/value-at.js';
import type { ProcessorSettings } from '../contract/settings.js';
import { checkEnvelope, checkPartnerEvent } from './envelope-schema.js';
import { eventKey } from './event-key.js';
import { readTime } from './event-time.js';
import type { GenesysEvent } from './handler.js';
import { MalformedEvent } from './malformed-event.js';
import { type Migrated, migratePayload, withValue } from './migrate-payload.js';
import type { Recognise } from './recognise.js';

/** An event that was read. */
export interface ParsedEvent {
  readonly event: GenesysEvent;
  /** The schema versions that it went through, its own first; empty where no migration fits. */
  readonly versions: readonly string[];
}

type ParseSettings = Pick<ProcessorSettings, 'formats' | 'deduplicate' | 'queueNames' | 'migrations'>;

/**
 * Reads an event of any of the processor's formats, and migrates it.
 * @throws MalformedEvent that says what is wrong with it
 */
export function parseEvent(content: unknown, recognise: Recognise, settings: ParseSettings): ParsedEvent {
  const raw = checkEnvelope(content);
  const format = recognise(raw);
  if (format === undefined) {
    const names = settings.formats.map(({ name }) => name).join(', ');
    throw new MalformedEvent(`source, detail-type: match none of the processor's formats (${names})`);
  }
  const { payload: path } = format.places;
  const came = readByFormat(format, raw);
  const { eventType = '', payload } = came;
  if (!isJsonObject(payload)) {
    const problem = payload === null ? 'missing' : 'not an object';
    throw new MalformedEvent(`${path}: ${problem}`, eventType);
  }
  const migrated = migratePayload(payload, came.schemaVersion, settings.migrations);
  const changed = migrated.versions.length > 0;
  const now = changed ? withValue(raw, path.split('.'), migrated.payload) : raw;
  if (format.name === PARTNER_FORMAT) checkPartnerEvent(now, eventType);
  const read = changed ? readByFormat(format, now) : came;
  // Of the event as it came: it is the same event before and after a migration is declared.
  const key = eventKey(raw, came, settings.deduplicate?.key);
  const event = toGenesysEvent(raw, read, migrated, key, settings.queueNames);
  return { event, versions: migrated.versions };
}

function toGenesysEvent(
  raw: JsonObject,
  read: ReadByFormat,
  { payload: body, schemaVersion }: Migrated,
  key: string,
  queueNames: ProcessorSettings['queueNames'],
): GenesysEvent {
  const queueId = textOf(read.queueId);
  const conversationId = textOf(read.conversationId);
  const known = queueId !== undefined && Object.hasOwn(queueNames, queueId) ? queueNames[queueId] : undefined;
  return {
    eventType: read.eventType ?? '',
    format: read.format,
    key,
    ...optional('conversationId', conversationId ?? textOf(body['conversationId'])),
    ...optional('queueId', queueId),
    // Never without a name: handlers would write it as nothing.
    ...optional('queueName', textOf(read.queueName) ?? known ?? queueId),
    ...optional('mediaType', textOf(body['mediaType'])),
    ...optional('direction', textOf(body['direction'])),
    ...optional('wrapUpCode', textOf(body['wrapupCode']) ?? textOf(body['wrapUpCode'])),
    ...optional('time', timeOf(raw, read, body)),
    ...optional('schemaVersion', schemaVersion),
    ...optional('correlationId', textOf(valueAt(raw, 'detail.metadata.CorrelationId'))),
    body,
    raw,
  };
}

/** When it happened: the body's own time, that of the format's place, else when it was put on the bus. */
function timeOf(raw: JsonObject, read: ReadByFormat, body: JsonObject): number | undefined {
  const partner = read.format === PARTNER_FORMAT;
  const told: readonly (readonly [string, JsonValue | undefined])[] = [
    ['detail.eventBody.eventTime', partner ? body['eventTime'] : undefined],
    [`time of the format ${read.format}`, read.time],
    ['time', raw['time']],
  ];
  for (const [path, value] of told) {
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const time = readTime(value);
    if (time === undefined) throw new MalformedEvent(`${path}: not a time`, read.eventType);
    return time;
  }
  return undefined;
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [k in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [k in K]: V });
}
