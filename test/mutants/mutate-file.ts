import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { relative } from 'node:path';
import { MUTANTS, mutated } from './mutants.js';

// What is no source but a file that ships, such as a policy of IAM, is read otherwise than it is written.
const mutant = MUTANTS.find(({ name }) => name === process.env['GCX_MUTANT']);
const read = fs.readFileSync;

if (mutant?.file.startsWith('config/')) {
  // Here already, so that a mutant that no longer fits is no test that fails.
  const text = mutated(mutant, read(mutant.file, 'utf8'));
  fs.readFileSync = ((...given: Parameters<typeof read>) =>
    relative('.', String(given[0])) === mutant.file ? text : read(...given)) as typeof read;
  syncBuiltinESMExports();
}
