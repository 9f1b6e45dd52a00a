import { parseArn } from '../arn.js';
import { Constraints } from '../constraints.js';
import type { Context } from '../context.js';
import { findKey } from '../kms/keys.js';
import { statementsOf } from '../policies/document.js';
import { evaluatePolicy } from '../policies/evaluate.js';

/** Something that EventBridge encrypts. */
export interface EncryptedStore {
  /** ARN of the event bus or archive. */
  readonly arn: string;
  /** ARN of the event bus, which stands in the encryption context of archives, too (EventBridge user guide). */
  readonly busArn: string;
  readonly kind: 'event bus' | 'archive';
}

/** What EventBridge does with a key (its user guide, "Encrypting event buses" and "Encrypting archives"). */
const NEEDED: Readonly<Record<EncryptedStore['kind'], readonly string[]>> = {
  'event bus': ['kms:GenerateDataKey', 'kms:Decrypt'],
  archive: ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
};

/** Checks the form of a KmsKeyIdentifier. @throws AwsError as EventBridge's model says */
export function checkKeyIdentifier(given: string | undefined): void {
  new Constraints().text('kmsKeyIdentifier', given, { max: 2_048, pattern: '[a-zA-Z0-9_\\-/:]*' }).check();
}

/** ARN of the key that an identifier names; the identifier where there is none. */
export function keyArnOf(given: string, context: Context): string {
  return findKey(given, context)?.arn ?? given;
}

/** Why EventBridge cannot use a key for what it encrypts; undefined where it can. */
export function whyKeyUnusable(
  given: string,
  { arn, busArn, kind }: EncryptedStore,
  context: Context,
): string | undefined {
  const asked = parseArn(given);
  if (asked !== undefined && asked.region !== context.region) return `the key ${given} is in another region`;
  const key = findKey(given, context);
  if (key === undefined) return `there is no key ${given}`;
  if (!key.enabled) return `the key ${key.arn} is disabled`;
  const statements = statementsOf(key.policy);
  const source = { 'aws:SourceArn': arn, 'aws:SourceAccount': context.account };
  const refused = ['kms:DescribeKey', ...NEEDED[kind]].find(
    (action) =>
      !evaluatePolicy(statements, {
        principal: { kind: 'service', name: 'events.amazonaws.com' },
        action,
        resource: key.arn,
        // DescribeKey has no encryption context (AWS KMS API reference).
        context:
          action === 'kms:DescribeKey'
            ? source
            : { ...source, 'kms:EncryptionContext:aws:events:event-bus:arn': busArn },
      }).allowed,
  );
  return refused === undefined
    ? undefined
    : `the policy of the key ${key.arn} does not let events.amazonaws.com do ${refused}`;
}
