import { expect, it } from 'vitest';
import { BREAKAGES, type Breakage, QUIET_BREAKAGES } from '../harness/breakages.js';
import { brokenPipe } from '../harness/broken-pipe.js';
import { expectWhole, unnamed } from '../harness/doctor-breakages.js';
import { type Case, runCases } from './stage/cases.js';
import { drawnPairs } from './stage/pairs.js';
import { withEachSeed } from './stage/seeds.js';

const FILE = 'test/trust/doctor.test.ts';

const ALL = [...BREAKAGES, ...QUIET_BREAKAGES];

/** What is broken of one thing hides what else was, or puts it back: by these words the two are of one thing. */
const THINGS: readonly RegExp[] = [
  /integration|event type/,
  /event bus|^a rule |of a rule|its rule/,
  /^an SQS queue (?!of others)/,
  /SNS topic is deleted|an SNS topic lets|a subscriber is gone|a filter/,
  /\bkey\b/,
  /^a function /,
  /function of a processor/,
  /dead letters/,
];

function areOfOneThing(one: Breakage, other: Breakage): boolean {
  return THINGS.some((words) => words.test(one.name) && words.test(other.name));
}

function caseOf(broken: readonly Breakage[]): Case {
  return {
    name: broken.map(({ name }) => name).join(' + '),
    run: async () => {
      const pipe = await brokenPipe();
      expect(await pipe.diagnose()).toMatchObject({ findings: [], unseen: [] });
      for (const each of broken) await each.break(pipe);
      const found = await pipe.diagnose();
      expect(unnamed(found, broken)).toEqual([]);
      expectWhole(found);
    },
  };
}

it('doctor names each breakage that is alone', async () => {
  const cases = ALL.map((each) => caseOf([each]));
  await withEachSeed(async () => {
    expect(await runCases(FILE, 'alone', cases)).toBeGreaterThan(0);
  });
});

it('doctor names both of two', async () => {
  await withEachSeed(async () => {
    const cases = drawnPairs('doctor-pairs', ALL, (one, other) => !areOfOneThing(one, other)).map((pair) =>
      caseOf(pair),
    );
    expect(await runCases(FILE, 'pairs', cases)).toBeGreaterThan(0);
  });
});
