import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../../src/lib/base/json.js';
import {
  claimOf,
  gatewayReach,
  partnerReach,
} from '../../../../../src/lib/engine/kinds/integration/event-type-takers.js';
import {
  catalogue,
  sampleEvent,
  sampleInFormat,
  shippedFormats,
} from '../../../../../src/lib/language/events/index.js';
import { eventOf, matches, parsePattern } from '../../../../../src/lib/language/patterns/index.js';

const ORGANIZATION = '6513270e-269e-4d37-b2a7-4de452e6b438';
const BUS = `aws.partner/genesys.com/cloud/${ORGANIZATION}/prod`;
const ACD_END = 'v2.detail.events.conversation.{id}.acd.end';
const reach = partnerReach(BUS);
const origin = {
  organization: ORGANIZATION,
  suffix: 'prod',
  account: '111122223333',
  region: 'eu-west-1',
  time: new Date('2026-11-28T12:00:00Z'),
};

describe('what a pattern has to do with an event type', () => {
  it.each<[string, JsonValue, 'none' | 'this' | 'everything']>([
    ['names it', { 'detail-type': [ACD_END] }, 'this'],
    ['names it by its beginning', { 'detail-type': [{ prefix: 'v2.detail.events.' }] }, 'this'],
    ['names another', { 'detail-type': ['v2.detail.events.conversation.{id}.acw'] }, 'none'],
    ['takes other sources', { source: ['aws.ec2'] }, 'none'],
    ['takes another suffix', { source: [`${BUS}-2`] }, 'none'],
    ['asks for a field', { detail: { eventBody: { queueId: ['q'] } } }, 'this'],
    ['leaves one event type out', { 'detail-type': [{ 'anything-but': [ACD_END] }] }, 'none'],
    ['leaves another out', { 'detail-type': [{ 'anything-but': ['v2.x'] }] }, 'everything'],
    ['takes the source', { source: [BUS] }, 'everything'],
    ['takes the partner', { source: [{ prefix: 'aws.partner/' }] }, 'everything'],
    ['takes the account', { account: ['111122223333'], region: ['eu-west-1'] }, 'everything'],
    ['is schema discovery', { source: [{ prefix: '' }] }, 'everything'],
    ['is an archive of all', { 'replay-name': [{ exists: false }] }, 'everything'],
    ['takes every event type', { 'detail-type': [{ prefix: 'v2.' }] }, 'everything'],
    ['is either of two', { $or: [{ 'detail-type': [ACD_END] }, { source: ['aws.ec2'] }] }, 'this'],
    ['is neither of two', { $or: [{ 'detail-type': ['x'] }, { source: ['aws.ec2'] }] }, 'none'],
  ])('%s', (_, pattern, claim) => {
    expect(claimOf(JSON.stringify(pattern), reach, ACD_END)).toBe(claim);
  });

  it('is nothing for a schedule, and anything for what cannot be read', () => {
    expect(claimOf(undefined, reach, ACD_END)).toBe('none');
    expect(claimOf('{"detail-type": [{"no-such-operator": 1}]}', reach, ACD_END)).toBe('this');
  });

  it('is judged at a gateway by what its format says', () => {
    const format = shippedFormats().get('genesyscloud');
    if (format === undefined) throw new Error('no format');
    const gateway = gatewayReach('company', format, ['conversationEnded', 'conversationCreated']);
    const claim = (pattern: JsonValue) => claimOf(JSON.stringify(pattern), gateway, 'conversationEnded');
    expect(claim({ source: ['genesyscloud'], 'detail-type': ['conversationEnded'] })).toBe('this');
    expect(claim({ 'detail-type': ['conversationCreated'] })).toBe('none');
    expect(claim({ source: ['aws.ec2'] })).toBe('none');
    expect(claim({ source: ['genesyscloud'] })).toBe('everything');
  });
});

