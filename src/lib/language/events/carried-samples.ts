import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { readPackageData } from '../../base/package-data.js';
import { catalogueIndex } from './catalogue-data.js';
import type { EventType, GenesysEnvelope, SampleSettings } from './model.js';
import { idForSeed } from './seeded.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;
/** Whole numbers above this in a field of a time are epoch milliseconds (1973 and later), not durations. */
const EPOCH_MILLISECONDS = 100_000_000_000;

/** By file, as read. */
const read = new Map<string, GenesysEnvelope>();

function readSample(file: string): GenesysEnvelope {
  const known = read.get(file);
  if (known !== undefined) return known;
  const event: GenesysEnvelope = JSON.parse(readPackageData(`event-samples/${file}`));
  read.set(file, event);
  return event;
}

/** The captured events of an event type, the most usual first. */
export function carriedSamples(eventType: EventType): readonly GenesysEnvelope[] {
  const files = catalogueIndex().samples.get(eventType.template) ?? [];
  return files.map(readSample);
}

/** How a captured event becomes the one asked for. */
interface Retelling {
  readonly seed: number;
  /** Milliseconds from the captured event's time to the one wanted. */
  readonly shift: number;
  readonly organizations: { readonly captured: string; readonly wanted: string };
}

function retell(value: JsonValue, name: string, retelling: Retelling): JsonValue {
  if (Array.isArray(value)) return value.map((element) => retell(element, name, retelling));
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(
      ([key, inner]) => [key, retell(inner, key, retelling)] as const,
    );
    return Object.fromEntries(members);
  }
  if (typeof value === 'number') {
    const isTime = value > EPOCH_MILLISECONDS && /time|date|timestamp/i.test(name);
    return isTime ? value + retelling.shift : value;
  }
  if (typeof value !== 'string') return value;
  if (value === retelling.organizations.captured) return retelling.organizations.wanted;
  if (UUID.test(value)) return idForSeed(name, value, retelling.seed);
  if (!ISO_TIME.test(value)) return value;
  const moved = new Date(Date.parse(value) + retelling.shift).toISOString();
  return value.includes('.') ? moved : moved.replace(/\.\d{3}Z$/, 'Z');
}

/** The body of a captured event, told for another organization, time and seed. */
export function retoldBody(captured: GenesysEnvelope, settings: SampleSettings): JsonObject {
  const { eventBody } = captured.detail;
  const happened = eventBody['eventTime'];
  const from =
    typeof happened === 'number' ? happened : Date.parse(String(happened ?? captured.detail.timestamp));
  const retold = retell(eventBody, '', {
    seed: settings.seed ?? 0,
    shift: settings.time.getTime() - from,
    organizations: {
      captured: captured.source.split('/')[3] ?? '',
      wanted: settings.organization,
    },
  });
  return isJsonObject(retold) ? retold : {};
}
