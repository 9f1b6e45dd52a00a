import { backoffMilliseconds } from '../../base/net/index.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import { unlessMissing } from './unless-missing.js';

/** Attempts to delete a rule or bus that still seems to hold something: some 12 seconds in all. */
const deleteAttempts = 8;

const BACKOFF = { baseMilliseconds: 200, maxMilliseconds: 5_000 };

/** Deletes; where EventBridge has not noticed yet that the last target or rule is gone, again after a while. */
export async function untilEmpty(caller: AwsCaller, send: () => Promise<unknown>): Promise<void> {
  for (let failures = 1; ; failures++) {
    try {
      await unlessMissing(send());
      return;
    } catch (error) {
      if (!(isNotEmpty(error) && failures < deleteAttempts)) throw error;
      await caller.runtime.sleep(backoffMilliseconds(BACKOFF, failures, caller.runtime.random()));
    }
  }
}

function isNotEmpty(error: unknown): boolean {
  return (
    hasAwsCode(error, 'ValidationException') &&
    /can't be deleted since it has (?:targets|rules)/i.test(error.report.what)
  );
}
