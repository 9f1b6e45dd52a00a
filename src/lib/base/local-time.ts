/** Moments as a clock on the wall shows them, in one time zone. */
export interface LocalTime {
  /** `14:05:40`. */
  clock(time: number): string;
  /** `14:05`. */
  minute(time: number): string;
  /** `27 Nov 2026`. */
  day(time: number): string;
  /** What the zone is called at that moment: `CET`, else `GMT+1`. */
  zone(time: number): string;
}

/**
 * @param timeZone of the IANA database, such as `Europe/Berlin`; absent: this machine's
 */
export function localTime(timeZone?: string): LocalTime {
  const zoned = timeZone === undefined ? {} : { timeZone };
  const clock = new Intl.DateTimeFormat('en-GB', { ...zoned, timeStyle: 'medium' });
  const day = new Intl.DateTimeFormat('en-GB', { ...zoned, dateStyle: 'medium' });
  // British English knows the names of Europe's zones, American those of America's.
  const names = ['en-GB', 'en-US'].map(
    (locale) => new Intl.DateTimeFormat(locale, { ...zoned, timeZoneName: 'short' }),
  );
  return {
    clock: (time) => clock.format(time),
    minute: (time) => clock.format(time).slice(0, 5),
    day: (time) => day.format(time),
    zone(time) {
      const told = names.map((name) => partOf(name.formatToParts(time)));
      return told.find((text) => !/^GMT[+-]/.test(text)) ?? told[0] ?? 'UTC';
    },
  };
}

function partOf(parts: readonly Intl.DateTimeFormatPart[]): string {
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC';
}
