import type { JsonObject } from '../../../base/json.js';
import { parseArn } from '../arn.js';
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

/**
 * Why a sender is not let in; undefined where it is. A service needs the resource's policy. A rule's role needs it in
 * another account only: what the role's own policies say is not known here and taken as allowing.
 */
export function whyNotLetIn(sender: Sender, entry: Entry): string | undefined {
  const { action, resource, called, statements } = entry;
  const owner = parseArn(resource)?.account;
  const elsewhere = owner !== sender.sourceAccount;
  const { role } = sender;
  if (role === undefined && elsewhere && sender.service === 'events.amazonaws.com')
    return `${called} is in account ${owner ?? '?'}, and the target has no role`;
  if (role !== undefined && !elsewhere) return undefined;
  const verdict = evaluatePolicy(statements, {
    principal:
      role === undefined
        ? { kind: 'service', name: sender.service }
        : { kind: 'account', account: sender.sourceAccount, role },
    action,
    resource,
    context: role === undefined ? senderContext(sender) : { 'aws:PrincipalArn': role },
  });
  if (verdict.allowed) return undefined;
  const who = role ?? entry.who ?? (sender.service === 'events.amazonaws.com' ? 'the rule' : 'the topic');
  return `the policy of ${called} does not let ${who} in: ${verdict.why}`;
}