/** Conditions on one text, most of which some real event meets. */
function conditions(texts: fc.Arbitrary<string>): fc.Arbitrary<readonly JsonValue[]> {
  const part = texts.chain((text) => fc.nat(text.length).map((length) => [text, length] as const));
  const one = fc.oneof(
    texts,
    part.map(([text, length]) => ({ prefix: text.slice(0, length) })),
    part.map(([text, length]) => ({ suffix: text.slice(length) })),
    part.map(([text, length]) => ({ wildcard: `${text.slice(0, length)}*` })),
    texts.map((text) => ({ 'anything-but': [text] })),
    texts.map((text) => ({ 'equals-ignore-case': text.toUpperCase() })),
    fc.boolean().map((exists) => ({ exists })),
  );
  return fc.array(one, { minLength: 1, maxLength: 2 });
}

const templates = fc.constantFrom(...catalogue().all.map(({ template }) => template));
const clause: fc.Arbitrary<JsonObject> = fc.oneof(
  conditions(fc.constantFrom(BUS, `${BUS}-2`, 'aws.ec2')).map((source) => ({ source })),
  conditions(templates).map((types) => ({ 'detail-type': types })),
  conditions(fc.constantFrom('111122223333', '0')).map((account) => ({ account })),
  conditions(fc.constantFrom('a', 'b')).map((name) => ({ 'replay-name': name })),
  conditions(fc.constantFrom('2')).map((version) => ({ detail: { version } })),
  conditions(fc.constantFrom('SALES', 'voice')).map((field) => ({
    detail: { eventBody: { mediaType: field } },
  })),
);
const patterns: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.array(clause, { minLength: 1, maxLength: 3 }).map((parts): JsonObject => Object.assign({}, ...parts)),
  fc
    .tuple(clause, clause, clause)
    .map(([always, one, other]): JsonObject => ({ ...always, $or: [one, other] })),
);

it('never says that a pattern has nothing to do with an event type whose event it matches', () => {
  fc.assert(
    fc.property(patterns, templates, fc.nat(50), (pattern, template, seed) => {
      const eventType = catalogue().find(template);
      if (eventType === undefined) throw new Error(template);
      const event = eventOf(sampleEvent(eventType, { ...origin, seed }));
      if (!matches(parsePattern(JSON.stringify(pattern)), event)) return;
      expect(claimOf(JSON.stringify(pattern), reach, template)).not.toBe('none');
    }),
    { numRuns: 600 },
  );
});

it('never calls a pattern one of everything that does not take an event of some event type', () => {
  fc.assert(
    fc.property(patterns, templates, templates, fc.nat(50), (pattern, template, other, seed) => {
      fc.pre(claimOf(JSON.stringify(pattern), reach, template) === 'everything');
      const eventType = catalogue().find(other);
      if (eventType === undefined) throw new Error(other);
      // Account, region and replay are no matter of the event type.
      const { account: _account, region: _region, 'replay-name': _replay, ...rest } = pattern;
      if (Object.keys(rest).length === 0 || JSON.stringify(rest).includes('$or')) return;
      expect(
        matches(parsePattern(JSON.stringify(rest)), eventOf(sampleEvent(eventType, { ...origin, seed }))),
      ).toBe(true);
    }),
    { numRuns: 60, maxSkipsPerRun: 2_000 },
  );
});

it('holds for the events of relays as well', () => {
  for (const format of shippedFormats().values()) {
    if (!Array.isArray(format.eventTypes)) continue;
    for (const { name } of format.eventTypes) {
      const event = sampleInFormat(format, name, [], { ...origin, seed: 1 });
      const own = gatewayReach(
        'company',
        format,
        format.eventTypes.map((each) => each.name),
      );
      const text = JSON.stringify({
        source: [event['source'] ?? ''],
        'detail-type': [event['detail-type'] ?? ''],
      });
      expect([format.name, name, claimOf(text, own, name)]).not.toContain('none');
    }
  }
});
