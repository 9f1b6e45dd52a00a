import { expect, test } from 'vitest';
import { bothClocks, bothTimes, localTime } from '../../../src/lib/base/local-time.js';

const at = Date.parse('2026-03-01T23:30:00Z');

test.each([
  ['Europe/Berlin', '00:30:00 CET (23:30:00 UTC)', '2026-03-02 00:30:00 CET (2026-03-01 23:30:00 UTC)'],
  ['America/New_York', '18:30:00 EST (23:30:00 UTC)', '2026-03-01 18:30:00 EST (23:30:00 UTC)'],
  ['UTC', '23:30:00 UTC', '2026-03-01 23:30:00 UTC'],
])('in %s', (zone, clocks, times) => {
  expect(bothClocks(localTime(zone), at)).toBe(clocks);
  expect(bothTimes(localTime(zone), at)).toBe(times);
});
