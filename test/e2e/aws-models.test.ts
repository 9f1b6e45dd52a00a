import { beforeAll, expect, test } from 'vitest';
import { judge } from '../harness/aws-models/judge.js';
import { type Tour, tourOfCommands } from '../harness/aws-models/tour.js';

let tour: Tour;
beforeAll(async () => {
  tour = await tourOfCommands();
});

test('every command of the tour ends well', () => {
  for (const [command, { code, stderr, stdout }] of Object.entries(tour.outcomes))
    expect(code, `${command}\n${stderr}\n${stdout}`).toBe(0);
});

test('the models of botocore accept every request of gcx, and parse every answer of the sandbox', () => {
  expect([...new Set(tour.exchanges.flatMap(judge))]).toEqual([]);
});
