import type { JsonObject } from '../../../base/json.js';
import { parseArn } from '../arn.js';
import { validationError } from '../aws-error.js';
import type { Context } from '../context.js';
import { object, text } from '../input.js';

/**
 * ARN of the dead-letter queue that a call gives a target or an event bus; undefined where it gives none. What was recorded
 * of a bus is the first refusal only; of the others [?] it is taken that a bus is judged as a target is.
 * @throws AwsError for what takes no dead letters of EventBridge
 */
export function readDeadLetterQueue(input: JsonObject, context: Context): string | undefined {
  const arnText = text(object(input, 'DeadLetterConfig') ?? {}, 'Arn');
  if (arnText === undefined) return undefined;
  const arn = parseArn(arnText);
  if (arn === undefined)
    throw validationError(
      `Parameter ${arnText} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  // Both recorded 2026-09-07.
  if (arn.service !== 'sqs')
    throw validationError(`${arn.service} is not supported as a dead letter resource`);
  if (arn.resource.endsWith('.fifo'))
    throw validationError('SQS FIFO is not supported by Dead Letter Queues');
  // Refused as well (recorded for targets); the words were not noted.
  if (arn.region !== context.region)
    throw validationError(
      `Parameter DeadLetterConfig.Arn is not valid. Reason: ${arnText} is in another region.`,
    );
  return arnText;
}
