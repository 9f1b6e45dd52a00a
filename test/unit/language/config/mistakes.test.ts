import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../../src/lib/base/terminal/diagnostic.js';
import { fileWith, unmark, validateText } from './marked-file.js';
import { MISTAKE_KINDS } from './mistake-kinds.js';
import { LISTED, pasted } from './mistake-list.js';

const example = readFileSync(
  fileURLToPath(new URL('../../../../.genesysrc.example.yml', import.meta.url)),
  'utf8',
).replace('./config/handlers/sales.ts', './handlers/it.ts');

/** What is wrong with how a mistake is told; empty where its line is named and its fix makes the file right. */
async function verdict(text: string, line: number): Promise<string> {
  const { diagnostics } = await validateText(text);
  const [first] = diagnostics;
  if (first === undefined) return 'nothing is told';
  const said = `${first.position?.line}: ${first.message} fix: ${first.fix}`;
  if (first.position?.line !== line) return `another line is blamed: ${said}`;
  if (first.edits === undefined) return `no edit is given: ${said}`;
  const after = await validateText(pasted(text, first.edits));
  if (after.diagnostics.length === 0) return '';
  return `the fix leads to the next problem: ${said} → ${after.diagnostics[0]?.message}`;
}

/** Names that people choose: where one is mistyped, the other place that says it may be the wrong one as well. */
const CHOSEN = /^ {2}[A-Za-z-]+:/;

describe('mistakes at the keyboard, each in a line of the example', () => {
  const lines = example.split('\n');
  /** Each kind in this many lines: of all, those that a stride reaches. */
  const EACH = 7;

  test.each(MISTAKE_KINDS)('$name: its line is named, and the fix validates', async ({ name, on }) => {
    const all = lines.flatMap((line, index) => {
      const typed = on(line);
      const plain = line.trim() === '' || line.trim().startsWith('#') || typed === line;
      // The quotes in a template are those of the JSON in it.
      if (/quote/.test(name) && line.includes('template:')) return [];
      if (plain || (/capital|swapped/.test(name) && CHOSEN.test(line))) return [];
      return [
        { number: index + 1, text: [...lines.slice(0, index), typed, ...lines.slice(index + 1)].join('\n') },
      ];
    });
    const stride = Math.max(1, all.length / EACH);
    const chosen = all.filter((_, index) => Math.floor(index / stride) !== Math.floor((index - 1) / stride));
    let mistakes = 0;
    for (const { number, text } of chosen) {
      // Some slips are none: a queue's name needs no quotes.
      if ((await validateText(text)).diagnostics.length === 0) continue;
      mistakes++;
      expect(await verdict(text, number), `line ${number}`).toBe('');
    }
    expect(mistakes).toBeGreaterThan(0);
  });
});

describe('the list of mistakes', () => {
  test.each(LISTED)('$what', async ({ file, words }) => {
    const { text, line } = unmark(file);
    const { diagnostics } = await validateText(text);
    const told = `${diagnostics[0]?.message} ${diagnostics[0]?.fix}`;
    for (const word of words) expect(told).toContain(word);
    expect(await verdict(text, line)).toBe('');
  });

  // What only Genesys Cloud knows has a command in place of a text to paste.
  test.each(['[5affb229-7631-4992-b0ce-583505c6af0]', '[{ id: 5affb229-7631-4992-b0ce-583505c6af0 }]'])(
    'an id of 35 characters: %s',
    async (queues) => {
      const { diagnostics } = await validateText(fileWith({ route: `queues: ${queues}` }));
      expect(diagnostics[0]?.message).toContain('35 of 36 characters');
      expect(diagnostics[0]?.fix).toContain('queue lookup 5affb229-7631-4992-b0ce-583505c6af0');
    },
  );

  test.each([
    { route: 'queues: all', words: 'remove "queues"' },
    { route: 'queues: [{ name: [Sales, Billing] }]', words: '{ name: Sales }, { name: Billing }' },
  ])('what is not for gcx to write has no edit: $route', async ({ route, words }) => {
    const [told] = (await validateText(fileWith({ route }))).diagnostics;
    expect(told?.fix).toContain(words);
    expect(told?.edits).toBeUndefined();
  });

  test('a key that is there twice, without a value, is named', async () => {
    const { diagnostics } = await validateText(fileWith({ top: 'environments:\n  test:\n  test:' }));
    expect(diagnostics.map(({ message, position }) => [position?.line, message])).toEqual([
      [7, 'The key test is in this map twice; the first one is in line 6.'],
    ]);
  });

  test('a key that every object has is unknown', async () => {
    const { diagnostics } = await validateText(fileWith({ route: 'constructor: 1' }));
    expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-key']);
  });

  test('several slips in one file are all told, each with its line', async () => {
    const text = fileWith({ route: 'where: { mediaType: VOICE }' })
      .replace('project: pipe', 'project = pipe')
      .replace('    where:', '     where:')
      .replace('account: "111122223333"', 'account: 111122223333');
    const { diagnostics } = await validateText(text);
    expect(diagnostics.map(({ position }: Diagnostic) => position?.line)).toEqual([2, 4, 11]);
    const edits = diagnostics.flatMap((each) => each.edits ?? []);
    expect((await validateText(pasted(text, edits))).diagnostics).toEqual([]);
  });
});
