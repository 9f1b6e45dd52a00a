import { expect, it } from 'vitest';
import type { Why } from '../../src/lib/features/why/index.js';
import { sandboxId } from '../../src/lib/sandbox/genesys/sandbox-id.js';
import { BREAKAGES, type Breakage } from '../harness/breakages.js';
import { BROKEN_PIPE_FILE, type BrokenPipe, brokenPipe } from '../harness/broken-pipe.js';
import { asked, CANARY, call, callId, happens, SALES_SUPPORT, seedOf } from '../harness/called.js';
import { VIRTUAL_START } from '../harness/virtual-clock.js';
import { type Case, runCases } from './stage/cases.js';
import { drawnPairs } from './stage/pairs.js';
import { withEachSeed } from './stage/seeds.js';

const FILE = 'test/trust/why.test.ts';
const HOUR = 3_600_000;

/** The example organization's queue 911. */
const OTHER_QUEUE = sandboxId('queue', 'Home', '911');

/** Where on the pipe breakages are, by their names: a call meets the first of them first. */
const PLACES: readonly RegExp[] = [
  /integration/,
  /event type/,
  /event bus/,
  /^a rule |of a rule|its rule/,
  /^an? (?:SQS queue|SNS topic|key|function|role)|policy of a key|SQS queue of a processor/,
];
/** Behind the targets. */
const BEHIND = /subscriber|filter|of a processor may|processor is deleted|mapping|may not run/;

function placeOf({ name }: Breakage): number {
  if (BEHIND.test(name)) return PLACES.length;
  const place = PLACES.findIndex((words) => words.test(name));
  return place === -1 ? PLACES.length - 1 : place;
}

/** What is deleted cannot be broken otherwise any more. */
function deletionsLast(one: Breakage, other: Breakage): number {
  const isDeletion = ({ name }: Breakage) => Number(/deleted|gone/.test(name));
  return isDeletion(one) - isDeletion(other);
}

function caseOf(broken: readonly Breakage[]): Case {
  return {
    name: broken.map(({ name }) => name).join(' + '),
    run: async () => {
      const begin = VIRTUAL_START + 2 * HOUR;
      const seedFile = seedOf([call(1, [SALES_SUPPORT, OTHER_QUEUE], { begin })]);
      const pipe = await brokenPipe(BROKEN_PIPE_FILE, { seedFile });
      for (const each of [...broken].sort(deletionsLast)) await each.break(pipe);
      await happens(pipe, callId(1));
      await pipe.clock.sleep(HOUR);
      const why = await asked(pipe, callId(1));
      const first = Math.min(...broken.map(placeOf));
      const causes = broken.filter((each) => placeOf(each) === first).map(({ cause }) => cause);
      expect(
        causes.some((cause) => cause.test(why.sentence)),
        `${why.sentence}\n${JSON.stringify(why, null, 1)}`,
      ).toBe(true);
      expect(why.outcome).not.toBe('reached');
      await expectTrue(pipe, why);
      for (const canary of Object.values(CANARY)) expect(JSON.stringify(why)).not.toContain(canary);
    },
  };
}

/** Never "delivered" of what was not, nor the reverse. */
async function expectTrue({ sandbox }: BrokenPipe, { events }: Why): Promise<void> {
  const delivered = (await sandbox.deliveries()).filter(
    ({ outcome, rule }) => outcome === 'delivered' && rule !== undefined,
  );
  const truth = new Set(delivered.map(({ rule, target }) => `${rule} ${target}`));
  for (const { routes } of events)
    for (const { rule = '', targets } of routes)
      for (const { arn, fate } of targets) {
        if (fate.kind === 'unknown' || fate.kind === 'trying') continue;
        expect([arn, fate, fate.kind === 'delivered']).toEqual([arn, fate, truth.has(`${rule} ${arn}`)]);
      }
}

it('why gives the true cause of each breakage that is alone', async () => {
  const cases = BREAKAGES.map((each) => caseOf([each]));
  await withEachSeed(async () => {
    expect(await runCases(FILE, 'alone', cases)).toBeGreaterThan(0);
  });
});

it('why gives the first cause of two', async () => {
  await withEachSeed(async () => {
    const cases = drawnPairs('why-pairs', BREAKAGES).map((pair) => caseOf(pair));
    expect(await runCases(FILE, 'pairs', cases)).toBeGreaterThan(0);
  });
});
