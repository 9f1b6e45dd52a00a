import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { knownKeys } from '../../../src/lib/language/config/schema/known-keys.js';
import { validateText } from '../language/config/marked-file.js';

const reference = readFileSync('docs/reference.md', 'utf8');
const section = /^## Targets\n([\s\S]*?)^## /m.exec(reference)?.[1] ?? '';
const example = readFileSync('.genesysrc.example.yml', 'utf8');
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

test('the example names each kind of target and key of a processor and subscriber', () => {
  const named = (key: string) => new RegExp(`\\b${key}\\b`).test(example);
  // Only an engineer wants these; docs/processor.md has them.
  const left = new Set(['name', 'runtime', 'architecture']);
  const keys = [
    ...kinds,
    ...knownKeys([...target, 'processor']).filter((key) => !left.has(key)),
    ...knownKeys([...target, 'subscribers', 0]).filter((key) => key !== 'raw' && key !== 'https'),
  ];
  expect(keys.filter((key) => !named(key))).toEqual([]);
});

test('what stands in the example as a comment is right as soon as its # is taken away', async () => {
  const uncommented = example
    .replace(/^ {4}subscribers: .*\n/m, '')
    .replace(
      /^(\s*)# (subscribers: \[\{ sqs|secrets: |permissions: |vpc: |maximumConcurrency: |alarms: sales)/gm,
      '$1$2',
    )
    .replace('./config/handlers/sales.ts', './handlers/it.ts');
  const topic = parse(uncommented).targets['sales-topic'];
  expect(topic.subscribers).toMatchObject([{ filter: { mediaType: ['VOICE'] } }]);
  const processor = parse(uncommented).targets['sales-processor'].processor;
  expect(Object.keys(processor)).toEqual(
    expect.arrayContaining(['secrets', 'permissions', 'vpc', 'maximumConcurrency', 'alarms']),
  );
  expect(await validateText(uncommented)).toMatchObject({ valid: true, diagnostics: [] });
});
