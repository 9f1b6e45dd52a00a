import type { JsonObject } from '../../../base/json.js';
import { parseArn } from '../arn.js';
import { AwsError } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { markedPage } from '../iam/roles.js';
import { integer, objects, text, texts } from '../input.js';
import { parsePolicy } from '../policies/document.js';
import type { Conditions } from './asked.js';
import type { Identity } from './identity.js';
import { judgeWith } from './judge-identity.js';

/** Entries of one answer (IAM API Reference). */
const MOST_ITEMS = 1_000;

/** An identity that may do everything. */
const EVERYTHING: Identity = {
  policies: [{ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }],
};

/**
 * SimulatePrincipalPolicy: the same judgment as of calls, of any user or role of the account. As AWS's, it knows the tags of no
 * resource: only the condition keys that the request gives.
 */
export const simulationOperations: Operations = {
  SimulatePrincipalPolicy: (input, context) => {
    const source = text(input, 'PolicySourceArn') ?? '';
    const identity = withGiven(identityOf(source, context), input);
    const actions = texts(input, 'ActionNames');
    if (actions.length === 0) throw invalid('ActionNames must have at least one action.');
    const wrong = actions.find((action) => !/^[\w-]+:[\w*]+$/.test(action));
    if (wrong !== undefined) throw invalid(`Invalid Action Name: ${wrong}`);
    const most = integer(input, 'MaxItems') ?? 100;
    if (most < 1 || most > MOST_ITEMS) throw invalid(`MaxItems must be between 1 and ${MOST_ITEMS}.`);
    const conditions = givenConditions(input);
    const resources = texts(input, 'ResourceArns');
    const results = actions.map((action) => simulated(action, resources, identity, conditions, source));
    return markedPage('EvaluationResults', results, input);
  },
};

/** From the most restrictive: what the result of an action is, of all its resources. */
const DECISIONS = ['explicitDeny', 'implicitDeny', 'allowed'] as const;

/** One result an action, however many resources there are: each resource's own is beneath it (IAM API Reference, EvaluationResult). */
function simulated(
  action: string,
  resources: readonly string[],
  identity: Identity,
  conditions: Conditions,
  source: string,
): JsonObject {
  const decisionOn = (resource: string): (typeof DECISIONS)[number] =>
    judgeWith(identity, { action, resource }, conditions, source).decision;
  const MissingContextValues = missing(identity, conditions);
  const specific = resources.map((resource) => ({
    EvalResourceName: resource,
    EvalResourceDecision: decisionOn(resource),
    MatchedStatements: [],
    MissingContextValues,
  }));
  const decisions =
    specific.length === 0 ? [decisionOn('*')] : specific.map((each) => each.EvalResourceDecision);
  return {
    EvalActionName: action,
    // [?] What it says of several resources.
    EvalResourceName: resources.length === 1 ? (resources[0] ?? '*') : '*',
    EvalDecision: DECISIONS.find((each) => decisions.includes(each)) ?? 'implicitDeny',
    MatchedStatements: [],
    MissingContextValues,
    ...(specific.length === 0 ? {} : { ResourceSpecificResults: specific }),
  };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidInput', message);
}

/** @throws AwsError NoSuchEntity */
function identityOf(source: string, context: Context): Identity {
  const parsed = parseArn(source);
  const [kind, ...path] = parsed?.resource.split('/') ?? [];
  const name = path.at(-1) ?? '';
  if (parsed?.service !== 'iam' || (kind !== 'user' && kind !== 'role'))
    throw invalid(`Invalid Entity Arn: ${source} does not clearly define entity type and name.`);
  if (kind === 'role') {
    const role = context.state.roles.get(name);
    if (role?.arn !== source) throw noEntity(`The role with name ${name} cannot be found.`);
    return { policies: Object.values(role.policies).map((each) => parsePolicy(each) ?? {}) };
  }
  const identity = parsed.account === context.account ? context.identities(name) : undefined;
  if (identity === undefined) throw noEntity(`The user with name ${name} cannot be found.`);
  return identity === 'everything' ? EVERYTHING : identity;
}

function noEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', message, { status: 404 });
}

/** With the policies that the request adds. */
function withGiven(identity: Identity, input: JsonObject): Identity {
  const parsed = (member: string): readonly JsonObject[] =>
    texts(input, member).map((each) => {
      const policy = parsePolicy(each);
      if (policy === undefined) throw invalid(`${member} holds a policy that is not JSON.`);
      return policy;
    });
  const [boundary = identity.boundary] = parsed('PermissionsBoundaryPolicyInputList');
  return {
    ...identity,
    policies: [...identity.policies, ...parsed('PolicyInputList')],
    ...(boundary === undefined ? {} : { boundary }),
  };
}

function givenConditions(input: JsonObject): Conditions {
  return Object.fromEntries(
    objects(input, 'ContextEntries').map((entry) => {
      const values = texts(entry, 'ContextKeyValues');
      const [only] = values;
      return [text(entry, 'ContextKeyName') ?? '', values.length === 1 && only !== undefined ? only : values];
    }),
  );
}

/** Condition keys that the policies name and the request does not give. */
function missing({ policies, boundary, session }: Identity, given: Conditions): readonly string[] {
  const known = new Set(Object.keys(given).map((key) => key.toLowerCase()));
  const named = [...policies, boundary ?? {}, session ?? {}].flatMap((policy) =>
    [
      ...JSON.stringify(policy).matchAll(/"((?:aws|iam|events|sns|sqs|lambda|kms|logs|ssm):[\w/:.-]+)":/g),
    ].map(([, key = '']) => key),
  );
  return [...new Set(named)].filter((key) => !known.has(key.toLowerCase())).sort();
}
