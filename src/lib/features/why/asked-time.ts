import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { parseDuration } from '../../language/config/index.js';

/** Ms before and after the time around which a conversation is looked for. */
const AROUND = 30 * 60_000;
const DAY = 86_400_000;

/** A time of this machine's zone: `14:00` (the last one), `yesterday 14:00`, `2026-11-27 14:00`. Epoch ms. */
export function aroundTime(text: string, now: number): { readonly from: Date; readonly to: Date } {
  const match = /^(?:(\d{4})-(\d\d)-(\d\d)|(yesterday|today))?[ T]?(\d{1,2}):(\d\d)$/.exec(text.trim());
  if (match === null) throw noTime('--around', text, '14:00, "yesterday 14:00" or "2026-11-27 14:00"');
  const [, year, month, day, word, hour, minute] = match;
  const date = year === undefined ? new Date(now) : new Date(Number(year), Number(month) - 1, Number(day));
  date.setHours(Number(hour), Number(minute), 0, 0);
  const past = year === undefined && (word === 'yesterday' || (word === undefined && date.getTime() > now));
  if (past) date.setDate(date.getDate() - 1);
  return { from: new Date(date.getTime() - AROUND), to: new Date(date.getTime() + AROUND) };
}

/** When a time begins: `yesterday`, `today`, a duration such as `2h`, or a day such as `2026-11-27`. */
export function sinceTime(text: string, now: number): Date {
  const word = text.trim();
  const midnight = new Date(now);
  midnight.setHours(0, 0, 0, 0);
  if (word === 'today') return midnight;
  if (word === 'yesterday') {
    midnight.setDate(midnight.getDate() - 1);
    return midnight;
  }
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(word);
  if (day !== null) return new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3]));
  const seconds = parseDuration(word);
  if (seconds === undefined || seconds <= 0)
    throw noTime('--since', text, 'yesterday, today, 2h or 2026-11-27');
  return new Date(now - seconds * 1_000);
}

/** The time in which a conversation is looked for where nothing is said: the last day. */
export function lastDay(now: number): { readonly from: Date; readonly to: Date } {
  return { from: new Date(now - DAY), to: new Date(now) };
}

function noTime(flag: string, text: string, forms: string): GcxError {
  return new GcxError(
    { code: 'usage', what: `${flag} ${text.slice(0, 40)} is not a time.`, fix: `Write it as ${forms}.` },
    ExitCode.usage,
  );
}
