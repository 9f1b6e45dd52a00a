import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { knownKeys } from '../../../src/lib/language/config/schema/known-keys.js';

const reference = readFileSync('docs/reference.md', 'utf8');
const section = /^## Targets\n([\s\S]*?)^## /m.exec(reference)?.[1] ?? '';
const target = ['targets', 'any'];
const kinds = knownKeys(target).filter((key) => new RegExp(`^\\| \`${key}\` \\|`, 'm').test(section));

/** The words in code of a text. */
function words(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/`([A-Za-z]+)`/g)].map(([, word]) => word ?? ''));
}

test('the reference has every key of a target, of a processor and of a subscriber', () => {
  const keys = [target, [...target, 'processor'], [...target, 'subscribers', 0]].flatMap((path) =>
    knownKeys(path),
  );
  expect(keys.length).toBeGreaterThan(40);
  expect(keys.filter((key) => !words(section).has(key))).toEqual([]);
});

test('each kind of target has a row with the keys in it, and there are no others', () => {
  const rows = [...section.matchAll(/^\| `(\w+)` \|[^|]*\|([^|]*)\|/gm)];
  expect(rows.map(([, kind]) => kind)).toEqual(kinds);
  expect(kinds).toHaveLength(11);
  for (const [, kind = '', cell = ''] of rows) {
    if (kind === 'processor') continue;
    expect([...words(cell)].sort(), kind).toEqual([...knownKeys([...target, kind])].sort());
  }
});
