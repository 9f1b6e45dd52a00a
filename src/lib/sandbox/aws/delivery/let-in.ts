import type { JsonObject } from '../../../base/json.js';
import { parseArn } from '../arn.js';
import { judgeRole } from '../iam/role-rights.js';
import { evaluatePolicy } from '../policies/evaluate.js';
import { type Sender, senderContext } from './sender.js';

/** What a sender wants to do to something. */
export interface Entry {
  readonly action: 'sns:Publish' | 'sqs:SendMessage' | 'lambda:InvokeFunction';
  /** ARN, qualifier included. */
  readonly resource: string;
  /** What messages call it, such as `SQS queue inbox`. */
  readonly called: string;
  /** Of its resource policy. */
  readonly statements: readonly JsonObject[];
  /** What messages call the sender, where there is more to say than what it is. */
  readonly who?: string;
}

const CALLED: Readonly<Record<Sender['service'], string>> = {
  'events.amazonaws.com': 'the rule',
  'sns.amazonaws.com': 'the topic',
  'cloudwatch.amazonaws.com': 'the alarm',
};

/**
 * Why a sender is not let in; undefined where it is. A service needs the resource's policy. With a role it is the role
 * that asks: what the policy grants to the service does not help it (recorded 2026-09, target_roles.json).
 */
export function whyNotLetIn(sender: Sender, entry: Entry): string | undefined {
  const { action, resource, called, statements } = entry;
  const { role } = sender;
  if (role !== undefined) {
    // A function sees the rule, a topic or queue does not (recorded, author's summary).
    const conditions = action === 'lambda:InvokeFunction' ? { 'aws:SourceArn': sender.sourceArn } : {};
    const verdict = judgeRole(role, { action, resource, conditions }, statements);
    return verdict.allowed ? undefined : `${called} does not let ${role.arn} in: ${verdict.why}`;
  }
  const owner = parseArn(resource)?.account;
  if (owner !== sender.sourceAccount && sender.service === 'events.amazonaws.com')
    return `${called} is in account ${owner ?? '?'}, and the target has no role`;
  const verdict = evaluatePolicy(statements, {
    principal: { kind: 'service', name: sender.service },
    action,
    resource,
    context: senderContext(sender),
  });
  if (verdict.allowed) return undefined;
  const who = entry.who ?? CALLED[sender.service];
  return `the policy of ${called} does not let ${who} in: ${verdict.why}`;
}
