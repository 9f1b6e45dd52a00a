import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';

/**
 * Goes on where making or changing a function went well.
 * @throws GcxError `function-failed`, with Lambda's reason, where it failed
 */
export function requireWorking(name: string, live: FunctionConfiguration): void {
  const failed =
    live.State === 'Failed'
      ? { reason: live.StateReason, code: live.StateReasonCode }
      : live.LastUpdateStatus === 'Failed'
        ? { reason: live.LastUpdateStatusReason, code: live.LastUpdateStatusReasonCode }
        : undefined;
  if (failed === undefined) return;
  throw new GcxError({
    code: 'function-failed',
    what: `Lambda could not set up function ${name}: ${failed.reason ?? failed.code ?? 'it gives no reason'}`,
    fix: `Fix what Lambda reports, then run ${gcxCommand('apply')} again.`,
  });
}
