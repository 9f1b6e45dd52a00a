import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

/**
 * What a run of the tests draws from, a number from 0 to 16,777,215: `TEST_SEED`, or what git calls the content of the commit.
 * So each commit is tried with draws of its own, and a commit that passed here passes elsewhere. Without git: any.
 */
export function seedOfContent(): number {
  const given = process.env['TEST_SEED'];
  if (given !== undefined) return Number(given);
  const { stdout } = spawnSync('git', ['rev-parse', 'HEAD^{tree}'], { encoding: 'utf8' });
  return /^[0-9a-f]{40}/.test(stdout ?? '')
    ? Number.parseInt(stdout.slice(0, 6), 16)
    : randomInt(0x1_00_00_00);
}
