import { readFileSync } from 'node:fs';
import { diffLines } from 'diff';
import { describe, expect, test } from 'vitest';
import { addToText } from '../../../../../src/lib/language/config/document/edit/index.js';
import { added, expectLayoutsKept } from './layouts-kept.js';

describe('adding to a text', () => {
  test('whatever the layout: the file says what it said and what is added, and no other line changes', () => {
    expectLayoutsKept({ numRuns: 60 });
  });

  test('in the example file nothing but the lines of the addition change', () => {
    const before = readFileSync('.genesysrc.example.yml', 'utf8');
    const after = added(before, [
      { kind: 'entry', path: ['targets'], key: 'inbox', value: { sqs: { create: 'inbox' } }, layout: 'line' },
      { kind: 'item', path: ['routes', 'sales-left-queue', 'queues'], value: 'Billing' },
      { kind: 'item', path: ['routes', 'agent-finished', 'queues'], value: 'Billing', after: ['events'] },
      { kind: 'item', path: ['routes', 'agent-finished', 'targets'], value: 'inbox' },
    ]);
    const changed = diffLines(before, after).filter((part) => part.added || part.removed);
    expect(changed.map((part) => (part.added ? '+' : '-') + part.value)).toMatchInlineSnapshot(`
      [
        "+  inbox: { sqs: { create: inbox } }

      ",
        "+      - "Billing"
      ",
        "-    targets: [by-type, audit]
      ",
        "+    queues: [Billing]
          targets: [by-type, audit, inbox]
      ",
      ]
    `);
  });

  test.each([
    [
      'an alias',
      'targets:\n  a: &a { sqs: { create: x } }\nroutes:\n  r: { events: &e [x], targets: [a] }\n  s: { events: *e, targets: [a] }\n',
      'alias',
      's',
    ],
    [
      'what an alias stands for',
      'routes:\n  r: { events: &e [x], targets: [a] }\n  s: { events: *e, targets: [a] }\n',
      'anchor',
      'r',
    ],
    ['a text', 'routes:\n  r: { events: x, targets: [a] }\n', 'form', 'r'],
  ])('refuses to add to %s', (_, text, why, name) => {
    expect(addToText(text, [{ kind: 'item', path: ['routes', name, 'events'], value: 'y' }])).toMatchObject({
      kind: 'refused',
      why,
    });
  });

  test('an anchor that no alias takes is no hindrance, and aliases beside what is added stay', () => {
    expect(
      added('r: &e [x]\ns: { t: [*e, b] }\n'.replace('*e', 'a'), [{ kind: 'item', path: ['r'], value: 'z' }]),
    ).toBe('r: &e [x, z]\ns: { t: [a, b] }\n');
    expect(added('q: &e x\nr:\n  - *e\n', [{ kind: 'item', path: ['r'], value: 'z' }])).toBe(
      'q: &e x\nr:\n  - *e\n  - z\n',
    );
  });
});
