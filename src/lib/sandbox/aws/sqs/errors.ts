import { AwsError } from '../aws-error.js';

/** A code of SQS's query protocol, behind the shape's name of its JSON protocol. */
function modelled(code: string, message: string, queryCode: string, status = 400): AwsError {
  return new AwsError(code, message, { status, queryCode });
}

const PREFIX = 'AWS.SimpleQueueService';

/** SQS's errors, in its words. */
export const SqsErrors = {
  noQueue: () =>
    modelled('QueueDoesNotExist', 'The specified queue does not exist.', `${PREFIX}.NonExistentQueue`),
  exists: (attribute: string) =>
    modelled(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${attribute}`,
      'QueueAlreadyExists',
    ),
  deletedRecently: () =>
    modelled(
      'QueueDeletedRecently',
      'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
      `${PREFIX}.QueueDeletedRecently`,
    ),
  purging: (name: string) =>
    modelled(
      'PurgeQueueInProgress',
      `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
      `${PREFIX}.PurgeQueueInProgress`,
      403,
    ),
  overLimit: (message: string) => modelled('OverLimit', message, 'OverLimit', 403),
  attributeName: (message: string) => modelled('InvalidAttributeName', message, 'InvalidAttributeName'),
  attributeValue: (name: string, why = '') =>
    modelled(
      'InvalidAttributeValue',
      `Invalid value for the parameter ${name}.${why === '' ? '' : ` Reason: ${why}`}`,
      'InvalidAttributeValue',
    ),
  value: (message: string) => modelled('InvalidParameterValueException', message, 'InvalidParameterValue'),
  missing: (parameter: string) =>
    modelled(
      'MissingRequiredParameterException',
      `The request must contain the parameter ${parameter}.`,
      'MissingParameter',
    ),
  receipt: (handle: string) =>
    modelled(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
      'ReceiptHandleIsInvalid',
      404,
    ),
  unsupported: (message: string) =>
    modelled('UnsupportedOperation', message, `${PREFIX}.UnsupportedOperation`),
  batch: (code: string, message: string) => modelled(code, message, `${PREFIX}.${code}`),
} as const;
