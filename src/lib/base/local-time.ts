/** Moments as a clock on the wall shows them, in one time zone. */
export interface LocalTime {
  /** `14:05:40`. */
  clock(time: number): string;
  /** `14:05`. */
  minute(time: number): string;
  /** `27 Nov 2026`. */
  day(time: number): string;
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
    shortDay: (time) => dayParts(time, 'day', 'month'),
    zone(time) {
      const told = names.map((name) => partOf(name, time, 'timeZoneName'));
      return told.find((text) => !/^GMT[+-]/.test(text)) ?? told[0] ?? 'UTC';
    },
  };
}

function partOf(format: Intl.DateTimeFormat, time: number, of: Intl.DateTimeFormatPartTypes): string {
  return format.formatToParts(time).find(({ type }) => type === of)?.value ?? '';
}
