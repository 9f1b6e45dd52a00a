import { describe, expect, test } from 'vitest';
import { parseReplayTime } from '../../../../src/lib/features/replay/index.js';

const NOW = Date.parse('2026-03-05T10:30:00Z');

describe('a time of a replay', () => {
  test.each([
    ['now', '2026-03-05T10:30:00.000Z'],
    ['today', '2026-03-05T00:00:00.000Z'],
    ['yesterday', '2026-03-04T00:00:00.000Z'],
    ['2h ago', '2026-03-05T08:30:00.000Z'],
    ['90m', '2026-03-05T09:00:00.000Z'],
    ['1d12h ago', '2026-03-03T22:30:00.000Z'],
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    // UTC, whatever the zone of the machine.
    ['2026-03-01T10:00', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01 10:00:30', '2026-03-01T10:00:30.000Z'],
    ['2026-03-01T10:00:00.250Z', '2026-03-01T10:00:00.250Z'],
    ['2026-03-01T10:00+02:00', '2026-03-01T08:00:00.000Z'],
  ])('%s', (text, time) => {
    expect(new Date(parseReplayTime(text, '--from', NOW)).toISOString()).toBe(time);
  });

  test.each(['', '2', '2026', '2026-13-01', '03/01/2026', 'tomorrow', '2h later', 'ago', '2026-03-01T25:00'])(
    '"%s" is none, and says what is',
    (text) => {
      expect(() => parseReplayTime(text, '--from', NOW)).toThrow(
        expect.objectContaining({ exitCode: 64, report: expect.objectContaining({ code: 'bad-time' }) }),
      );
    },
  );
});
