import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { manyTexts, statementsOf } from '../policies/document.js';

/** The user of every access key that names nobody else. */
export const SANDBOX_USER = 'sandbox';

/** All that lets somebody do something, or keeps them from it. */
export interface Identity {
  /** Identity-based policies: one of them has to allow what is done. */
  readonly policies: readonly JsonObject[];
  /** A permissions boundary: it has to allow it, too. */
  readonly boundary?: JsonObject;
  /** The policy of a session: it has to allow it, too. */
  readonly session?: JsonObject;
  /** Name of the role whose session it is. Absent: it is a user. */
  readonly role?: string;
}

/** Who a user of an account is, by its name; undefined for one that there is not. */
export type Identities = (user: string) => Identity | 'everything' | undefined;

/** Everybody may do everything; there is only one user. */
export const ANYTHING_GOES: Identities = (user) => (user === SANDBOX_USER ? 'everything' : undefined);

/** The ARN of a user of an account. */
export function userArn(account: string, user: string): string {
  return `arn:aws:iam::${account}:user/${user}`;
}

/** The ARN of who makes a call, as AWS names it: a user, or the session of a role. */
export function callerArn(account: string, user: string, identity?: Identity | 'everything'): string {
  const role = identity === 'everything' ? undefined : identity?.role;
  return role === undefined ? userArn(account, user) : `arn:aws:sts::${account}:assumed-role/${role}/${user}`;
}

/** What keeps a value from being a policy of an identity (IAM JSON policy reference); undefined where it is one. */
export function identityPolicyFault(policy: unknown): string | undefined {
  if (!isJsonObject(policy)) return 'it is not a JSON object';
  const statements = statementsOf(policy);
  if (statements.length === 0) return 'it has no statement';
  for (const [index, statement] of statements.entries()) {
    const sid = statement['Sid'];
    const which = typeof sid === 'string' ? `statement "${sid}"` : `statement ${index + 1}`;
    if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny') return `${which} has no Effect`;
    if (statement['Principal'] !== undefined || statement['NotPrincipal'] !== undefined)
      return `${which} has a Principal, which only policies of resources have`;
    const actions = manyTexts(statement['Action'] ?? statement['NotAction']);
    if (actions.length === 0) return `${which} has no Action`;
    const wrong = actions.find((action) => action !== '*' && !/^[\w-]+:[\w*?]+$/.test(action));
    if (wrong !== undefined) return `${which} has the Action "${wrong}", which is not SERVICE:ACTION`;
    const resources = manyTexts(statement['Resource'] ?? statement['NotResource']);
    if (resources.length === 0) return `${which} has no Resource`;
    const odd = resources.find(
      (resource) => resource !== '*' && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:./.test(resource),
    );
    if (odd !== undefined) return `${which} has the Resource "${odd}", which is neither "*" nor an ARN`;
  }
  return undefined;
}
