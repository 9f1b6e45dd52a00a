import { ExitCode } from '../../base/exit-codes.js';
import type { GcxError } from '../../base/gcx-error.js';
import { Limits } from '../../base/limits.js';
import { backoffMilliseconds } from '../../base/net/index.js';
import { AwsCallError, isThrottling } from './call-error.js';
import type { AwsCaller } from './caller.js';

/** Attempts for entries that failed for a reason that passes. */
const entryAttempts = 6;

const entryBackoff = { baseMilliseconds: 200, maxMilliseconds: 5_000 };

/** An entry of a request that EventBridge answered with HTTP 200 and still did not carry out. */
export interface FailedEntry {
  readonly TargetId?: string | undefined;
  readonly ErrorCode?: string | undefined;
  readonly ErrorMessage?: string | undefined;
}

/** Sends entries in requests of ten; those that failed for a reason that passes again, others are an error. */
export async function inRequests<E>(
  caller: AwsCaller,
  entries: readonly E[],
  id: (entry: E) => string,
  send: (some: readonly E[]) => Promise<readonly FailedEntry[]>,
  action: string,
  rule: string,
): Promise<void> {
  const size = Limits.targetEntriesPerRequest;
  let done = 0;
  for (let start = 0; start < entries.length; start += size) {
    let left = entries.slice(start, start + size);
    for (let failures = 1; left.length > 0; failures++) {
      const failed = await send(left);
      done += left.length - failed.length;
      const final = failed.filter((entry) => !isPassing(entry) || failures >= entryAttempts);
      if (final.length > 0) throw failedEntries(final, done, action, rule, caller.region);
      const ids = new Set(failed.map(({ TargetId }) => TargetId));
      left = left.filter((entry) => ids.has(id(entry)));
      if (left.length > 0) {
        await caller.runtime.sleep(backoffMilliseconds(entryBackoff, failures, caller.runtime.random()));
      }
    }
  }
}

/** Codes of entries with which EventBridge says that it failed itself (PutEvents' documented ones; for rules [?]). */
const INTERNAL = ['InternalFailure', 'InternalException', 'InternalError', 'ServiceUnavailable'];

/** Whether an entry failed because of a concurrent change, of too many calls, or of EventBridge's own doing. */
function isPassing({ ErrorCode = '' }: FailedEntry): boolean {
  return (
    ErrorCode === 'ConcurrentModificationException' || isThrottling(ErrorCode) || INTERNAL.includes(ErrorCode)
  );
}

function failedEntries(
  failed: readonly FailedEntry[],
  done: number,
  action: string,
  rule: string,
  region: string,
): GcxError {
  const lines = failed.map(
    ({ TargetId, ErrorCode, ErrorMessage }) =>
      `target ${TargetId ?? '?'}: ${ErrorMessage ?? ''} (${ErrorCode ?? '?'})`,
  );
  return new AwsCallError(
    {
      code: 'aws-entries-failed',
      what: `AWS did not carry out ${action} for ${failed.length === 1 ? 'a target' : `${failed.length} targets`} of rule ${rule}.`,
      where: `AWS ${action} ${rule}, ${region}`,
      ...(failed.every(isPassing) ? { retryable: true } : {}),
      details: [
        ...lines,
        ...(done === 0
          ? []
          : [done === 1 ? 'The other target was done.' : `The other ${done} targets were done.`]),
      ],
    },
    ExitCode.error,
    failed[0]?.ErrorCode ?? 'FailedEntries',
    false,
    done > 0,
  );
}
