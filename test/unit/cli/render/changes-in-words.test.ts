import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { displayWidth } from '../../../../src/lib/base/terminal/width.js';
import { planMarkdown, planText } from '../../../../src/lib/cli/render/index.js';
import type { FieldChange, Plan } from '../../../../src/lib/engine/change/model.js';
import { cleanUpTest } from '../../../clean-up.js';
import { arbitraryProject } from '../../../harness/arbitrary-project.js';
import { trial } from '../../../harness/trial.js';

/** IN_WORDS_PAIRS=300 for many, which takes long. */
const PAIRS = Number(process.env['IN_WORDS_PAIRS'] ?? 15);
const COLUMNS = 80;
/** A word that is longer may stand behind its label on one line. */
const LONG_WORD = 40;
const handler =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

it(
  `changes between two files are told in words, on lines that fit: ${PAIRS} pairs`,
  async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProject, arbitraryProject, async (first, second) => {
        const one = await trial(first, {}, { 'sales.ts': handler });
        const made = await one.plan();
        expectWords(made);
        expect(await one.apply(made)).toMatchObject({ failed: 0, notAttempted: 0 });
        one.write(second);
        expectWords(await one.plan());
        expectWords(await one.plan('destroy'));
        await cleanUpTest();
      }),
      { numRuns: PAIRS },
    );
  },
  PAIRS * 30_000,
);

function expectWords(plan: Plan): void {
  const text = planText(plan, plainStyle);
  for (const lines of [text, planMarkdown(plan)].map((all) => all.split('\n')))
    for (const line of lines) expect(line).not.toMatch(/\{"|\[object|undefined/);
  const [changes = ''] = text.split(/^(?:Warnings|Left to people|Refused|Plan:)/m);
  // Whose thing it is by its name; an ARN may stand in what a person has to do.
  expect(changes).not.toContain('arn:aws');
  for (const line of text.split('\n')) {
    const longest = Math.max(...line.split(' ').map(displayWidth));
    if (longest <= LONG_WORD) expect(displayWidth(line), line).toBeLessThanOrEqual(COLUMNS);
  }
  for (const { fields } of plan.changes) for (const field of fields) expect(wordsOf(field)).not.toEqual([]);
}

/** What a person is told of a field. */
function wordsOf(field: FieldChange): readonly string[] {
  if (field.kind === 'set') return [...field.added, ...field.removed].map(({ value }) => value);
  const { before, after, words } = field;
  return [words?.before, words?.after, before, after].filter((value) => typeof value === 'string');
}
