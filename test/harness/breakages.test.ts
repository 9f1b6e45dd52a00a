import { expect, it } from 'vitest';
import { BREAKAGES, QUIET_BREAKAGES } from './breakages.js';
import { brokenPipe, reachedTargets } from './broken-pipe.js';

// All of them: BREAKAGES=all. Each takes a pipe of its own.
const some = process.env['BREAKAGES'] === 'all' ? BREAKAGES : [];

it('each has a name of its own', () => {
  const names = [...BREAKAGES, ...QUIET_BREAKAGES].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(20);
});

it('before any breakage, events reach every target', async () => {
  expect(await reachedTargets(await brokenPipe())).toEqual(EVERY);
});

it.each(some)('$name: its targets get nothing, and the others what they got', async (breakage) => {
  const pipe = await brokenPipe();
  await breakage.break(pipe);
  expect(await reachedTargets(pipe)).toEqual(EVERY.filter((each) => !breakage.targets.includes(each)));
});

const EVERY = ['board', 'inbox', 'relay', 'sales', 'sealed', 'sync', 'theirs', 'wall'];
