import type { LogPolicy } from '../../clients/aws/log-delivery-model.js';
import { EVENT_BRIDGE, letsRuleIn, meansService, texts } from '../../engine/kinds/policies/lets-in.js';
import { statementsOf } from '../../engine/kinds/policies/policy.js';

/** What EventBridge does in a log group (EventBridge User Guide, "CloudWatch Logs log group as target"). */
const NEEDED = ['logs:CreateLogStream', 'logs:PutLogEvents'] as const;

/** What resource policies of CloudWatch Logs come to for a rule. */
export type LogGroupVerdict = 'lets in' | 'unsure' | 'keeps out';

/**
 * Pure: whether the resource policies of CloudWatch Logs let a rule write to a log group. `unsure`: one speaks of
 * EventBridge, under conditions or with exceptions of which gcx cannot tell.
 * @param group ARN, without `:*`
 */
export function logGroupVerdict(
  policies: readonly LogPolicy[],
  group: string,
  rule: { readonly arn: string; readonly account: string },
): LogGroupVerdict {
  const statements = policies.flatMap(({ document }) => statementsOf(document));
  const request = { resource: `${group}:log-stream:any`, source: rule.arn, account: rule.account };
  if (NEEDED.every((action) => letsRuleIn(statements, { ...request, action }))) return 'lets in';
  const speaks = statements.some(
    ({ Effect, Principal, Resource }) =>
      Effect === 'Allow' &&
      meansService(Principal, EVENT_BRIDGE) &&
      texts(Resource).some((each) => each.includes('*') || each.startsWith(group)),
  );
  return speaks ? 'unsure' : 'keeps out';
}
