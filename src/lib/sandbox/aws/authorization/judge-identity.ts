import type { JsonObject } from '../../../base/json.js';
import { parseArn } from '../arn.js';
import type { Context } from '../context.js';
import { statementsOf } from '../policies/document.js';
import { evaluatePolicy } from '../policies/evaluate.js';
import type { Asked, Conditions } from './asked.js';
import type { Identity } from './identity.js';
import { tagsOf } from './tags-of.js';

/** Whether an identity may do something, in the terms of IAM's simulator; `because` as AWS's refusals say it. */
export type Judgement =
  | { readonly decision: 'allowed' }
  | { readonly decision: 'explicitDeny' | 'implicitDeny'; readonly because: string };

/** Policies of one kind, as AWS's refusals call it. */
interface Layer {
  readonly called: 'identity-based policy' | 'permissions boundary' | 'session policy';
  readonly policies: readonly JsonObject[];
}

/**
 * Judges a request by the policies of who makes it (IAM User Guide, "Policy evaluation logic"): a Deny anywhere wins; else each
 * kind of policy that there is has to allow it. [?] What policies of resources allow or deny is not looked at: in their own
 * account they can allow what no identity-based policy does.
 */
export function judgeIdentity(identity: Identity, asked: Asked, context: Context): Judgement {
  return judgeWith(identity, asked, conditionsOf(asked, context), context.caller);
}

/** As {@link judgeIdentity}, of a request whose condition keys are all given. */
export function judgeWith(
  { policies, boundary, session }: Identity,
  { action, resource }: Asked,
  conditions: Conditions,
  caller: string,
): Judgement {
  const layers: readonly Layer[] = [
    { called: 'identity-based policy', policies },
    ...(boundary === undefined ? [] : [{ called: 'permissions boundary', policies: [boundary] } as const]),
    ...(session === undefined ? [] : [{ called: 'session policy', policies: [session] } as const]),
  ];
  const account = parseArn(caller)?.account ?? '';
  const verdicts = layers.map(({ called, policies: documents }) => ({
    called,
    verdict: evaluatePolicy(
      // A policy of an identity names no principal: it is for whoever has it.
      documents.flatMap(statementsOf).map((statement) => ({ ...statement, Principal: '*' })),
      { principal: { kind: 'account', account }, action, resource, context: conditions },
    ),
  }));
  const denying = verdicts.find(({ verdict }) => !verdict.allowed && verdict.denied);
  if (denying !== undefined) {
    const article = /^[aeiou]/.test(denying.called) ? 'an' : 'a';
    return { decision: 'explicitDeny', because: `with an explicit deny in ${article} ${denying.called}` };
  }
  const silent = verdicts.find(({ verdict }) => !verdict.allowed);
  return silent === undefined
    ? { decision: 'allowed' }
    : { decision: 'implicitDeny', because: `because no ${silent.called} allows the ACTION action` };
}

/** The condition keys that every request has, and the tags of what it is about. */
export function conditionsOf({ resource, conditions }: Asked, context: Context): Conditions {
  const { caller } = context;
  const account = parseArn(resource)?.account ?? '';
  const tags = Object.entries(tagsOf(resource, context));
  const isRole = parseArn(resource)?.service === 'iam';
  return {
    ...principalOf(caller),
    'aws:PrincipalAccount': context.account,
    'aws:RequestedRegion': context.region,
    ...(account === '' ? {} : { 'aws:ResourceAccount': account }),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
    ...(isRole ? Object.fromEntries(tags.map(([key, value]) => [`iam:ResourceTag/${key}`, value])) : {}),
    ...conditions,
  };
}

/**
 * Who makes a call. Of a role's session, it is the role, and there is no user name (IAM User Guide, "AWS global condition context
 * keys").
 */
function principalOf(caller: string): Conditions {
  const { service, account, resource } = parseArn(caller) ?? { service: '', account: '', resource: '' };
  const [, name = ''] = resource.split('/');
  return service === 'sts'
    ? { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/${name}`, 'aws:PrincipalType': 'AssumedRole' }
    : {
        'aws:PrincipalArn': caller,
        'aws:PrincipalType': 'User',
        'aws:username': resource.replace(/^user\//, ''),
      };
}
