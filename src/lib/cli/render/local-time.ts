/** Where and how a person reads times. */
export interface TimeReader {
  /** IANA name of the time zone. Absent: this machine's. */
  readonly timeZone?: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `27 Nov 14:20`: a moment in local time, without its zone. */
export function localMoment(time: number, { timeZone }: TimeReader = {}): string {
  return `${localDay(time, { ...(timeZone === undefined ? {} : { timeZone }) })} ${localClock(time, {
    ...(timeZone === undefined ? {} : { timeZone }),
  })}`;
}

/** `27 Nov`. */
export function localDay(time: number, { timeZone }: TimeReader = {}): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, day: 'numeric', month: 'short' });
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
  return `${parts.get('day')} ${parts.get('month')}`;
}

/** `14:20`. */
function localClock(time: number, { timeZone }: TimeReader = {}): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(time);
}

/** `CET`, `EST`, `GMT+9`: the time zone as people there call it, where there is such a word. */
export function zoneName(time: number, { timeZone }: TimeReader = {}): string {
  const names = ['en-GB', 'en-US'].map(
    (locale) =>
      new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
        .formatToParts(time)
        .find(({ type }) => type === 'timeZoneName')?.value ?? '',
  );
  return names.find((name) => !/^GMT[+-]/.test(name)) ?? names[0] ?? '';
}

/** `14:20` for a moment of the last 12 hours, else with its day: a clock alone could be of two days. */
export function momentSeenFrom(time: number, now: number, reader: TimeReader = {}): string {
  return Math.abs(now - time) < DAY / 2 ? localClock(time, reader) : localMoment(time, reader);
}

/** How long, in one word with its unit: `1 min`, `25 min`, `3 h`, `12 d`. Never less than a minute. */
export function lengthText(milliseconds: number): string {
  if (milliseconds < HOUR) return `${Math.max(1, Math.round(milliseconds / MINUTE))} min`;
  if (milliseconds < 2 * DAY) return `${Math.floor(milliseconds / HOUR)} h`;
  return `${Math.floor(milliseconds / DAY)} d`;
}
