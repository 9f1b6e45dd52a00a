import { hasAwsCode } from './call-error.js';

/** What services call a name that is taken, where a thing is to be made. */
const TAKEN = [
  'ResourceAlreadyExistsException',
  'ResourceInUseException',
  'ResourceConflictException',
  'EntityAlreadyExists',
  'EntityAlreadyExistsException',
  'QueueNameExists',
  'QueueAlreadyExists',
];

/**
 * Whether AWS refused to make a thing because one of its name is there. SNS answers success for an equal topic, and
 * says so only where the tags or attributes differ.
 */
export function isAlreadyThere(error: unknown): boolean {
  if (hasAwsCode(error, ...TAKEN)) return true;
  return (
    hasAwsCode(error, 'InvalidParameter', 'InvalidParameterException') &&
    /already exists with different (?:tags|attributes)/i.test(error.report.what)
  );
}
