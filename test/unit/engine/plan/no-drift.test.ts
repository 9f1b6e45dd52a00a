import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasNotesToWrite } from '../../../../src/lib/engine/apply/index.js';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import { driftOf } from '../../../../src/lib/features/plans/drift.js';
import { cleanUpTest } from '../../../clean-up.js';
import { arbitraryProject } from '../../../harness/arbitrary-project.js';
import { inOtherForms } from '../../../harness/other-forms.js';
import { trial } from '../../../harness/trial.js';

/** NO_DRIFT_FILES=500 for all of them, which takes long. */
const FILES = Number(process.env['NO_DRIFT_FILES'] ?? 7);
const handler =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

/** What any of the files calls existing. */
const named = (service: string, name: string) =>
  [0, 1, 2, 3].map((index) => `arn:aws:${service}:eu-west-1:111122223333:${name}-${index}`);
const THEIRS = {
  topics: named('sns', 'their-topic'),
  queues: named('sqs', 'their-queue'),
  functions: named('lambda', 'function:their-function'),
  buses: [],
  eventTypes: [],
};
const nothing = { changed: [], unclear: [], unseen: [], unnoted: 0 };

/** What a plan says of a pipe that is as its file says. */
const expectNothing = (plan: Plan): void => {
  const { changes, warnings } = plan;
  expect(changes.filter(({ action }) => action !== 'none').map(({ id, fields }) => ({ id, fields }))).toEqual(
    [],
  );
  expect(warnings.filter(({ code }) => code === 'harms-delivery')).toEqual([]);
  expect(driftOf(plan)).toMatchObject(nothing);
  expect(hasNotesToWrite(plan)).toBe(false);
};

/** Lines that say what people set. */
const keptLines = ({ changes }: Plan): readonly string[] =>
  changes.flatMap(({ notes }) => notes.filter((line) => /^(?:set by people|accepted)/.test(line)));

it(
  `nothing is drift after an apply, by another file, in AWS's other forms: ${FILES} pairs of files`,
  async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProject, arbitraryProject, async (file, next) => {
        const one = await trial(file, { existing: THEIRS }, { 'sales.ts': handler });
        one.secrets.set('CRM_KEY', 'key-of-the-crm');
        const plan = await one.plan();
        expect(plan.refusals).toEqual([]);
        expect(await one.apply(plan)).toMatchObject({ failed: 0, notAttempted: 0, noted: { failed: [] } });
        const again = await one.plan();
        expectNothing(again);
        // What another file made gcx set can stay, as a retention does, and is noted then as set by people.
        expect(keptLines(again)).toEqual([]);
        one.wire.alter = inOtherForms;
        expectNothing(await one.plan());

        // Another file is no drift, whatever differs; and nothing is, once it is applied.
        one.write(next);
        const other = await one.plan();
        expect(driftOf(other)).toMatchObject(nothing);
        if (other.refusals.length === 0) {
          expect(await one.apply(other)).toMatchObject({ failed: 0, notAttempted: 0, noted: { failed: [] } });
          expectNothing(await one.plan());
          one.wire.alter = (_action, body) => body;
          expectNothing(await one.plan());
        }
        await cleanUpTest();
      }),
      { numRuns: FILES, endOnFailure: true },
    );
  },
  FILES * 60_000,
);
