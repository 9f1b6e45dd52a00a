import type { JsonObject } from '../../../base/json.js';
import { GLOBAL_REGION, parseArn } from '../arn.js';
import type { Context } from '../context.js';
import { parsePolicy, statementsOf } from '../policies/document.js';
import { evaluatePolicy, type Verdict } from '../policies/evaluate.js';
import type { RoleRecord } from '../processor-records.js';

/** A service that takes roles on. */
export type RoleUser = 'events.amazonaws.com' | 'lambda.amazonaws.com';

/** A role that a service has taken on, or why it cannot. */
export type Assumed =
  | { readonly kind: 'assumed'; readonly role: RoleRecord }
  | { readonly kind: 'refused'; readonly why: string };

/** What the managed policies of AWS that the sandbox knows allow, by name (IAM's managed policy reference). */
const MANAGED: Readonly<Record<string, readonly string[]>> = {
  AWSLambdaBasicExecutionRole: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  AWSLambdaSQSQueueExecutionRole: [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ],
};

/** Milliseconds from its creation until services can take a role on, where the seed says so. */
function spreadMilliseconds({ state }: Context): number {
  return (state.settings.get('roleSeconds') ?? 0) * 1_000;
}

/**
 * Takes a role on as a service does: it must be there, of the account, and trust the service.
 * @param conditions Condition keys that the service's request carries.
 */
export function assumeRole(
  arn: string,
  service: RoleUser,
  conditions: Readonly<Record<string, string>>,
  context: Context,
): Assumed {
  const iam = context.elsewhere(GLOBAL_REGION);
  const role = [...iam.state.roles.values()].find((each) => each.arn === arn);
  if (role === undefined) {
    const foreign = parseArn(arn)?.account !== context.account;
    return {
      kind: 'refused',
      why: foreign ? `${arn} is a role of another account` : `there is no role ${arn}`,
    };
  }
  if (context.now() - role.created < spreadMilliseconds(iam))
    return { kind: 'refused', why: `${arn} was made a moment ago, and ${service} does not know it yet` };
  const verdict = evaluatePolicy(statementsIn(role.trust), {
    principal: { kind: 'service', name: service },
    action: 'sts:AssumeRole',
    resource: role.arn,
    context: conditions,
  });
  return verdict.allowed
    ? { kind: 'assumed', role }
    : { kind: 'refused', why: `${arn} does not trust ${service}: ${verdict.why}` };
}

/** What a role wants to do. */
export interface RoleRequest {
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** Condition keys beside those of the role itself. */
  readonly conditions?: Readonly<Record<string, string>>;
}

/**
 * Whether a role may do something, by its own policies and the resource's: in its own account either may allow it (the
 * resource's by the role's name), in another both must. A Deny in either wins. A permissions boundary is a managed
 * policy, which the sandbox does not know: it is taken as allowing [?].
 */
export function judgeRole(
  role: RoleRecord,
  request: RoleRequest,
  ofResource: readonly JsonObject[],
): Verdict {
  const account = parseArn(role.arn)?.account ?? '';
  const own = judgeOwnPolicies(role, request);
  if (!own.allowed && own.denied) return own;
  const asked = { action: request.action, resource: request.resource, context: conditionsOf(role, request) };
  const theirs = evaluatePolicy(ofResource, {
    ...asked,
    principal: { kind: 'account', account, role: role.arn },
  });
  if (!theirs.allowed && theirs.denied) return theirs;
  if (parseArn(request.resource)?.account !== account) return theirs.allowed ? own : theirs;
  if (own.allowed) return own;
  const named = evaluatePolicy(ofResource, {
    ...asked,
    principal: { kind: 'account', account, role: role.arn, byName: true },
  });
  return named.allowed ? named : own;
}

/** The statements of a role's own policies; managed ones that the sandbox does not know allow nothing. */
export function statementsOfRole({ attached = [], policies }: RoleRecord): readonly JsonObject[] {
  const known = attached.flatMap((arn) => MANAGED[arn.split('/').at(-1) ?? ''] ?? []);
  return [
    ...Object.values(policies).flatMap(statementsIn),
    ...(known.length === 0 ? [] : [{ Effect: 'Allow', Action: known, Resource: '*' }]),
  ];
}

/** What a role's own policies say; managed ones that the sandbox does not know allow nothing. */
export function judgeOwnPolicies(role: RoleRecord, request: RoleRequest): Verdict {
  const attached = role.attached ?? [];
  const statements = statementsOfRole(role);
  const verdict = evaluatePolicy(
    // An identity's policy names no principal: it is for whoever has it.
    statements.map((statement) => ({ ...statement, Principal: '*' })),
    {
      principal: { kind: 'account', account: parseArn(role.arn)?.account ?? '', role: role.arn },
      action: request.action,
      resource: request.resource,
      context: conditionsOf(role, request),
    },
  );
  if (verdict.allowed || verdict.denied) return verdict;
  const unknown = attached.filter((arn) => MANAGED[arn.split('/').at(-1) ?? ''] === undefined);
  const but = unknown.length === 0 ? '' : `; the sandbox does not know what ${unknown.join(', ')} allows`;
  return {
    allowed: false,
    denied: false,
    why: `no policy of ${role.arn} allows ${request.action} on ${request.resource}${but}`,
  };
}

function conditionsOf(role: RoleRecord, { conditions = {} }: RoleRequest): Record<string, string> {
  return {
    ...conditions,
    'aws:PrincipalArn': role.arn,
    'aws:PrincipalType': 'AssumedRole',
    'aws:PrincipalAccount': parseArn(role.arn)?.account ?? '',
  };
}

function statementsIn(document: string): readonly JsonObject[] {
  const policy = parsePolicy(document);
  return policy === undefined ? [] : statementsOf(policy);
}
