import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/lib/base/json.js';
import { busEvents, canMatch } from '../../../../src/lib/language/can-match/index.js';
import {
  catalogue,
  type EventFormat,
  relayedSample,
  sampleEvent,
  shippedFormats,
  toEventFormat,
} from '../../../../src/lib/language/events/index.js';
import { conditionsOf, eventOf, matches, parsePattern } from '../../../../src/lib/language/patterns/index.js';

const organization = '6513270e-269e-4d37-b2a7-4de452e6b438';
const place = { account: '111122223333', region: 'eu-west-1' };
const partner = busEvents({ bus: `aws.partner/genesys.com/cloud/${organization}/prod`, ...place });
const company = busEvents({ bus: 'company-events', ...place });
const settings = { organization, suffix: 'prod', ...place };
const queueId = '5affb229-7631-4992-b0ce-583505c6af07';

const formats: readonly EventFormat[] = [
  ...[...shippedFormats().values()].filter(({ name }) => name !== 'partner'),
  toEventFormat('acme', {
    source: { prefix: 'com.acme.' },
    detailType: 'genesys:{eventType}',
    eventTypes: 'genesys',
    queueId: 'detail.body.queueId',
    payload: 'detail.body',
  }),
];

/** An event with the bus that it arrives on. */
interface Arrival {
  readonly event: JsonObject;
  readonly bus: typeof partner;
}

const seeds = fc.record({
  seed: fc.nat(20),
  time: fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
});
const ofGenesys = fc
  .record({ eventType: fc.constantFrom(...catalogue().all), seeds, forwarded: fc.boolean() })
  .map(({ eventType, seeds: { seed, time }, forwarded }): Arrival => {
    const queue = eventType.queue === 'none' ? {} : { queueId };
    // Whoever forwards events may do so from another account and region.
    const from = forwarded ? { account: '444455556666', region: 'us-east-1', suffix: 'other' } : {};
    const event = sampleEvent(eventType, { ...settings, ...from, ...queue, seed, time });
    return { event, bus: forwarded ? company : partner };
  });
const relayed = fc
  .record({ format: fc.constantFrom(...formats), eventType: fc.constantFrom(...catalogue().all), seeds })
  .map(({ format, eventType, seeds: { seed, time } }): Arrival => {
    const own =
      format.eventTypes === undefined || format.eventTypes === 'genesys' ? undefined : format.eventTypes[0];
    const name = own?.name ?? (format.eventTypes === 'genesys' ? eventType.template : 'conversationEnded');
    const event = relayedSample(format, name, {
      ...settings,
      seed,
      time,
      set: format.eventTypes === 'genesys' ? {} : { a: { b: 1 } },
    });
    return { event, bus: company };
  });

