import { AwsError } from '../aws-error.js';

/** IAM's errors, in its words. */
export const IamErrors = {
  noRole: (name: string) => noEntity(`The role with name ${name} cannot be found.`),
  noRolePolicy: (name: string) => noEntity(`The role policy with name ${name} cannot be found.`),
  notAttached: (arn: string) => noEntity(`Policy ${arn} was not found.`),
  noBoundary: (role: string) => noEntity(`The role with name ${role} has no permissions boundary.`),
  roleExists: (name: string) =>
    new AwsError('EntityAlreadyExists', `Role with name ${name} already exists.`, { status: 409 }),
  conflict: (message: string) => new AwsError('DeleteConflict', message, { status: 409 }),
  malformed: (message: string) => new AwsError('MalformedPolicyDocument', message),
  limit: (message: string) => new AwsError('LimitExceeded', message, { status: 409 }),
  validation: (message: string) => new AwsError('ValidationError', message),
  invalid: (message: string) => new AwsError('InvalidInput', message),
} as const;

function noEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', message, { status: 404 });
}
