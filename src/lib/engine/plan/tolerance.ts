import { GcxError } from '../../base/gcx-error.js';

/** A part of what a plan is made of: a reading's name, or one of the words of make-plan. */
export type PlanPart = string;

/**
 * For who only looks, and wants to know all that can be known: told what could not be read or is not so that it can be
 * planned. The plan is made without it, and says nothing true of what hangs on it.
 */
export type OnFailedPart = (part: PlanPart, error: GcxError) => void;

/**
 * Reads a part of a plan. Where somebody is told of failures, the plan goes on with what stands in for it; what another
 * try may fix (no answer, throttled) and credentials that are none end the plan all the same.
 */
export async function partOr<Value>(
  part: PlanPart,
  onFailed: OnFailedPart | undefined,
  instead: () => Value | Promise<Value>,
  read: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (onFailed === undefined || !(error instanceof GcxError) || isOfEverything(error)) throw error;
    onFailed(part, error);
    return instead();
  }
}

function isOfEverything({ report }: GcxError): boolean {
  return (
    report.retryable === true || /credentials|unauthorized|login|network|not-understood/.test(report.code)
  );
}
