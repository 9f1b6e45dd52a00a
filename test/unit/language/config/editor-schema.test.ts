import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isJsonObject } from '../../../../src/lib/base/json.js';
import { configJsonSchema } from '../../../../src/lib/language/config/index.js';
import { fileWith, validateText } from './marked-file.js';

const schema = configJsonSchema();

// Strict: a keyword that an editor could read otherwise than it is meant does not compile.
const fits = new Ajv({ strict: true, allErrors: true }).compile(schema);

const example = readFileSync(
  fileURLToPath(new URL('../../../../.genesysrc.example.yml', import.meta.url)),
  'utf8',
);

/** A file with a filter of a subscriber. */
function filtered(filter: string): string {
  const targets = `board: { sns: { create: it }, subscribers: [{ email: a@example.com, filter: ${filter} }] }`;
  return fileWith({ targets }).replace('[inbox]', '[inbox, board]');
}

describe("the editor's schema takes what gcx takes", () => {
  test.each([
    ['the example', example],
    ['a small file', fileWith({})],
    [
      'addresses as people copy them',
      fileWith({}).replace('region: eu-west-1,', 'environment: https://apps.mypurecloud.ie/,'),
    ],
    [
      'variables',
      fileWith({
        events: '["${EVENT:-conversation.acd.end}"]',
        aws: '{ account: "111122223333", region: "${R:-eu-west-1}" }',
      }),
    ],
    [
      'all operators',
      fileWith({
        route:
          'where: { mediaType: [VOICE, { anything-but: [CHAT, EMAIL] }], conversationId: [{ prefix: a }, { suffix: b }, { wildcard: "a*b" }, { equals-ignore-case: A }, { exists: true }], eventTime: { numeric: [">", 5] } }',
      }),
    ],
    [
      'a filter of a subscriber',
      filtered(
        '{ mediaType: [VOICE, { anything-but: [EMAIL] }], connectedDurationMs: { numeric: [">", 5] } }',
      ),
    ],
    ['null among values', fileWith({ route: 'where: { mediaType: [VOICE, null] }' })],
    [
      'durations',
      fileWith({
        targets:
          'it: { sqs: { create: it }, retry: { maxAge: 1h 30m } }\nthat: { sqs: { create: that }, retry: { maxAge: 3600 } }',
      }),
    ],
    [
      'an unknown template',
      fileWith({ events: '[v2.detail.events.brand.new]', route: 'where: { mediaType: NEW }' }),
    ],
    [
      'a template of a known event type',
      fileWith({ events: '["v2.detail.events.conversation.{id}.acd.end"]' }),
    ],
  ])('%s', async (_, text) => {
    expect((await validateText(text.replace('./config/handlers/sales.ts', './handlers/it.ts'))).valid).toBe(
      true,
    );
    expect(fits(parse(text)), JSON.stringify(fits.errors)).toBe(true);
  });
});

/** Why a schema cannot say it; absent: it does. */
type Reason = string;

const NAMES = 'names of the same file are not compared by a schema';
const FIELDS = 'which fields an event type has would make the schema many times as long';
const CONTENT = 'it depends on what another value says';

const BAD: readonly (readonly [what: string, file: string, reason?: Reason])[] = [
  ['an unknown key', fileWith({ route: 'filter: { mediaType: VOICE }' })],
  ['a key in another case', fileWith({ route: 'Enabled: true' })],
  ['another version', fileWith({}).replace('version: 1', 'version: 2')],
  ['no project', fileWith({}).replace('project: pipe\n', '')],
  ['no account', fileWith({ aws: '{ region: eu-west-1 }' })],
  ['an account of 11 digits', fileWith({ aws: '{ account: "11112222333", region: eu-west-1 }' })],
  ['an account as a number', fileWith({ aws: '{ account: 111122223333, region: eu-west-1 }' })],
  ['an AWS region that is none', fileWith({ aws: '{ account: "111122223333", region: ireland }' })],
  ['a Genesys region that is none', fileWith({}).replace('region: eu-west-1,', 'region: eu-wset-1,')],
  [
    'a Genesys environment that is none',
    fileWith({}).replace('region: eu-west-1,', 'environment: mypurecloud.it,'),
  ],
  ['an organization that is no id', fileWith({}).replace('6513270e-269e-4d37-b2a7-4de452e6b438', 'Acme')],
  ['an event type that is none', fileWith({ events: '[conversation.acd.edn]' })],
  ['an event type of a blog', fileWith({ events: '[conversationEnded]' })],
  ['no event type', fileWith({ events: '[]' })],
  ['events as a string', fileWith({ events: 'conversation.acd.end' })],
  ['queues as a string', fileWith({ route: 'queues: Sales' })],
  ['no queue', fileWith({ route: 'queues: []' })],
  ['a queue as a number', fileWith({ route: 'queues: [911]' })],
  [
    'a queue id of 35 characters',
    fileWith({ route: 'queues: [{ id: 5affb229-7631-4992-b0ce-583505c6af0 }]' }),
  ],
  ['a value in another case', fileWith({ route: 'where: { mediaType: voice }' })],
  ['a value that the field never has', fileWith({ route: 'where: { mediaType: [VOICE, FAX] }' })],
  ['an unknown operator', fileWith({ route: 'where: { conversationId: { not: a } }' })],
  ['two operators', fileWith({ route: 'where: { conversationId: { prefix: a, suffix: b } }' })],
  ['an empty filter', filtered('{}')],
  ['$or in a filter', filtered('{ $or: [{ mediaType: [VOICE] }] }')],
  ['a wildcard in a filter', filtered('{ conversationId: { wildcard: "a*" } }')],
  ['an unknown operator in a filter', filtered('{ conversationId: { not: a } }')],
  ['an empty list of values in a filter', filtered('{ mediaType: [] }')],
  [
    'a filter with too many fields',
    filtered(`{ ${[...'abcdefgh'].map((field) => `${field}: [x]`).join(', ')} }`),
  ],
  ['a value that a filter never gets', filtered('{ mediaType: [FAX] }'), FIELDS],
  ['$or', fileWith({ route: 'where: { $or: [] }' })],
  ['an empty list of values', fileWith({ route: 'where: { mediaType: [] }' })],
  [
    'a duration that is none',
    fileWith({ targets: 'it: { sqs: { create: it }, retry: { maxAge: 1 hour } }' }),
  ],
  ['a retention without a unit', fileWith({ top: 'archive: { retention: "30" }' })],
  ['a name with a space', fileWith({}).replace('project: pipe', 'project: my pipe')],
  ['a route with a space in its name', fileWith({}).replace('  sales:', '  my sales:')],
  ['a target of two kinds', fileWith({ targets: 'it: { sqs: { create: it }, sns: { create: it } }' })],
  ['a target of no kind', fileWith({ targets: 'it: { protect: true }' })],
  ['a target that is not there', fileWith({}).replace('[inbox]', '[inbax]'), NAMES],
  ['a dead-letter queue that is not there', fileWith({ top: 'defaults: { deadLetter: nowhere }' }), NAMES],
  ['two targets that make the same', fileWith({ targets: 'it: { sqs: { create: inbox } }' }), NAMES],
  ['a field that no event has', fileWith({ route: 'where: { mediatype: VOICE }' }), FIELDS],
  ['a string for a number', fileWith({ route: 'where: { eventTime: "5" }' }), FIELDS],
  [
    'presence with queues',
    fileWith({ events: '["v2.users.{id}.presence"]', route: 'queues: [Sales]' }),
    CONTENT,
  ],
  [
    'an ARN of another region',
    fileWith({ targets: 'it: { sqs: { existing: "arn:aws:sqs:us-east-1:111122223333:x" } }' }),
    CONTENT,
  ],
  [
    'neither integration nor bus',
    fileWith({ genesys: '{ region: eu-west-1, organization: 6513270e-269e-4d37-b2a7-4de452e6b438 }' }),
    CONTENT,
  ],
];

