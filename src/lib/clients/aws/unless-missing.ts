import { hasAwsCode } from './call-error.js';

/** What services call a thing that is not there: most the first; CloudWatch's alarms, SNS, IAM and Step Functions the others. */
const MISSING = [
  'ResourceNotFoundException',
  'ResourceNotFound',
  'NotFoundException',
  'NotFound',
  'NoSuchEntity',
  'NoSuchEntityException',
  'StateMachineDoesNotExist',
];

/** SQS's words for it. */
const MISSING_QUEUE = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue', 'NonExistentQueue'];

/** Whether AWS says that a thing is not there; SQS ({@link isMissingQueue}) and KMS have words of their own. */
export function isMissing(error: unknown): boolean {
  return hasAwsCode(error, ...MISSING);
}

/** Whether SQS answers that there is no such queue. */
export function isMissingQueue(error: unknown): boolean {
  return hasAwsCode(error, ...MISSING_QUEUE);
}

/**
 * Services' words for something that a call only refers to and that is not there (recorded: a mapping's function and SQS
 * queue; a queue's dead-letter queue).
 */
const MISSING_REFERENCE = /Function does not exist|NonExistentQueue|Dead letter target does not exist/;

/** Whether a service answers that what a call is about, or refers to, is not there, in whatever words. */
export function isMissingThing(error: unknown): boolean {
  if (isMissing(error) || isMissingQueue(error)) return true;
  return (
    hasAwsCode(error, 'InvalidParameterValueException', 'InvalidParameterValue', 'InvalidAttributeValue') &&
    MISSING_REFERENCE.test(error.report.what)
  );
}

/** What calls give; undefined where AWS says that the thing is not there. */
export async function unlessMissing<T>(calls: Promise<T>): Promise<T | undefined> {
  try {
    return await calls;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
