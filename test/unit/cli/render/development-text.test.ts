import { expect, it } from 'vitest';
import { developmentEndText } from '../../../../src/lib/cli/render/development-text.js';

it('says which events had no end, because the time was over or it was broken off', () => {
  const text = (events: number) =>
    developmentEndText({ events, counts: { processed: 2, failed: 1 }, reason: 'time', left: [] }, '10m');
  expect(text(3)).toBe(
    '2 handled and 1 failed.\n3 events in 10m. The temporary rules and SQS queue are removed.',
  );
  expect(text(4)).toContain('2 handled, 1 failed and 1 not handled.\n4 events in 10m.');
});
