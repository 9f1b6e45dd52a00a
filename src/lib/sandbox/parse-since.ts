import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';

const MILLISECONDS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time (ISO 8601), or how long before `now` (`30s`, `10m`, `2h`, `1d`), as epoch ms. @throws GcxError else */
export function parseSince(text: string, now: number): number {
  const ago = text.match(/^(\d+)([smhd])$/);
  const unit = MILLISECONDS[ago?.[2] ?? ''];
  if (ago !== null && unit !== undefined) return now - Number(ago[1]) * unit;
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new GcxError(
    {
      code: 'bad-time',
      what: `--since ${text} is not a time.`,
      fix: 'Write how long ago, such as 10m or 2h, or a time such as 2026-11-21T08:00:00Z.',
    },
    ExitCode.usage,
  );
}
