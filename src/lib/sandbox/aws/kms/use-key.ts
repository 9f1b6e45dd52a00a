import type { Context } from '../context.js';
import { type Sender, senderContext } from '../delivery/sender.js';
import { statementsOf } from '../policies/document.js';
import { evaluatePolicy } from '../policies/evaluate.js';
import { findKey } from './keys.js';

/** What a sender does with the key of what it sends to. */
const NEEDED = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;

/** Something that a key may encrypt. */
export interface MaybeEncrypted {
  readonly service: 'sns' | 'sqs';
  /** What messages call it, such as `SQS queue inbox`. */
  readonly called: string;
  /** Its `KmsMasterKeyId`. */
  readonly key: string | undefined;
}

/** Why a sender cannot use the key of what it sends to; undefined where it can, or where there is none. */
export function whyNotEncrypted(
  sender: Sender,
  { service, called, key: id }: MaybeEncrypted,
  context: Context,
): string | undefined {
  if (id === undefined || sender.role !== undefined) return undefined;
  if (/(^|:)alias\/aws\//.test(id))
    return `${called} is encrypted with ${id.slice(id.indexOf('alias/'))}, which ${sender.service} cannot use`;
  const key = findKey(id, context);
  if (key === undefined) return `${called} is encrypted with ${id}, and there is no such key`;
  if (!key.enabled) return `${called} is encrypted with ${key.arn}, which is disabled`;
  for (const action of NEEDED) {
    const verdict = evaluatePolicy(statementsOf(key.policy), {
      principal: { kind: 'service', name: sender.service },
      action,
      resource: key.arn,
      // What EventBridge asks KMS for an SNS topic carries neither the rule nor the account.
      context: service === 'sns' ? {} : senderContext(sender),
    });
    if (!verdict.allowed)
      return `the policy of ${key.arn}, which encrypts ${called}, does not let ${sender.service} do ${action}: ${verdict.why}`;
  }
  return undefined;
}
