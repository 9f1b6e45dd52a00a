import { proveCommands } from './permissions.js';
import { EVERYTHING, KEY } from './stage/projects.js';

proveCommands('test/trust/permissions-commands.test.ts', EVERYTHING, {
  'sqs:SendMessage arn:aws:sqs:eu-west-1:111122223333:shop-ordered.fifo':
    'dead letters of EventBridge do not go back to a FIFO queue, only what SQS moved itself',
  ...Object.fromEntries(
    ['kms:Decrypt', 'kms:GenerateDataKey'].flatMap((action) =>
      [`redrive ${action}`, `${action} ${KEY}`].map((name) => [
        name,
        'SNS calls KMS with the permissions of who publishes, which the sandbox does not',
      ]),
    ),
  ),
});
