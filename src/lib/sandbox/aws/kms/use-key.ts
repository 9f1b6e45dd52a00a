import type { Context } from '../context.js';
import type { Failure } from '../delivery/failure.js';
import { type Sender, senderContext } from '../delivery/sender.js';
import { judgeRole } from '../iam/role-rights.js';
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
): Failure | undefined {
  if (id === undefined) return undefined;
  const refused = (why: string): Failure => ({ code: 'NO_PERMISSIONS', why });
  const { role } = sender;
  if (/(^|:)alias\/aws\//.test(id)) {
    // The keys of AWS let in whoever in the account may use the service, and no other service.
    if (role !== undefined) return undefined;
    return refused(
      `${called} is encrypted with ${id.slice(id.indexOf('alias/'))}, which ${sender.service} cannot use`,
    );
  }
  const key = findKey(id, context);
  if (key === undefined) return refused(`${called} is encrypted with ${id}, and there is no such key`);
  if (!key.enabled) {
    // Recorded 2026-09 (error_metrics.json): what an SQS queue says then, EventBridge takes for a missing one.
    const code = service === 'sqs' ? 'NO_RESOURCE' : 'NO_PERMISSIONS';
    return { code, why: `${called} is encrypted with ${key.arn}, which is disabled` };
  }
  const statements = statementsOf(key.policy);
  for (const action of NEEDED) {
    const verdict = evaluatePolicy(statements, {
      principal:
        role === undefined
          ? { kind: 'service', name: sender.service }
          : { kind: 'account', account: sender.sourceAccount, role: role.arn },
      action,
      resource: key.arn,
      // What EventBridge asks KMS for an SNS topic carries neither the rule nor the account.
      context: service === 'sns' ? {} : senderContext(sender),
    });
    if (!verdict.allowed)
      return refused(
        `the policy of ${key.arn}, which encrypts ${called}, does not let ${role?.arn ?? sender.service} do ${action}: ${verdict.why}`,
      );
    // A key's policy that lets the account in leaves it to the role's own policies.
    const own = role === undefined ? undefined : judgeRole(role, { action, resource: key.arn }, statements);
    if (own !== undefined && !own.allowed) return refused(own.why);
  }
  return undefined;
}
