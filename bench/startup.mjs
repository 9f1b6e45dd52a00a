// How long gcx takes to start, side by side with bare Node in one run, so that the ratios hold on any machine.
// `npm run bench` prints them; `-- --check` exits 1 where a limit of the project is passed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const gcx = fileURLToPath(new URL('../bin/gcx.js', import.meta.url));
const rounds = Number(process.env.ROUNDS ?? 31);
const folder = mkdtempSync(join(tmpdir(), 'gcx-bench-'));
const empty = join(folder, 'empty.mjs');
writeFileSync(empty, '');

const subjects = [
  { name: 'bare node', args: [empty] },
  { name: 'gcx --version', args: [gcx, '--version'], limit: 1.8 },
  { name: 'gcx --help', args: [gcx, '--help'], limit: 3.5 },
];
const times = new Map(subjects.map(({ name }) => [name, []]));
// One after the other in each round: what slows the machine down for a while slows all of them.
for (let round = 0; round <= rounds; round++) {
  for (const { name, args } of subjects) {
    const start = process.hrtime.bigint();
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
    // The first round fills the disk cache.
    if (round > 0) times.get(name).push(milliseconds);
  }
}
rmSync(folder, { recursive: true });

const bare = median(times.get('bare node'));
let passed = true;
console.log(`node ${process.version}, median of ${rounds} runs`);
for (const { name, limit } of subjects) {
  const time = median(times.get(name));
  const ratio = time / bare;
  const within = limit === undefined || ratio <= limit;
  passed &&= within;
  const verdict = limit === undefined ? '' : `  limit ${limit.toFixed(1)}  ${within ? 'ok' : 'TOO SLOW'}`;
  console.log(
    `${name.padEnd(18)}${time.toFixed(0).padStart(5)} ms  ${ratio.toFixed(2).padStart(5)} x${verdict}`,
  );
}
if (process.argv.includes('--check') && !passed) process.exitCode = 1;

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
