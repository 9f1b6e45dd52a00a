import { GcxError } from '../../base/gcx-error.js';
import type { JsonObject, JsonValue } from '../../base/json.js';
import { carriedSamples, retoldBody } from './carried-samples.js';
import { catalogue } from './catalogue.js';
import { bodySchema } from './catalogue-data.js';
import { generateBody } from './generate-body.js';
import type { EventType, GenesysEnvelope, SampleSettings } from './model.js';
import { idFor, type ValueSource } from './sample-values.js';
import { uuidFrom } from './seeded.js';
import { setValue } from './set-value.js';

/** Milliseconds that Genesys needed to send a captured event on: so long before it was sent it happened. */
export const SENDING_TIME = 305;

/** A value inside a body by its path; undefined where there is none. */
function at(body: JsonObject, ...path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = body;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const object = value as JsonObject;
    value = Object.hasOwn(object, key) ? object[key] : undefined;
  }
  return value;
}

function valueSource(eventType: EventType, { seed, time }: SampleSettings): ValueSource {
  return { template: eventType.template, seed: seed ?? 0, time: time.getTime() };
}

/** The template with each `{id}` replaced by what the body says it is. */
function topicNameFor(eventType: EventType, body: JsonObject, settings: SampleSettings): string {
  const segments = eventType.template.split('.');
  const source = valueSource(eventType, settings);
  const lastId = segments.lastIndexOf('{id}');
  return segments
    .map((segment, index) => {
      if (segment !== '{id}') return segment;
      const kind = segments[index - 1] ?? '';
      const name = `${kind.replace(/s$/, '')}Id`;
      const candidates = [
        kind === 'queues' ? settings.queueId : undefined,
        kind === 'entitytype' ? at(body, 'entityType') : undefined,
        kind === 'entityid' ? at(body, 'entity', 'id') : undefined,
        at(body, name),
        index === lastId ? at(body, 'id') : undefined,
      ];
      const said = candidates.find(
        (candidate): candidate is string => typeof candidate === 'string' && /^[^.]+$/.test(candidate),
      );
      return said ?? idFor(name, `topicName.${index}`, source);
    })
    .join('.');
}

/** Puts the queue where the event type carries it. */
function withQueue(body: JsonObject, eventType: EventType, queueId: string): JsonObject {
  const inBody = catalogue().field(eventType, 'queueId');
  if (eventType.fieldsKnown && inBody !== undefined) return setValue(body, ['queueId'], queueId);
  if (eventType.queue === 'topicName') {
    const grouped = at(body, 'group', 'queueId') !== undefined;
    return grouped ? setValue(body, ['group', 'queueId'], queueId) : body;
  }
  const carriers = catalogue().all.filter(({ queue }) => queue === 'body');
  throw new GcxError({
    code: 'event-type-without-queue',
    what: `An event of ${eventType.name} has no queue.`,
    fix: `Event types that do: ${carriers.map(({ name }) => name).join(', ')}.`,
  });
}

/** The body of the captured event that fits what is asked for, else a generated one. */
function sampleBody(eventType: EventType, settings: SampleSettings): JsonObject {
  const media = settings.set?.['mediaType'];
  const captured = carriedSamples(eventType).find(
    ({ detail }) => media === undefined || detail.eventBody['mediaType'] === media,
  );
  if (captured !== undefined) return retoldBody(captured, settings);
  const schema = bodySchema(eventType);
  if (schema === undefined) return {};
  return generateBody(schema, valueSource(eventType, settings), String(media ?? 'VOICE'));
}

/**
 * A valid, believable event of an event type: a captured one with new ids and times where one is carried, else generated from the
 * published fields. The same settings always give the same event.
 * @throws GcxError where a queue is given and the event type carries none.
 */
export function sampleEvent(eventType: EventType, settings: SampleSettings): GenesysEnvelope {
  let body = sampleBody(eventType, settings);
  if (settings.queueId !== undefined) body = withQueue(body, eventType, settings.queueId);
  for (const [path, value] of Object.entries(settings.set ?? {}))
    body = setValue(body, path.split('.'), value);
  const topicName = topicNameFor(eventType, body, settings);
  const sent = new Date(settings.time.getTime() + SENDING_TIME).toISOString();
  const key = `${settings.seed ?? 0}|${settings.organization}|${topicName}|${sent}`;
  return {
    version: '0',
    id: uuidFrom(`id|${key}`),
    'detail-type': eventType.template,
    source: `aws.partner/genesys.com/cloud/${settings.organization}/${settings.suffix}`,
    account: settings.account,
    time: sent.replace(/\.\d{3}Z$/, 'Z'),
    region: settings.region,
    resources: [],
    detail: {
      topicName,
      version: '2',
      eventBody: body,
      metadata: { CorrelationId: uuidFrom(`correlation|${key}`) },
      timestamp: sent,
    },
  };
}
