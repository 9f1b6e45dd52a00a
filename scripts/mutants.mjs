// Takes promises of gcx out of its sources, one at a time, and looks whether the test that holds each one fails (all of them pass
// without: `npm test`). Prints a table; exit code 1 where a mutant survives. `npm run mutants -- WORD` runs those with a word in their names.

import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { outputFiles } = buildSync({
  entryPoints: [`${root}test/mutants/mutants.ts`],
  bundle: true,
  format: 'esm',
  write: false,
});
const { MUTANTS } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`
);

/** Runs a test file with a mutant. */
function run(test, name) {
  const args = ['vitest', 'run', '--config', 'test/mutants/vitest.config.ts', '--reporter=dot', test];
  const env = { ...process.env, NO_COLOR: '1', GCX_MUTANT: name };
  return new Promise((resolve) => {
    execFile('npx', args, { cwd: root, env, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ passed: error === null, output: stdout + stderr }),
    );
  });
}

const [word = ''] = process.argv.slice(2);
const mutants = MUTANTS.filter(({ name }) => name.includes(word));
let survivors = 0;
const waiting = [...mutants];
async function lane() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { name, test } = next;
    const { passed, output } = await run(test, name);
    const outcome = passed ? 'survived' : /\bFailed Tests\b/.test(output) ? 'killed' : 'no test ran';
    if (outcome !== 'killed') survivors += 1;
    console.log(`${outcome.padEnd(12)}${name}\n${' '.repeat(12)}${test}`);
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, lane));
console.log(`\n${mutants.length - survivors} of ${mutants.length} mutants killed`);
process.exitCode = survivors === 0 ? 0 : 1;
