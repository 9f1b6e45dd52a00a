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
const PAIRS = Number(process.env['IN_WORDS_PAIRS'] ?? 8);
const COLUMNS = 80;
/** A word that is longer may stand behind its label on one line. */
const LONG_WORD = 40;
const handler =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

interface ProjectFile {
  readonly targets: Readonly<Record<string, unknown>>;
  readonly routes: Readonly<Record<string, { readonly targets: readonly string[] }>>;
}

/** Targets that not every test of all projects needs: a topic for each event type, ARNs, other accounts, long inputs. */
const more: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.record(
  {
    'by-type': fc.constant({
      sns: { create: 'calls-{eventType}' },
      subscribers: [{ email: 'data-team-of-the-whole-company@example.com' }],
    }),
    audit: fc.record({
      arn: fc.constant('arn:aws:states:eu-west-1:111122223333:stateMachine:audit'),
      role: fc.constantFrom(
        'arn:aws:iam::111122223333:role/events-to-audit',
        'arn:aws:iam::111122223333:role/service/other',
      ),
      input: fc.constantFrom(
        { template: '{"call": {"id": <id>, "at": "<t>"}}', paths: { id: '$.id', t: '$.time' } },
        { template: '"call <id>"', paths: { id: '$.id' } },
        { template: `{"note": "${'very long '.repeat(20)}<id>"}`, paths: { id: '$.id' } },
        { constant: { deep: [{ a: { b: [] } }, { 'a b': null }], json: '{"x": 1}' } },
      ),
    }),
    partner: fc.constant({
      sqs: { existing: 'arn:aws:sqs:eu-west-1:444455556666:calls' },
      role: 'arn:aws:iam::111122223333:role/events-to-partner',
    }),
  },
  { requiredKeys: [] },
);

/** Any project with some more targets in its first route. */
const project = fc.tuple(arbitraryProject, more).map(([text, extra]) => {
  const file = JSON.parse(text) as ProjectFile;
  const [[name, route] = ['', { targets: [] }]] = Object.entries(file.routes);
  const first = { ...route, targets: [...route.targets, ...Object.keys(extra)].slice(0, 5) };
  return JSON.stringify({
    ...file,
    targets: { ...file.targets, ...extra },
    routes: { ...file.routes, [name]: first },
  });
});

it(
  `changes between two files are told in words, on lines that fit: ${PAIRS} pairs`,
  async () => {
    await fc.assert(
      fc.asyncProperty(project, project, async (first, second) => {
        const one = await trial(first, {}, { 'sales.ts': handler });
        one.secrets.set('CRM_KEY', 'key-of-the-crm');
        const made = await one.plan();
        expectWords(made);
        expect(await one.apply(made)).toMatchObject({ failed: 0, notAttempted: 0 });
        one.write(second);
        expectWords(await one.plan());
        expectWords(await one.plan('destroy'));
        await cleanUpTest();
      }),
      { numRuns: PAIRS, endOnFailure: true },
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
