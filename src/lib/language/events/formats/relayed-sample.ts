import { GcxError } from '../../../base/gcx-error.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import type { SampleSettings } from '../model.js';
import { requireEventType } from '../require-event-type.js';
import { sampleEvent } from '../sample-event.js';
import { uuidFrom } from '../seeded.js';
import { setValue } from '../set-value.js';
import { requireFormatEventType } from './check-event-type.js';
import { detailTypeText, namesGenesysEventTypes } from './event-format.js';
import type { EventFormat } from './model.js';
import { queueLocation } from './queue-location.js';

/** What a sample of a format is to say. */
export interface RelayedSampleSettings extends SampleSettings {
  /** The queue's name, where the format has a place for it. */
  readonly queueName?: string;
}

/**
 * An event of a format, as a relay publishes it: what the format has a place for stands there, and nothing else but
 * what the settings say. Of Genesys's event types it carries Genesys's body. The same settings give the same event.
 * @throws GcxError for an event type that the format does not have, or a queue where it carries none
 */
export function relayedSample(
  format: EventFormat,
  eventTypeName: string,
  settings: RelayedSampleSettings,
): JsonObject {
  const genesys = namesGenesysEventTypes(format) ? requireEventType(eventTypeName) : undefined;
  const eventType = genesys?.template ?? requireFormatEventType(format, eventTypeName);
  const location = queueLocation(format, eventType);
  if (location === 'none' && settings.queueId !== undefined) throw withoutQueue(format, eventTypeName);
  const own = genesys === undefined ? undefined : sampleEvent(genesys, settings);
  const { places } = format;
  const key = `${settings.seed ?? 0}|${settings.organization}|${format.name}|${eventType}`;
  const time = settings.time.toISOString();
  const queueId = settings.queueId ?? uuidFrom(`queue|${settings.organization}|${format.name}`);
  const body = own?.detail.eventBody;
  const said: readonly (readonly [string | undefined, JsonValue | undefined])[] = [
    [places.payload, body ?? {}],
    [places.eventType, eventType],
    [places.topicName, own?.detail.topicName],
    [places.queueId, genesys === undefined && location === 'body' ? queueId : undefined],
    [
      places.queueName,
      location === 'none'
        ? undefined
        : (settings.queueName ?? (genesys === undefined ? 'Example queue' : undefined)),
    ],
    [places.conversationId, body?.['conversationId'] ?? uuidFrom(`conversation|${key}|${time}`)],
    [places.eventId, own?.id ?? uuidFrom(`event|${key}|${time}`)],
    [places.time, time],
    [places.schemaVersion, own?.detail.version ?? '1'],
  ];
  let event: JsonObject = {
    version: '0',
    id: uuidFrom(`id|${key}|${time}`),
    'detail-type': detailTypeText(format, eventType),
    source: sourceText(format, settings),
    account: settings.account,
    time: time.replace(/\.\d{3}Z$/, 'Z'),
    region: settings.region,
    resources: [],
    detail: {},
  };
  for (const [path, value] of said) {
    if (path !== undefined && value !== undefined) event = setValue(event, path.split('.'), value);
  }
  if (genesys === undefined) {
    for (const [path, value] of Object.entries(settings.set ?? {}))
      event = setValue(event, [...places.payload.split('.'), ...path.split('.')], value);
  }
  return event;
}

/** A source that meets the format's conditions: its first plain text, else one made of what its first operator wants. */
function sourceText(format: EventFormat, { organization, suffix }: SampleSettings): string {
  const { source } = format;
  if (source === 'partner') return `aws.partner/genesys.com/cloud/${organization}/${suffix}`;
  const plain = source?.find((condition) => typeof condition === 'string');
  if (typeof plain === 'string') return plain;
  for (const condition of source ?? []) {
    if (!isJsonObject(condition)) continue;
    const { prefix, suffix: end, wildcard } = condition;
    const same = condition['equals-ignore-case'];
    if (typeof prefix === 'string') return `${prefix}${prefix.endsWith('.') ? 'relay' : ''}`;
    if (typeof end === 'string') return `${end.startsWith('.') ? 'relay' : ''}${end}`;
    if (typeof same === 'string') return same;
    if (typeof wildcard === 'string') return wildcard.replaceAll('*', 'relay');
  }
  return 'genesys.relay';
}

function withoutQueue(format: EventFormat, eventType: string): GcxError {
  return new GcxError({
    code: 'event-type-without-queue',
    what: `An event of ${eventType} has no queue in the format ${format.name}.`,
    fix: 'Leave the queue out.',
  });
}
