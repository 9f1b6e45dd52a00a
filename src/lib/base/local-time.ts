/** Moments as a clock on the wall shows them, in one time zone. */
export interface LocalTime {
  /** `14:05:40`. */
  clock(time: number): string;
  /** `14:05`. */
  minute(time: number): string;
  /** `27 Nov 2026`. */
  day(time: number): string;
  /** `2026-11-27`. */
  isoDay(time: number): string;
  /** `27 Nov`. */
  shortDay(time: number): string;
  /** What people there call the zone at that moment: `CET`, `EST`, else `GMT+9`. */
  zone(time: number): string;
}

/**
 * @param timeZone of the IANA database, such as `Europe/Berlin`; absent: this machine's
 */
export function localTime(timeZone?: string): LocalTime {
  const zoned = timeZone === undefined ? {} : { timeZone };
  const clock = new Intl.DateTimeFormat('en-GB', { ...zoned, timeStyle: 'medium' });
  // British English writes "Sept".
  const day = new Intl.DateTimeFormat('en-US', { ...zoned, dateStyle: 'medium' });
  // Swedish writes days as ISO 8601 does.
  const isoDay = new Intl.DateTimeFormat('sv-SE', { ...zoned, dateStyle: 'short' });
  // British English knows the names of Europe's zones, American those of America's.
  const names = ['en-GB', 'en-US'].map(
    (locale) => new Intl.DateTimeFormat(locale, { ...zoned, timeZoneName: 'short' }),
  );
  const dayParts = (time: number, ...types: readonly ('day' | 'month' | 'year')[]) =>
    types.map((type) => partOf(day, time, type)).join(' ');
  return {
    clock: (time) => clock.format(time),
    minute: (time) => clock.format(time).slice(0, 5),
    day: (time) => dayParts(time, 'day', 'month', 'year'),
    isoDay: (time) => isoDay.format(time),
    shortDay: (time) => dayParts(time, 'day', 'month'),
    zone(time) {
      const told = names.map((name) => partOf(name, time, 'timeZoneName'));
      return told.find((text) => !/^GMT[+-]/.test(text)) ?? told[0] ?? 'UTC';
    },
  };
}

/** A moment as a clock shows it there and in UTC: `15:05:40 CET (14:05:40 UTC)`; once where there is UTC. */
export function bothClocks(time: LocalTime, at: number): string {
  const utc = `${new Date(at).toISOString().slice(11, 19)} UTC`;
  const zone = time.zone(at);
  return zone === 'UTC' ? utc : `${time.clock(at)} ${zone} (${utc})`;
}

/** A moment with its day: `2026-03-01 11:00:00 CET (10:00:00 UTC)`, with the day of UTC where that is another; once where there is UTC. */
export function bothTimes(time: LocalTime, at: number): string {
  const [day = '', utc = ''] = new Date(at).toISOString().slice(0, 19).split('T');
  const zone = time.zone(at);
  if (zone === 'UTC') return `${day} ${utc} UTC`;
  const localDay = time.isoDay(at);
  return `${localDay} ${time.clock(at)} ${zone} (${localDay === day ? '' : `${day} `}${utc} UTC)`;
}

function partOf(format: Intl.DateTimeFormat, time: number, of: Intl.DateTimeFormatPartTypes): string {
  return format.formatToParts(time).find(({ type }) => type === of)?.value ?? '';
}