describe("the editor's schema refuses what a schema can say", () => {
  test.each(BAD.map(([what, text, reason]) => ({ what, text, reason })))(
    '$what',
    async ({ text, reason }) => {
      expect((await validateText(text)).valid).toBe(false);
      expect(fits(parse(text))).toBe(reason !== undefined);
    },
  );
});

/** All texts below `enum` and `examples` of a part of the schema, and of what it refers to. */
function offered(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(offered);
  if (!isJsonObject(part)) return [];
  return Object.entries(part).flatMap(([key, value]): readonly string[] => {
    if ((key === 'enum' || key === 'examples') && Array.isArray(value))
      return value.filter((each): each is string => typeof each === 'string');
    const name = key === '$ref' && typeof value === 'string' ? value.split('/').at(-1) : undefined;
    const definitions = schema['definitions'];
    if (name !== undefined && isJsonObject(definitions)) return offered(definitions[name]);
    return offered(value);
  });
}

describe('what is typed most is completed', () => {
  const at = (...path: readonly string[]): unknown =>
    path.reduce<unknown>((node, step) => (isJsonObject(node) ? node[step] : undefined), schema);
  const route = ['properties', 'routes', 'additionalProperties', 'properties'];

  test.each([
    ['conversation.acd.end', [...route, 'events', 'items']],
    ['mypurecloud.ie', ['properties', 'genesys', 'properties', 'environment']],
    ['eu-central-1', ['properties', 'genesys', 'properties', 'region']],
    ['eu-central-1', ['properties', 'aws', 'properties', 'region']],
    ['30d', ['properties', 'archive', 'properties', 'retention']],
    ['731d', ['properties', 'logging', 'properties', 'retention']],
    ['15m', ['properties', 'defaults', 'properties', 'retry', 'properties', 'maxAge']],
  ])('%s', (word, path) => {
    expect(offered(at(...path))).toContain(word);
  });

  test('the fields of where, their values, and the operators', () => {
    const where = at('definitions', 'where', 'properties');
    expect(Object.keys(isJsonObject(where) ? where : {})).toContain('disconnectType');
    expect(offered(at('definitions', 'where', 'properties', 'mediaType'))).toContain('VOICE');
    const operators = at('definitions', 'operator', 'properties');
    expect(Object.keys(isJsonObject(operators) ? operators : {}).sort()).toEqual([
      'anything-but',
      'cidr',
      'equals-ignore-case',
      'exists',
      'numeric',
      'prefix',
      'suffix',
      'wildcard',
    ]);
    expect(offered(at('definitions', 'filter', 'properties', 'mediaType'))).toContain('VOICE');
    const ofFilters = at('definitions', 'filterOperator', 'properties');
    expect(Object.keys(isJsonObject(ofFilters) ? ofFilters : {}).sort()).toEqual(
      Object.keys(isJsonObject(operators) ? operators : {})
        .filter((operator) => operator !== 'wildcard')
        .sort(),
    );
    const subscribers = ['properties', 'targets', 'additionalProperties', 'properties', 'subscribers'];
    expect(offered(at(...subscribers, 'items', 'properties', 'filter'))).toContain('VOICE');
  });
});
