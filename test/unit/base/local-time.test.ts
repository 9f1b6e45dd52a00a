import { expect, test } from 'vitest';
import { localTime } from '../../../src/lib/base/local-time.js';

test('a moment is written as people of its time zone read it, the month in three letters', () => {
  const at = Date.UTC(2026, 8, 1, 4, 5, 6);
  const shown = (zone: string) => {
    const time = localTime(zone);
    return [time.day(at), time.shortDay(at), time.minute(at), time.clock(at), time.zone(at)];
  };
  expect(shown('Europe/Berlin')).toEqual(['1 Sep 2026', '1 Sep', '06:05', '06:05:06', 'CEST']);
  expect(shown('America/New_York')).toEqual(['1 Sep 2026', '1 Sep', '00:05', '00:05:06', 'EDT']);
  expect(shown('Asia/Tokyo').at(-1)).toBe('GMT+9');
});
