// How long `npm test` takes: on the clock, in CPU seconds of all its processes, and how many tests that is. The clock also
// tells how busy the machine was with other things; the CPU seconds, shared among two cores, are the least that it takes
// there. `npm run bench` prints it, last; `-- --check` exits 1 where a test fails or that least is over the limit.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Seconds on two cores. */
const MAX_SECONDS = 240;
const CORES_OF_LIMIT = 2;

const folder = mkdtempSync(join(tmpdir(), 'gcx-tests-'));
try {
  const results = join(folder, 'results.json');
  const given = process.argv.slice(2).filter((word) => word !== '--check');
  const began = performance.now();
  // A shell's `times` is what tells the CPU time of ended children, and of theirs.
  const { status, stdout, stderr } = spawnSync(
    'sh',
    [
      '-c',
      'npm test -- --reporter=json --outputFile="$0" "$@" >&2; ended=$?; times; exit $ended',
      results,
      ...given,
    ],
    { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8', maxBuffer: 1e9 },
  );
  const wall = (performance.now() - began) / 1000;
  report(JSON.parse(readFileSync(results, 'utf8')), wall, cpuSeconds(stdout));
  if (status !== 0) {
    console.error(stderr.slice(-4000));
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param times what `times` prints: the shell's own user and system time, and on the second line its children's */
function cpuSeconds(times) {
  const children = times.trim().split('\n').at(-1) ?? '';
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  if (parts.length !== 2) throw new Error(`not what "times" prints: ${times}`);
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

function report({ numTotalTests, numFailedTests }, wall, cpu) {
  const cores = availableParallelism();
  const least = cpu / CORES_OF_LIMIT;
  const verdict = least <= MAX_SECONDS ? 'ok' : 'TOO LONG';
  console.log(`npm test, on ${cores} cores`);
  console.log(`tests ${numTotalTests}${numFailedTests > 0 ? `, ${numFailedTests} of them FAIL` : ''}`);
  console.log(
    `wall ${wall.toFixed(0)} s, CPU ${cpu.toFixed(0)} s: ${((100 * cpu) / (wall * cores)).toFixed(0)} % of the cores' time`,
  );
  console.log(
    `CPU on ${CORES_OF_LIMIT} cores ${least.toFixed(0)} s  limit ${MAX_SECONDS} s: ${(least / MAX_SECONDS).toFixed(2)} times  ${verdict}`,
  );
  if (process.argv.includes('--check') && least > MAX_SECONDS) process.exitCode = 1;
}
