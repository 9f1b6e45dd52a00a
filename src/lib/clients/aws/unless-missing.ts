import { hasAwsCode } from './call-error.js';

/** What services call a thing that is not there: most the first; CloudWatch's alarms, SNS and IAM the others. */
const MISSING = [
  'ResourceNotFoundException',
  'ResourceNotFound',
  'NotFoundException',
  'NotFound',
  'NoSuchEntity',
  'NoSuchEntityException',
];

/** Whether AWS says that a thing is not there; SQS and KMS have words of their own. */
export function isMissing(error: unknown): boolean {
  return hasAwsCode(error, ...MISSING);
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
