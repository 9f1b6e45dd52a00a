import type { DestinationRecord } from '../../connection-records.js';
import type { OutsideAnswer } from '../../outside/send.js';
import type { Handover } from '../queue-delivery.js';

/** Statuses after which EventBridge tries again (EventBridge user guide, "API destinations"). */
const RETRIED: readonly number[] = [401, 407, 409, 429];

/**
 * What an endpoint's answer means. The codes are of those that AWS lists for dead letters (EventBridge user guide, "Using
 * dead-letter queues"); [?] which one it takes for which answer was not recorded.
 * @param now Epoch milliseconds, for a Retry-After that is a date.
 */
export function handoverOf(answer: OutsideAnswer, { name }: DestinationRecord, now: number): Handover {
  switch (answer.kind) {
    case 'timeout':
      return { kind: 'failed', code: 'TIMEOUT', why: `API destination ${name} did not answer in time` };
    case 'unreachable':
      return {
        kind: 'failed',
        code: 'CONNECTION_FAILURE',
        why: `the server that stands for ${name} cannot be reached: ${answer.why}`,
      };
    case 'unmapped':
      return { kind: 'unsent', why: `not sent: nothing stands for ${answer.host}` };
    case 'answer':
      return ofStatus(answer.status, answer.headers['retry-after'], name, now);
  }
}

function ofStatus(status: number, retryAfter: string | undefined, name: string, now: number): Handover {
  if (status >= 200 && status < 300)
    return { kind: 'done', how: `posted to API destination ${name}, which answered ${status}` };
  const failure = {
    code: status === 429 ? 'THROTTLING' : 'ERROR_FROM_TARGET',
    why: `API destination ${name} answered ${status}`,
  };
  if (!RETRIED.includes(status) && status < 500) return { kind: 'refused', ...failure };
  const seconds = secondsOf(retryAfter, now);
  if (seconds === undefined) return { kind: 'failed', ...failure };
  // A negative one ends the retries.
  if (seconds < 0) return { kind: 'refused', ...failure };
  return { kind: 'failed', retryAfter: seconds, ...failure };
}

/** Seconds that a Retry-After says: a number, or a date, which is never negative. */
function secondsOf(value: string | undefined, now: number): number | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max((date - now) / 1_000, 0);
}