/** The leaves of an event with their paths, arrays looked through. */
function leavesOf(value: JsonValue, path = ''): readonly (readonly [string, JsonValue])[] {
  if (Array.isArray(value)) return value.flatMap((each: JsonValue) => leavesOf(each, path));
  if (!isJsonObject(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** The event with the leaf at a path set to null or, for undefined, left out. */
function withLeaf(event: JsonValue, path: readonly string[], leaf: null | undefined): JsonValue {
  const [first, ...rest] = path;
  if (first === undefined || !isJsonObject(event)) return event;
  const { [first]: inner, ...others } = event;
  if (inner === undefined) return event;
  if (rest.length > 0) return { ...event, [first]: withLeaf(inner, rest, leaf) };
  return leaf === undefined ? others : { ...others, [first]: null };
}

/** Conditions that a leaf meets, or nearly. */
function conditionFor(leaf: JsonValue): fc.Arbitrary<JsonValue> {
  const others = fc.constantFrom<JsonValue>(
    'VOICE',
    'voice',
    'x',
    1,
    17,
    true,
    null,
    { exists: true },
    { exists: false },
    { 'anything-but': 'x' },
    { 'anything-but': [1] },
    { numeric: ['>', 0] },
    { prefix: 'v' },
    { cidr: '10.0.0.0/8' },
    { 'anything-but': { prefix: 'a' } },
  );
  if (typeof leaf === 'number') {
    return fc.oneof(
      fc.constantFrom<JsonValue>(
        leaf,
        { numeric: ['=', leaf] },
        { numeric: ['>=', leaf] },
        { 'anything-but': [leaf + 1] },
      ),
      others,
      fc.constant(String(leaf)),
    );
  }
  if (typeof leaf !== 'string') return fc.oneof(fc.constant(leaf), others);
  const half = leaf.slice(0, Math.ceil(leaf.length / 2));
  const plain = !/[*\\]/.test(leaf) && leaf !== '';
  return fc.oneof(
    fc.constantFrom<JsonValue>(
      leaf,
      { 'equals-ignore-case': leaf.toUpperCase() },
      { 'anything-but': [`${leaf}x`] },
      leaf.toLowerCase(),
      leaf.toUpperCase(),
    ),
    plain
      ? fc.constantFrom<JsonValue>(
          { prefix: half },
          { prefix: { 'equals-ignore-case': half.toUpperCase() } },
          { suffix: leaf.slice(-3) },
          { wildcard: `${half}*` },
          { wildcard: `*${leaf.slice(-2)}` },
          { 'anything-but': { suffix: `${leaf}x` } },
        )
      : fc.constant<JsonValue>(leaf),
    others,
  );
}

/** Names in which people are wrong: what lies beside, above and below, in other letters. */
const wrongPaths = fc.constantFrom(
  'details.x',
  'detailType',
  'detail',
  'detail.eventBody',
  'detail.queueId',
  'eventBody.queueId',
  'detail.eventBody.queueid',
  'detail.eventBody.queueId',
  'detail.eventBody.mediaType.x',
  'replay-name',
  'resources',
  'detail.metadata',
  'detail.eventBody.nowhere',
  'detail.other',
);

function patternFor(event: JsonObject): fc.Arbitrary<JsonObject> {
  const leaves = leavesOf(event);
  const list = (leaf: JsonValue) => fc.array(conditionFor(leaf), { minLength: 1, maxLength: 3 });
  const field: fc.Arbitrary<readonly [string, JsonValue]> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .constantFrom(...leaves)
        .chain(([path, leaf]) => list(leaf).map((conditions) => [path, conditions] as const)),
    },
    {
      weight: 1,
      arbitrary: wrongPaths.chain((path) => list('x').map((conditions) => [path, conditions] as const)),
    },
  );
  const fields = fc.uniqueArray(field, { minLength: 1, maxLength: 4, selector: ([path]) => path });
  const object = fields.map((entries): JsonObject => Object.fromEntries(entries));
  return fc.oneof(
    { weight: 3, arbitrary: object },
    {
      weight: 1,
      arbitrary: fc
        .tuple(object, object, object)
        .map(([own, one, other]): JsonObject => ({ ...own, $or: [one, other] })),
    },
  );
}

/** An arrival, now and then with a field of it null or missing, and a pattern that is about it. */
const cases = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: ofGenesys }, { weight: 1, arbitrary: relayed }),
    fc.nat(),
    fc.constantFrom('whole', 'null', 'missing'),
  )
  .chain(([{ event, bus }, at, change]) => {
    const ofBody = leavesOf(event).filter(([path]) => path.startsWith('detail.eventBody.'));
    const [path = ''] = ofBody[at % Math.max(1, ofBody.length)] ?? [];
    const changed =
      change === 'whole' || path === ''
        ? event
        : withLeaf(event, path.split('.'), change === 'null' ? null : undefined);
    const arrived = isJsonObject(changed) ? changed : event;
    return patternFor(arrived).map((pattern) => ({ event: arrived, bus, pattern }));
  });

// Some ten milliseconds a case, and many times that on a busy machine.
describe('a pattern that matches an event of the bus', () => {
  test('is never said to match none, nor is a value that the event meets said to be of no use', () => {
    let matched = 0;
    let never = 0;
    fc.assert(
      fc.property(cases, ({ event, bus, pattern }) => {
        const text = JSON.stringify(pattern);
        const parsed = parsePattern(text);
        const read = eventOf(event);
        const verdict = canMatch(parsed, bus);
        if (verdict.canMatch === 'never') never++;
        expect(verdict.canMatch === 'yes').toBe(verdict.obstacles.length === 0);
        if (!matches(parsed, read)) return;
        matched++;
        expect(verdict.canMatch, JSON.stringify(verdict.obstacles)).not.toBe('never');
        if (bus === partner) expect([...verdict.eventTypes]).toContain(event['detail-type']);
        for (const { path, start, value, certainty } of verdict.dead) {
          const condition = conditionsOf(parsed.clauses).find((each) => each.start === start);
          const list: JsonValue = JSON.parse(text.slice(condition?.start, condition?.end));
          const dead = Array.isArray(list) && value !== undefined ? [list[value]] : list;
          if (certainty === 'certain')
            expect(
              matches(parsePattern(JSON.stringify({ [path]: dead })), read),
              `${path} ${JSON.stringify(dead)}`,
            ).toBe(false);
        }
      }),
      { numRuns: 250 },
    );
    // Enough of both, or the property says little.
    expect(matched).toBeGreaterThan(30);
    expect(never).toBeGreaterThan(20);
  });

  test('holds for captured events', () => {
    const folder = new URL('../../../fixtures/events/', import.meta.url);
    for (const name of readdirSync(folder)) {
      const event: JsonObject = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
      const [source, account, region] = ['source', 'account', 'region'].map((key) => String(event[key]));
      const bus = busEvents({ bus: source ?? '', account, region });
      for (const [path, leaf] of leavesOf(event)) {
        const pattern = parsePattern(
          JSON.stringify({ 'detail-type': [event['detail-type']], [path]: [leaf] }),
        );
        expect(canMatch(pattern, bus).canMatch, `${name}: ${path} ${JSON.stringify(leaf)}`).not.toBe('never');
      }
    }
  });
});
