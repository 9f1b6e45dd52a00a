import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { parseDuration } from '../../language/config/index.js';

const DAY = 86_400_000;
/** A date, with or without a time and a zone. */
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * A moment as people write it, as epoch ms: `2026-03-01`, `2026-03-01T10:00` (UTC where it names no zone), `2h ago`,
 * `now`, `today` and `yesterday` (their beginnings in UTC).
 * @param flag The flag that said it, for the message.
 * @throws GcxError with exit code 64 where it is none of these
 */
export function parseReplayTime(text: string, flag: string, now: number): number {
  const word = text.trim().toLowerCase();
  const today = Math.floor(now / DAY) * DAY;
  if (word === 'now') return now;
  if (word === 'today') return today;
  if (word === 'yesterday') return today - DAY;
  const ago = word.replace(/\s*\bago$/, '');
  const seconds = /^\d+$/.test(ago) ? undefined : parseDuration(ago);
  if (seconds !== undefined) return now - seconds * 1_000;
  const iso = ISO.exec(text.trim());
  if (iso !== null) {
    const zoned = iso[1] === undefined && word.length > 'yyyy-mm-dd'.length ? `${text.trim()}Z` : text.trim();
    const time = Date.parse(zoned.replace(' ', 'T'));
    if (!Number.isNaN(time)) return time;
  }
  throw new GcxError(
    {
      code: 'bad-time',
      what: `${flag} ${text} is not a time.`,
      fix: 'Write a time such as 2026-03-01T10:00:00Z (UTC if it has no time zone), how long ago ("2h ago"), yesterday, today or now.',
    },
    ExitCode.usage,
  );
}
