import { parseArn } from '../arn.js';
import type { DeliveryFault } from '../model.js';
import { isBusArn } from './bus-delivery.js';
import { noSuchQueue, notAuthorized } from './failure.js';
import type { Handover } from './queue-delivery.js';

/**
 * How a delivery ends that a fault meets: what is throttled, times out or fails in the target is retried, what is not
 * allowed or is not there is not (EventBridge User Guide, "Using dead-letter queues"; NO_PERMISSIONS and NO_RESOURCE as
 * recorded, [?] the others read off their names). An event bus that is not there loses the event (recorded 2026-09-15).
 */
export function failedBy(fault: DeliveryFault, target: string): Handover {
  const isQueue = parseArn(target)?.service === 'sqs';
  switch (fault.kind) {
    case 'throttle':
      return { kind: 'failed', code: 'THROTTLING', why: `${target} is throttled, as the sandbox was told` };
    case 'timeout':
      return {
        kind: 'failed',
        code: 'TIMEOUT',
        why: `${target} does not answer in time, as the sandbox was told`,
      };
    case 'status':
      return {
        kind: 'failed',
        code: 'ERROR_FROM_TARGET',
        why: `${target} answers with ${fault.status}, as the sandbox was told`,
      };
    case 'deny':
      return {
        kind: 'refused',
        code: 'NO_PERMISSIONS',
        why: `${target} does not let EventBridge in, as the sandbox was told`,
        ...(isQueue ? { message: notAuthorized('sqs', target) } : {}),
      };
    case 'not-found':
      return {
        kind: isBusArn(target) ? 'lost' : 'refused',
        code: 'NO_RESOURCE',
        why: `${target} is not there, as the sandbox was told`,
        ...(isQueue ? { message: noSuchQueue() } : {}),
      };
  }
}
