import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanUpTest } from '../../../clean-up.js';
import { arbitraryProject } from '../../../harness/arbitrary-project.js';
import { trial } from '../../../harness/trial.js';

/** NO_DRIFT_FILES=500 for all of them, which takes long. */
const FILES = Number(process.env['NO_DRIFT_FILES'] ?? 25);
const handler =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

it(
  `after an apply nothing differs, nothing harms and nothing is noted: ${FILES} files`,
  async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProject, async (file) => {
        const one = await trial(file, {}, { 'sales.ts': handler });
        const plan = await one.plan();
        expect(plan.refusals).toEqual([]);
        expect(await one.apply(plan)).toMatchObject({ failed: 0, notAttempted: 0 });
        const { changes, warnings } = await one.plan();
        expect(
          changes.filter(({ action }) => action !== 'none').map(({ id, fields }) => ({ id, fields })),
        ).toEqual([]);
        expect(warnings.filter(({ code }) => code === 'harms-delivery')).toEqual([]);
        expect(
          changes.flatMap(({ notes }) => notes.filter((line) => /^(?:set by people|accepted)/.test(line))),
        ).toEqual([]);
        await cleanUpTest();
      }),
      { numRuns: FILES },
    );
  },
  FILES * 30_000,
);
