import type { Context } from '../context.js';
import type { RuleRecord, TargetRecord } from '../event-records.js';
import { assumeRole } from '../iam/role-rights.js';
import { type Sender, senderContext } from './sender.js';

/** Who delivers to a target: EventBridge itself, or the role that the target names; why not, where it cannot be taken on. */
export function senderFor(
  rule: RuleRecord,
  target: TargetRecord,
  context: Context,
): Sender | { readonly why: string } {
  const unassumed: Sender = {
    service: 'events.amazonaws.com',
    sourceArn: rule.arn,
    sourceAccount: context.account,
  };
  const given = target['RoleArn'];
  if (typeof given !== 'string') return unassumed;
  const assumed = assumeRole(given, 'events.amazonaws.com', senderContext(unassumed), context);
  return assumed.kind === 'refused' ? { why: assumed.why } : { ...unassumed, role: assumed.role };
}
