import { randomUUID } from 'node:crypto';

/** Why a handover failed: for the dead letter in AWS's words, for the log in the sandbox's. */
export interface Failure {
  /** EventBridge's ERROR_CODE. */
  readonly code: string;
  readonly why: string;
  /** EventBridge's ERROR_MESSAGE, where its words were recorded; absent: they are not known, and `why` stands there. */
  readonly message?: string;
}

/** The end of a message that a service's client wrote. */
function of(service: 'AmazonSQS' | 'AmazonSNS', status: number, code: string): string {
  return `(Service: ${service}; Status Code: ${status}; Error Code: ${code}; Request ID: ${randomUUID()}; Proxy: null)`;
}

/** What SQS and SNS tell EventBridge where their policy does not let it in (recorded 2026-09-13 and 2026-09-14). */
export function notAuthorized(service: 'sqs' | 'sns', resource: string): string {
  const action = service === 'sqs' ? 'sqs:sendmessage' : 'SNS:Publish';
  const client =
    service === 'sqs' ? of('AmazonSQS', 403, 'AccessDenied') : of('AmazonSNS', 403, 'AuthorizationError');
  return `User: events.amazonaws.com is not authorized to perform: ${action} on resource: ${resource} because no resource-based policy allows the ${action} action ${client}`;
}

/** What SQS tells EventBridge where there is no such queue (recorded 2026-09-13). */
export function noSuchQueue(): string {
  const client = of('AmazonSQS', 400, 'AWS.SimpleQueueService.NonExistentQueue');
  return `The specified queue does not exist or you do not have access to it. ${client}`;
}
