import type { Hours } from '../../names/hours.js';

/** Minutes of a day and of a week. */
const DAY = 1_440;
const WEEK = 7 * DAY;

/** When a stretch may begin, in UTC: on some days of the week, between two minutes of the day, both included. */
export interface WatchedStarts {
  /** 1: Monday, to 7: Sunday. */
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

/**
 * The beginnings, in UTC, of stretches that lie in the hours as a whole: with the clock of summer and that of winter, as
 * CloudWatch counts in UTC only. So what is judged has nothing of a night in it; up to an hour at an end of the day is not watched
 * for half of the year.
 * @param within seconds
 */
export function watchedStarts(hours: Hours, within: number): readonly WatchedStarts[] {
  const offsets = offsetsOf(hours.zone);
  const first = hours.from - Math.min(...offsets);
  const last = hours.to - Math.max(...offsets) - Math.ceil(within / 60);
  if (last < first) return [];
  const parts = hours.days.flatMap((day) => partsByDay((day - 1) * DAY + first, last - first));
  const merged = new Map<string, WatchedStarts>();
  for (const { day, from, to } of parts) {
    const key = `${from}-${to}`;
    const days = [...(merged.get(key)?.days ?? []), day].sort((a, b) => a - b);
    merged.set(key, { days, from, to });
  }
  return [...merged.values()].sort((a, b) => a.from - b.from);
}

/** A stretch of a week, taken apart at midnight of UTC. */
function partsByDay(
  start: number,
  length: number,
): readonly { readonly day: number; readonly from: number; readonly to: number }[] {
  const parts = [];
  let at = ((start % WEEK) + WEEK) % WEEK;
  for (let left = length; left >= 0; ) {
    const from = at % DAY;
    const to = Math.min(from + left, DAY - 1);
    parts.push({ day: Math.floor(at / DAY) + 1, from, to });
    left -= to - from + 1;
    at = (at + (to - from) + 1) % WEEK;
  }
  return parts;
}

/** Years that are looked at for the offsets of a time zone: which they are does not depend on the day. */
const YEARS = [2026, 2027, 2028] as const;

/** The offsets of a time zone to UTC over the year, in minutes. */
function offsetsOf(zone: string): readonly number[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const months = YEARS.flatMap((year) =>
    Array.from({ length: 12 }, (_, month) => Date.UTC(year, month, 15, 12)),
  );
  return [...new Set(months.map((time) => offsetAt(format, time)))];
}

function offsetAt(format: Intl.DateTimeFormat, time: number): number {
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hour = '0', minute = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hour) * 60 + Number(minute));
}
