/** When something is expected: on some days of the week, between two times of a time zone. */
export interface Hours {
  /** As written. */
  readonly text: string;
  /** 1: Monday, to 7: Sunday. */
  readonly days: readonly number[];
  /** Minutes after midnight, as the one below. */
  readonly from: number;
  readonly to: number;
  /** IANA's name, as Europe/Berlin. */
  readonly zone: string;
}

const DAYS: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const FORM = /^(\S+) (\d\d):(\d\d)-(\d\d):(\d\d) (\S+)$/;

/**
 * Reads hours such as `Mon-Fri 08:00-18:00 Europe/Berlin`; days can be a list (`Mon,Wed,Sat-Sun`) or `daily`.
 * @returns what is wrong, as a sentence, where it is none
 */
export function readHours(text: string): Hours | { readonly problem: string } {
  const match = FORM.exec(text.trim().replaceAll(/\s+/g, ' '));
  if (match === null)
    return { problem: `"${text.slice(0, 60)}" does not have the form: days, times, time zone.` };
  const [, dayText = '', fromHour, fromMinute, toHour, toMinute, zone = ''] = match;
  const days = readDays(dayText);
  if (days === undefined) return { problem: `"${dayText.slice(0, 40)}" is no list of days of the week.` };
  const from = minutes(fromHour, fromMinute);
  const to = minutes(toHour, toMinute);
  if (from === undefined || to === undefined) return { problem: 'A time is between 00:00 and 24:00.' };
  if (from >= to)
    return { problem: 'The hours end before they begin; what goes over midnight is no one day.' };
  if (!isZone(zone)) return { problem: `There is no time zone "${zone.slice(0, 40)}".` };
  return { text: text.trim(), days, from, to, zone };
}

function readDays(text: string): readonly number[] | undefined {
  if (/^daily$/i.test(text)) return [1, 2, 3, 4, 5, 6, 7];
  const days = new Set<number>();
  for (const part of text.split(',')) {
    const [first = '', last = first] = part.split('-').map((each) => each.toLowerCase());
    const start = DAYS.indexOf(first);
    const end = DAYS.indexOf(last);
    if (start === -1 || end === -1 || part.split('-').length > 2) return undefined;
    // Sat-Mon goes over the end of the week.
    for (let day = start; ; day = (day + 1) % 7) {
      days.add(day + 1);
      if (day === end) break;
    }
  }
  return [...days].sort((a, b) => a - b);
}

function minutes(hour = '', minute = ''): number | undefined {
  const total = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && total <= 1_440 ? total : undefined;
}

function isZone(zone: string): boolean {
  if (!zone.includes('/') && zone !== 'UTC') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
