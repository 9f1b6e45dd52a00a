// How long `npm test` takes on the clock, and how many tests that is; with the load of the machine when it began, as the
// clock also tells how busy it was with other things. `npm run bench` prints it, last; `-- --check` exits 1 where it took
// longer than the limit. It exits 1 where a test fails.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Seconds on two cores that do nothing else. */
const MAX_SECONDS = 240;

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gcx-tests-'));
try {
  const results = join(folder, 'results.json');
  const given = process.argv.slice(2).filter((word) => word !== '--check');
  const [load] = loadavg();
  const began = performance.now();
  const { status, stderr } = spawnSync(
    'npm',
    ['test', '--', '--reporter=json', `--outputFile=${results}`, ...given],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1e9,
    },
  );
  const seconds = (performance.now() - began) / 1000;
  const { numTotalTests, numFailedTests, testResults } = JSON.parse(readFileSync(results, 'utf8'));
  const verdict = seconds <= MAX_SECONDS ? 'ok' : 'TOO LONG';
  console.log(
    `npm test, on ${availableParallelism()} cores, with a load of ${load.toFixed(1)} when it began`,
  );
  console.log(`tests ${numTotalTests}${numFailedTests > 0 ? `, ${numFailedTests} of them FAIL` : ''}`);
  console.log(
    `took ${seconds.toFixed(0)} s  limit ${MAX_SECONDS} s on 2 cores: ${(seconds / MAX_SECONDS).toFixed(2)} times  ${verdict}`,
  );
  // A file that waits for something is seen here: no run is shorter than its longest file.
  const longest = testResults
    .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
    .sort((a, b) => b.seconds - a.seconds);
  for (const { name, seconds: taken } of longest.slice(0, 3))
    console.log(`  ${taken.toFixed(0).padStart(4)} s  ${relative(root, name)}`);
  if (status !== 0) {
    console.error(stderr.slice(-4000));
    process.exitCode = 1;
  } else if (process.argv.includes('--check') && seconds > MAX_SECONDS) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
