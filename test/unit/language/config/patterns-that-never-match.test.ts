import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileWith, unmark, validateText } from './marked-file.js';

const fixture = readFileSync(
  new URL('../../../fixtures/patterns-that-never-match/.genesysrc.yml', import.meta.url),
  'utf8',
);

test('each route of tutorials that can never match is refused, at the place in its pattern', async () => {
  const { diagnostics, valid } = await validateText(fixture);
  expect(valid).toBe(false);
  const lines = fixture.split('\n');
  const found = diagnostics.map(({ severity, code, position }) => {
    const line = lines[(position?.line ?? 0) - 1] ?? '';
    const start = (position?.column ?? 0) - 1;
    return `${severity} ${code} ${line.trim().split(':')[0]}: ${line.slice(start, start + (position?.length ?? 0))}`;
  });
  const at = (route: string, part: string) => `error pattern-never-matches ${route}: ${part}`;
  expect(found).toEqual([
    at('a-source', 'genesyscloud'),
    at('a-source', 'conversation.end'),
    at('a-source', 'queueId'),
    at('b-customer-end-queue', 'queueId'),
    at('c-case', 'voice'),
    at('d-concrete-id', '{ prefix: "v2.detail.events.conversation.36f675cc" }'),
    at('e-number', '111122223333'),
    at('f-other-account', '"444455556666"'),
    at('g-region', 'us-east-1'),
    at('h-details', 'details'),
    at('j-exists-object', 'eventBody'),
    at('k-contradiction', '"1765551865126"'),
  ]);
});

test.each([
  [
    'in a block',
    'pattern:\n  detail-type: ["v2.detail.events.conversation.{id}.acd.end"]\n  detail:\n    eventBody:\n      mediaType:\n        - VOICE\n        - «chat',
    'pattern-dead-part',
  ],
  [
    'in a $or',
    'pattern:\n  $or:\n    - region: [«us-east-1]\n    - region: [eu-west-1]',
    'pattern-dead-part',
  ],
  ['at a dotted key', 'pattern: { «detail.queueId: [x] }', 'pattern-never-matches'],
  ['at a key above', 'pattern: { «details: { "eventBody.queueId": [x] } }', 'pattern-never-matches'],
  [
    'of a word that the catalog lacks',
    'pattern: { detail-type: [«v2.new.{id}.thing] }'.replace(
      '[«v2.new.{id}.thing]',
      '[«"v2.new.{id}.thing"]',
    ),
    'pattern-may-not-match',
  ],
])('a part of a pattern %s is pointed at', async (_, route, code) => {
  const { text, line, column } = unmark(fileWith({ events: '', route }));
  const { diagnostics } = await validateText(text);
  expect(diagnostics).toMatchObject([{ code, position: { line, column } }]);
});

test('on a bus of the company the same patterns are for relays', async () => {
  const aws = '{ account: "111122223333", region: eu-west-1, bus: company-events }';
  const genesys = '{ region: eu-west-1, organization: 6513270e-269e-4d37-b2a7-4de452e6b438 }';
  const route =
    'pattern: { source: [genesyscloud], detail-type: [conversation.end], region: [us-east-1], detail: { queueId: [x] } }';
  expect((await validateText(fileWith({ aws, genesys, events: '', route }))).diagnostics).toEqual([]);
});

test("the partner's bus named in aws.bus is no bus of the company's", async () => {
  const bus = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/other';
  const aws = `{ account: "111122223333", region: eu-west-1, bus: ${bus} }`;
  const genesys = '{ region: eu-west-1, organization: 6513270e-269e-4d37-b2a7-4de452e6b438 }';
  const { diagnostics } = await validateText(
    fileWith({ aws, genesys, events: '', route: 'pattern: { source: [genesyscloud] }' }),
  );
  expect(diagnostics).toMatchObject([
    { code: 'pattern-never-matches', message: expect.stringContaining(bus) },
  ]);
});
