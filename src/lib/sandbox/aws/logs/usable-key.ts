import { AwsError } from '../aws-error.js';
import type { Context } from '../context.js';
import { findKey } from '../kms/keys.js';
import { statementsOf } from '../policies/document.js';
import { evaluatePolicy } from '../policies/evaluate.js';

/** What CloudWatch Logs does with the key of a log group (its guide on encryption with AWS KMS). */
const NEEDED = ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'] as const;

/**
 * The ARN of a key that encrypts a log group.
 * @throws AwsError as in many public reports, where CloudWatch Logs may not use it
 */
export function usableKey(key: string, groupArn: string, context: Context): string {
  const found = findKey(key, context);
  const refused = new AwsError(
    'AccessDeniedException',
    `The specified KMS key does not exist or is not allowed to be used with Arn '${groupArn}'`,
  );
  if (found === undefined || !found.enabled) throw refused;
  const isLetIn = NEEDED.every(
    (action) =>
      evaluatePolicy(statementsOf(found.policy), {
        principal: { kind: 'service', name: `logs.${context.region}.amazonaws.com` },
        action,
        resource: found.arn,
        context: { 'kms:EncryptionContext:aws:logs:arn': groupArn },
      }).allowed,
  );
  if (!isLetIn) throw refused;
  return found.arn;
}
