import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The codes in the tables of docs/before-the-first-write.md: the first words in backticks that look like one, a row each. */
const codes = readFileSync('docs/before-the-first-write.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| when'))
  .map((row) => [...row.matchAll(/\| `([a-z]+(?:-[a-z]+)*)` \|/g)].at(-1)?.[1] ?? row);

function textsUnder(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('told-before.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

describe('what docs/before-the-first-write.md says is told before the first write', () => {
  const sources = textsUnder('src/lib/engine');
  const tests = textsUnder('test');

  it.each(codes)('%s: gcx says it, and a test sees that it does', (code) => {
    expect(sources.includes(`'${code}'`), 'said').toBe(true);
    expect(new RegExp(`['" ]${code}['":]`).test(tests), 'tested').toBe(true);
  });

  it('is more than a few things', () => {
    expect(codes.length).toBeGreaterThan(12);
  });
});
