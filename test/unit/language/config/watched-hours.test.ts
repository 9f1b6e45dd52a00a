import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { watchedStarts } from '../../../../src/lib/language/config/check/watched-hours.js';
import { type Hours, readHours } from '../../../../src/lib/language/names/hours.js';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Asia/Kolkata', 'Australia/Sydney', 'UTC'];
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function hoursOf(text: string): Hours {
  const hours = readHours(text);
  if ('problem' in hours) throw new Error(hours.problem);
  return hours;
}

/** Day of the week and minute of the day, as a clock on the wall of the zone shows them. */
function local(time: number, zone: string): { readonly day: number; readonly minute: number } {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(time);
  const value = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return {
    day: DAYS.indexOf(value('weekday')) + 1,
    minute: Number(value('hour')) * 60 + Number(value('minute')),
  };
}

/** Whether CloudWatch would judge a stretch that begins then: it counts in UTC. */
function isWatched(time: number, hours: Hours, within: number): boolean {
  const { day, minute } = local(time, 'UTC');
  return watchedStarts(hours, within).some(
    ({ days, from, to }) => days.includes(day) && minute >= from && minute <= to,
  );
}

describe('the stretches that are watched', () => {
  it('lie in the hours as a whole, summer and winter, so that no night pages', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1 }),
        fc.integer({ min: 0, max: 1_380 }),
        fc.integer({ min: 30, max: 1_440 }),
        fc.integer({ min: 5, max: 300 }),
        fc.integer({ min: Date.UTC(2026, 0) / 60_000, max: Date.UTC(2027, 0) / 60_000 }),
        (zone, days, from, length, within, at) => {
          const to = Math.min(from + length, 1_440);
          const hours = hoursOf(`${days.join(',')} ${clock(from)}-${clock(to)} ${zone}`);
          if (!isWatched(at * 60_000, hours, within * 60)) return;
          const begin = local(at * 60_000, zone);
          const end = local((at + within) * 60_000 - 1, zone);
          expect(days.map((day) => DAYS.indexOf(day) + 1)).toContain(begin.day);
          expect(begin.minute).toBeGreaterThanOrEqual(from);
          expect(end).toMatchObject({ day: begin.day });
          expect(end.minute).toBeLessThan(to);
        },
      ),
      { numRuns: Number(process.env['HOURS_RUNS'] ?? 150) },
    );
  });

  it('are all of the hours but what summer and winter do not share', () => {
    expect(watchedStarts(hoursOf('Mon-Fri 08:00-18:00 Europe/Berlin'), 7_200)).toEqual([
      { days: [1, 2, 3, 4, 5], from: 7 * 60, to: 14 * 60 },
    ]);
    // A morning in Tokyo is the evening before in UTC.
    expect(watchedStarts(hoursOf('Mon 08:00-10:00 Asia/Tokyo'), 1_800)).toEqual([
      { days: [1], from: 0, to: 30 },
      { days: [7], from: 23 * 60, to: 1_439 },
    ]);
    expect(watchedStarts(hoursOf('daily 08:00-10:00 Europe/Berlin'), 7_200)).toEqual([]);
  });
});

describe('hours', () => {
  it.each([
    ['Mon-Fri 08:00-18:00', 'does not have the form: days, times, time zone'],
    ['Mon-Fry 08:00-18:00 UTC', 'no list of days'],
    ['Mon 18:00-08:00 UTC', 'over midnight'],
    ['Mon 08:00-25:00 UTC', 'between 00:00 and 24:00'],
    ['Mon 08:00-18:00 Europe/Atlantis', 'no time zone'],
    ['Mon 08:00-18:00 CET', 'no time zone'],
  ])('%s are refused', (text, words) => {
    expect(readHours(text)).toMatchObject({ problem: expect.stringContaining(words) });
  });

  it('go over the end of the week', () => {
    expect(hoursOf('Sat-Mon,Wed 00:00-24:00 UTC').days).toEqual([1, 3, 6, 7]);
  });
});
