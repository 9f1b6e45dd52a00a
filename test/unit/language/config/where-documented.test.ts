import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { OPERATORS } from '../../../../src/lib/language/config/check/where-operators.js';
import { checkConfigText } from '../../../../src/lib/language/config/check-text.js';

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../../../${path}`, import.meta.url)), 'utf8');
const example = read('.genesysrc.example.yml');

describe('the operators of where', () => {
  test('docs/where.md has a row and an example of each', () => {
    const page = read('docs/where.md');
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \|.*\{ \1: /gm)].map(([, operator]) => operator);
    expect(rows.toSorted()).toEqual([...OPERATORS].sort());
    const used = page.slice(page.indexOf('These routes have'));
    expect(OPERATORS.filter((operator) => !used.includes(`{ ${operator}: `))).toEqual([]);
  });

  test('the example file names each, and its lines hold in the place of its own condition', () => {
    const comment =
      /# In place of a value there can be an operator[\s\S]*?(?=\n {4}# In place of events)/.exec(
        example,
      )?.[0] ?? '';
    expect(OPERATORS.filter((operator) => !new RegExp(`\\b${operator}\\b`).test(comment))).toEqual([]);
    const conditions = [...comment.matchAll(/^ {4}# {3}(\w+: \{.*?\}) {2,}/gm)].map(
      ([, condition]) => condition,
    );
    expect(conditions).toHaveLength(6);
    for (const condition of conditions) {
      const text = example.replace('where: { mediaType: [VOICE, MESSAGE] }', `where: { ${condition} }`);
      expect(text).not.toBe(example);
      expect(checkConfigText('it.yml', text)).toEqual([]);
    }
  });
});
