import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { addProcessor, processorLines } from '../../../../../src/lib/features/processors/init/index.js';

const place = { name: 'sales', handler: './handlers/sales.ts', routes: ['left'] };
const file = `# head
version: 1
targets: # what receives
  crm: { sqs: { create: crm } } # the CRM
  dead:
    sqs:
      create: dead   # last

# routes
routes:
  left:
    events: [acd.end]
    targets:
      - crm # first
  other:
    targets: [crm]
`;

test('a processor goes behind the other targets and into the routes, all else stays as it is', () => {
  expect(addProcessor(file, place)).toBe(
    file
      .replace(
        'dead   # last\n',
        'dead   # last\n  sales:\n    processor:\n      handler: ./handlers/sales.ts\n',
      )
      .replace('- crm # first\n', '- crm # first\n      - sales\n'),
  );
  expect(addProcessor(file, { ...place, routes: ['other'] })).toContain('targets: [crm, sales]');
});

test.each([
  ['Windows line ends', file.replaceAll('\n', '\r\n')],
  ['no last line end', 'targets:\n  a: { sqs: { create: a } }\nroutes:\n  left: { targets: [a] }'],
  [
    'targets last, no last line end',
    'routes:\n  left: { targets: [a] }\ntargets:\n  a: { sqs: { create: a } }',
  ],
  [
    'another indentation',
    'targets:\n      a:\n        sqs: { create: a }\nroutes:\n    left: { targets: [a] }\n',
  ],
  [
    'an anchor elsewhere',
    `x: &x { sqs: { create: a } }\ntargets:\n  a: *x\nroutes:\n  left: { targets: [a] }\n`,
  ],
  [
    'a list without indentation',
    'targets:\n  a: 1\nroutes:\n  left:\n    targets:\n    - a\n    enabled: true\n',
  ],
  [
    'a text over lines at the end',
    'routes:\n  left: { targets: [a] }\ntargets:\n  a:\n    text: |\n      one\n      two\n',
  ],
  ['JSON', '{ "targets": { "a": {} }, "routes": { "left": { "targets": ["a"] } } }'],
  ['targets in one line', 'targets: { a: 1 }\nroutes: { left: { targets: [a] } }\n'],
  ['no targets', 'routes:\n  left: { targets: [a] }\n'],
])('with %s', (_, text) => {
  const edited = addProcessor(text, place);
  expect(parse(edited ?? '')).toMatchObject({
    targets: { sales: { processor: { handler: './handlers/sales.ts' } } },
    routes: { left: { targets: [expect.anything(), 'sales'] } },
  });
});

test.each([
  ['no YAML', 'targets:\n  a: [\n'],
  ['an alias for a list', 'x: &x [a]\ntargets:\n  a: 1\nroutes:\n  left: { targets: *x }\n'],
  ['a broken alias', 'targets:\n  a: *nothing\nroutes:\n  left: { targets: [a] }\n'],
])('of %s nothing is touched', (_, text) => {
  expect(addProcessor(text, place)).toBeUndefined();
});

test('into an empty list', () => {
  expect(addProcessor('targets:\n  a: 1\nroutes:\n  left: { targets: [] }\n', place)).toContain('[sales]');
});

test('lines to paste are as the file is written', () => {
  expect(parse(processorLines(place, file).join('\n'))).toEqual({
    sales: { processor: { handler: './handlers/sales.ts' } },
  });
  expect(processorLines(place, '{}').join('')).toContain('"sales": {"processor"');
});
