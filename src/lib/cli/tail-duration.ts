import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { durationText, parseDuration } from '../language/config/index.js';

/** Seconds that a tail may run at most: what is temporary has an end. */
const MAX_SECONDS = 43_200;

/**
 * Seconds of `--for`.
 * @throws GcxError with exit code 64 where it is no duration, or not from 1 second to 12 hours
 */
export function tailSeconds(text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds >= 1 && seconds <= MAX_SECONDS) return seconds;
  throw new GcxError(
    {
      code: 'bad-duration',
      what:
        seconds === undefined
          ? `--for ${text} is not a duration.`
          : `--for ${text} is not from 1s to ${durationText(MAX_SECONDS)}.`,
      fix: 'Write it as 90s, 5m or 2h.',
    },
    ExitCode.usage,
  );
}
