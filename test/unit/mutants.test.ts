import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MUTANTS, mutated } from '../mutants/mutants.js';

test('what each mutant takes out is where it says, once', () => {
  const misplaced = MUTANTS.flatMap((mutant) => {
    const file = mutant.file.startsWith('config/') ? mutant.file : `src/lib/${mutant.file}`;
    try {
      mutated(mutant, readFileSync(file, 'utf8'));
      return [];
    } catch (error) {
      return [String(error)];
    }
  });
  expect(misplaced).toEqual([]);
});
