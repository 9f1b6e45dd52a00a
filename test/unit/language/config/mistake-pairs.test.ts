import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fileWith, validateText } from './marked-file.js';
import { MISTAKE_KINDS } from './mistake-kinds.js';
import { pasted } from './mistake-list.js';

const example = readFileSync(
  fileURLToPath(new URL('../../../../.genesysrc.example.yml', import.meta.url)),
  'utf8',
).replace('./config/handlers/sales.ts', './handlers/it.ts');

/** Each line has been told with its edits, and the file is right once all of them are made. */
async function expectMended(text: string, lines: readonly number[]): Promise<void> {
  const { diagnostics } = await validateText(text);
  const told = diagnostics.filter(({ edits }) => edits !== undefined);
  expect(told.map(({ position }) => position?.line)).toEqual(lines);
  const edits = told.flatMap((each) => each.edits ?? []);
  expect((await validateText(pasted(text, edits))).diagnostics).toEqual([]);
}

/** The example with slips, each in the first line that begins so. */
function mistyped(slips: Readonly<Record<string, string>>): { text: string; lines: readonly number[] } {
  const lines = example.split('\n');
  const places = Object.entries(slips).map(([name, start]) => {
    const at = lines.findIndex((line) => line.startsWith(start));
    const kind = MISTAKE_KINDS.find((each) => each.name === name);
    const typed = kind?.on(lines[at] ?? '');
    if (typed === undefined || typed === lines[at]) throw new Error(`no ${name} in ${start}`);
    lines[at] = typed;
    return at + 1;
  });
  return { text: lines.join('\n'), lines: places.toSorted((a, b) => a - b) };
}

test.each([
  { 'a no-break space after the colon': 'aws:', 'no space after the colon': '  crm-sync:' },
  { 'no colon': '  environment:', 'a full-width colon': '    input:' },
  { 'a Cyrillic letter': '  sales-left-queue:', 'a level left': '    queues:' },
])('two mistakes in the example: %j', async (slips) => {
  const { text, lines } = mistyped(slips);
  await expectMended(text, lines);
});

test('two mistakes of which YAML sees one after the other', async () => {
  const file = fileWith({ route: 'queues: ["Sales"]\nwhere: { mediaType: VOICE }' });
  const pair = file.replace('project: pipe', 'project pipe').replace('aws: {', 'aws = {');
  await expectMended(pair, [2, 4]);
  await expectMended(file.replace('aws: {', 'aws = {').replace('"Sales"', '"Sales'), [4, 11]);
});
