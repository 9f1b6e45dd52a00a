import { expect, it } from 'vitest';
import { mostWithin, ratedRun } from './rated-run.js';

it('a server that refuses every tenth request gets each event once, at the rate of the API destination', async () => {
  const { taken, times, refused, outcomes } = await ratedRun(60, 20, (request) => request % 10 === 3);
  expect([...taken].sort((one, other) => one - other)).toEqual(Array.from({ length: 60 }, (_, id) => id));
  expect(refused).toBeGreaterThan(5);
  expect(mostWithin(1_000, times)).toBeLessThanOrEqual(20);
  expect([...outcomes].sort()).toEqual(['delivered', 'retried']);
});
