import type { JsonValue } from '../../base/json.js';
import { idForSeed, numberFrom, uuidFrom } from './seeded.js';

/** What values of a generated body depend on. */
export interface ValueSource {
  /** The event type's template. */
  readonly template: string;
  readonly seed: number;
  /** When it happened, epoch milliseconds. */
  readonly time: number;
}

/** Ids of the conversation that the carried samples tell of, so that all samples tell of the same one. */
const KNOWN_IDS: Readonly<Record<string, string>> = {
  conversationId: '36f675cc-81e7-4ef5-a8e2-5d940ed90475',
  participantId: '6b0d549b-6f03-475a-9600-a35a099950d8',
  sessionId: '8d116ece-1738-47d9-bd9c-172411e20b8f',
  queueId: '5affb229-7631-4992-b0ce-583505c6af07',
  divisionId: 'a170b338-3926-4059-b28c-105d1fb17c23',
  userId: '65dc9f50-3f63-4f83-bd05-61e6211c70cf',
  flowId: '90c192cf-d3ac-44af-8f21-ddb66cad4a26',
  externalContactId: '923a7369-94e3-4f91-9a61-dbe22e44158b',
  externalOrganizationId: 'b774eb52-48db-40af-b215-8370d269a9a5',
  conversationExternalOrganizationIds: 'b774eb52-48db-40af-b215-8370d269a9a5',
  utilizationLabel: '49952399-c4aa-4ac1-b7dc-76fb0f17a300',
  conversationExternalContactIds: '923a7369-94e3-4f91-9a61-dbe22e44158b',
};

/** Values to take where an enum has them: an inbound call, ended by the other side. */
const USUAL_VALUES = [
  'VOICE',
  'voice',
  'INBOUND',
  'inbound',
  'INBOUNDCALL',
  'PEER',
  'peer',
  'INTERACT',
  'INTERACTING',
];

/** What strings hold, by the field's name; the first that fits. */
const STRINGS: readonly (readonly [RegExp, (id: string) => string])[] = [
  [/(id|ids|guid)$|^(wrapupCode|utilizationLabel)$/i, (id) => id],
  [/^provider$/, () => 'Edge'],
  [/^systemPresence$/, () => 'AVAILABLE'],
  [/^metric$/, () => 'tHandle'],
  [/^qualifier$/, () => 'INTERACTING'],
  [/^ani$/, () => 'tel:+15555550955'],
  [/^dnis$/, () => 'tel:+15555550000'],
  [/^flowType$/, () => 'INBOUNDCALL'],
  [/selfUri$/, (id) => `/api/v2/example/${id}`],
  [/ur[il]$/i, (id) => `https://example.com/${id}`],
  [/e-?mail/i, () => 'someone@example.com'],
  [/phone|number/i, () => '+15555550955'],
  [/address/i, () => 'someone@example.com'],
  [/locale|language|dialect/i, () => 'en-US'],
  [/time_?zone/i, () => 'Europe/London'],
  [/version/i, () => '1.0'],
  [/name$/i, () => 'Example'],
  [/text|message|body|notes|description|subject|comment/i, () => 'An example'],
];

/** Varies with the event type, the seed and the field. */
function keyOf({ template, seed }: ValueSource, path: string): string {
  return `${seed}|${template}|${path}`;
}

/** A UUID for a field: the sample conversation's own where the name is one of its ids. */
export function idFor(name: string, path: string, source: ValueSource): string {
  const known = Object.hasOwn(KNOWN_IDS, name) ? KNOWN_IDS[name] : undefined;
  return known === undefined ? uuidFrom(keyOf(source, path)) : idForSeed(name, known, source.seed);
}

/** A believable string for a field of this name. */
export function stringFor(name: string, path: string, source: ValueSource): string {
  if (name === 'interval') {
    return `${new Date(source.time - 1_800_000).toISOString()}/${new Date(source.time).toISOString()}`;
  }
  if (/(date|time)$/i.test(name)) return new Date(source.time).toISOString();
  const made = STRINGS.find(([names]) => names.test(name))?.[1];
  return made?.(idFor(name, path, source)) ?? 'example';
}

/** A believable whole number: epoch milliseconds for times, milliseconds for durations, else a small count. */
export function integerFor(name: string, path: string, source: ValueSource): number {
  const { time } = source;
  const vary = (below: number): number => numberFrom(keyOf(source, path), below);
  if (name === 'eventTime' || name === 'timestamp') return time;
  if (/duration|offset/i.test(name)) return 1_000 + vary(300_000);
  if (/(time|timeMs|date|timestamp|start|end)$/i.test(name)) return time - vary(300_000);
  if (/Ms$|millis/i.test(name)) return 1_000 + vary(300_000);
  return 1 + vary(20);
}

/** A believable number between 0 and 1, to three places. */
export function fractionFor(path: string, source: ValueSource): number {
  return numberFrom(keyOf(source, path), 1_000) / 1_000;
}

/** One of the values of an enum; never UNKNOWN where there is another. */
export function enumValueFor(values: readonly string[], path: string, source: ValueSource): string {
  const usual = USUAL_VALUES.find((value) => values.includes(value));
  if (usual !== undefined) return usual;
  const known = values.filter((value) => value.toUpperCase() !== 'UNKNOWN');
  return known[numberFrom(keyOf(source, path), known.length)] ?? values[0] ?? '';
}

/** What an object with keys of its own holds. */
export function mapFor(name: string): JsonValue {
  switch (name) {
    case 'attributes':
    case 'customFields':
      return { customerTier: 'gold' };
    case 'group':
      return { mediaType: 'voice', queueId: KNOWN_IDS['queueId'] ?? '' };
    default:
      return {};
  }
}
