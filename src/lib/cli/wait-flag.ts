import { Flags } from '@oclif/core';
import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { durationText, parseDuration } from '../language/config/index.js';

/** Seconds that a lease may be waited for at most. */
const MAX_SECONDS = 43_200;

/** `--wait 5m`: for the lease, where another changes the same pipe. */
export const waitFlag = Flags.string({
  summary:
    'How long to wait if another run is changing this pipe: 90s, 5m, 1h. Default: do not wait; exit code 5.',
  helpValue: 'TIME',
});

/**
 * Milliseconds of `--wait`; none without it.
 * @throws GcxError with exit code 64 where it is no duration, or longer than 12 hours
 */
export function waitMilliseconds(text: string | undefined): number {
  if (text === undefined) return 0;
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds <= MAX_SECONDS) return seconds * 1_000;
  throw new GcxError(
    {
      code: 'bad-duration',
      what:
        seconds === undefined
          ? `--wait ${text} is not a duration.`
          : `--wait ${text} is longer than ${durationText(MAX_SECONDS)}.`,
      fix: 'Write it as 90s, 5m or 1h.',
    },
    ExitCode.usage,
  );
}
