import type { ErrorReport } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { actionInPolicies } from './action-in-policies.js';

/** What is said of a call that AWS refused for its rights: AWS says who may not do what, and where it knows also why. */
export function deniedAction(
  message: string,
  call: { readonly action: string; readonly subject?: string },
): Omit<ErrorReport, 'where'> {
  const parsed = /User: (\S+) is not authorized to perform: ([\w-]+:[\w*]+)(?: on resource: (\S+))?/.exec(
    message,
  );
  const who = parsed?.[1];
  // CloudWatch Logs says of a creation with tags that more is needed, and what.
  const more = /additional permission "([\w-]+:\w+)" is required/.exec(message)?.[1];
  const action = actionInPolicies(more ?? parsed?.[2] ?? call.action, call.action);
  const resource = parsed?.[3] ?? call.subject;
  const policy = policyNamed(message);
  const to = who === undefined ? '' : ` to ${who}`;
  const common = {
    code: 'aws-access-denied',
    what: `The AWS credentials are not allowed ${action}${resource === undefined ? '' : ` on ${resource}`}.`,
  };
  if (/explicit deny/i.test(message)) {
    const denying = policy === undefined ? 'A policy' : withArticle(policy);
    return {
      ...common,
      why: `${denying} denies it explicitly${to}.`,
      fix: `Ask the account administrator: ${policy === undefined ? 'a policy (of the identity, the organization or a boundary)' : `the ${policy}`} forbids ${action}.`,
    };
  }
  const ofIdentity = policy === undefined || policy === IDENTITY_POLICY;
  return {
    ...common,
    ...(who === undefined ? {} : { why: `No ${policy ?? 'policy'} of ${who} allows it.` }),
    fix: `Allow ${action} in ${ofIdentity ? 'a policy of that role or user' : `the ${policy}`}. All that the file needs: ${gcxCommand('permissions')}`,
  };
}

const IDENTITY_POLICY = 'identity-based policy';

/**
 * The policy that decided, as AWS's refusals call its kind, with its ARN where they name it (IAM user guide, "Troubleshoot
 * access denied error messages").
 */
function policyNamed(message: string): string | undefined {
  const kind = /(?:because no|explicit deny in an?) ([A-Za-z][A-Za-z -]*?(?:policy|boundary))\b/.exec(
    message,
  )?.[1];
  const arn = /explicit deny in an? [^:]*: (arn:\S+)/.exec(message)?.[1];
  return kind === undefined || arn === undefined ? kind : `${kind} ${arn}`;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'An' : 'A'} ${noun}`;
}
