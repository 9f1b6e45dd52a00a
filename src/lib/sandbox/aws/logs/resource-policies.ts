import { randomUUID } from 'node:crypto';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { AwsError, resourceNotFound, validationError } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { text } from '../input.js';
import { parsePolicy, policyFault, statementsOf } from '../policies/document.js';
import type { LogPolicyRecord } from '../processor-records.js';
import { invalidLogParameter } from './groups.js';

/** Policies of an account and region (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html). */
const POLICIES_PER_ACCOUNT = 10;

const keyOfName = (name: string) => `name ${name}`;
/** A group's ARN, with or without the `:*` at its end. */
const keyOfResource = (arn: string) => `resource ${arn.replace(/:\*$/, '')}`;

/** What a call is about: a policy of the account, by its name, or one of a log group. */
function keyOf(input: JsonObject): { key: string; name?: string; resource?: string } {
  const name = text(input, 'policyName');
  const resource = text(input, 'resourceArn');
  if (name !== undefined && resource !== undefined)
    throw invalidLogParameter('Both policy name and resource arn cannot be specified at the same time.');
  if (resource !== undefined) {
    if (resource.includes(':log-stream:')) throw validationError('Invalid resourceArn');
    return { key: keyOfResource(resource), resource };
  }
  if (name !== undefined) return { key: keyOfName(name), name };
  // [?] The words were recorded nowhere.
  throw invalidLogParameter('Either policy name or resource arn must be specified.');
}

function checkRevision(existing: LogPolicyRecord | undefined, expected: string | undefined): void {
  if (existing?.revision === undefined) return;
  if (expected === undefined)
    throw new AwsError(
      'OperationAbortedException',
      'A conflicting operation is currently in progress against this resource. Please try again.',
    );
  if (expected !== existing.revision) throw invalidLogParameter('Invalid ExpectedRevisionId');
}

/** Makes or changes a policy. @throws AwsError */
export function putResourcePolicy(input: JsonObject, context: Context): JsonObject {
  const { key, name, resource } = keyOf(input);
  const document = text(input, 'policyDocument') ?? '';
  if (policyFault(parsePolicy(document)) !== undefined)
    throw invalidLogParameter(
      'Error occurred while parsing accessPolicy. Please check if the accessPolicy has been constructed correctly using IAM grammar.',
    );
  const { logPolicies, logGroups } = context.state;
  if (resource !== undefined && ![...logGroups.values()].some(({ arn }) => keyOfResource(arn) === key))
    throw resourceNotFound('The specified log group does not exist.');
  const existing = logPolicies.get(key);
  checkRevision(existing, text(input, 'expectedRevisionId'));
  const ofAccount = [...logPolicies.keys()].filter((other) => other.startsWith(keyOfName('')));
  if (name !== undefined && existing === undefined && ofAccount.length >= POLICIES_PER_ACCOUNT)
    throw new AwsError('LimitExceededException', 'Resource limit exceeded.');
  const policy: LogPolicyRecord = {
    document,
    updated: context.now(),
    ...(name === undefined ? {} : { name }),
    ...(resource === undefined ? {} : { resource, revision: randomUUID() }),
  };
  logPolicies.set(key, policy);
  return {
    resourcePolicy: { ...shown(policy), policyDocument: document },
    ...(policy.revision === undefined ? {} : { revisionId: policy.revision }),
  };
}

/** DescribeResourcePolicies gives lists of principals, and a condition's operators, in an order of its own (recorded). */
function inOrder(document: string): string {
  const policy = parsePolicy(document) ?? {};
  const sortedList = (value: JsonValue): JsonValue =>
    Array.isArray(value) ? value.toSorted((a, b) => (String(a) < String(b) ? -1 : 1)) : value;
  const statements = statementsOf(policy).map((statement) => {
    const { Principal: principal, Condition: condition } = statement;
    return {
      ...statement,
      ...(isJsonObject(principal)
        ? {
            Principal: Object.fromEntries(
              Object.entries(principal).map(([kind, value]) => [kind, sortedList(value)]),
            ),
          }
        : {}),
      ...(isJsonObject(condition)
        ? {
            Condition: Object.fromEntries(Object.entries(condition).toSorted(([a], [b]) => (a < b ? -1 : 1))),
          }
        : {}),
    };
  });
  return JSON.stringify({ ...policy, Statement: statements });
}

function shown({ name, resource, document, updated, revision }: LogPolicyRecord): JsonObject {
  return {
    ...(name === undefined ? {} : { policyName: name }),
    policyDocument: inOrder(document),
    lastUpdatedTime: updated,
    policyScope: resource === undefined ? 'ACCOUNT' : 'RESOURCE',
    ...(resource === undefined ? {} : { resourceArn: resource }),
    ...(revision === undefined ? {} : { revisionId: revision }),
  };
}

function describeResourcePolicies(input: JsonObject, context: Context): JsonObject {
  const scope = text(input, 'policyScope') ?? 'ACCOUNT';
  const resource = text(input, 'resourceArn');
  if (resource !== undefined && scope === 'ACCOUNT')
    throw invalidLogParameter('Cannot provide ResourceArn for PolicyScope ACCOUNT');
  const wanted = [...context.state.logPolicies].filter(([key, policy]) =>
    resource === undefined
      ? (policy.resource === undefined) === (scope === 'ACCOUNT')
      : key === keyOfResource(resource),
  );
  return { resourcePolicies: wanted.map(([, policy]) => shown(policy)) };
}

function deleteResourcePolicy(input: JsonObject, context: Context): JsonObject {
  const { key, name } = keyOf(input);
  const existing = context.state.logPolicies.get(key);
  if (existing === undefined)
    throw resourceNotFound(
      name === undefined ? 'No policy found for ResourceArn' : `Policy with name [${name}] does not exist.`,
    );
  checkRevision(existing, text(input, 'expectedRevisionId'));
  context.state.logPolicies.delete(key);
  return {};
}

/** All statements that may let a service write to a log group: the account's and its own. */
export function logStatements(groupArn: string, context: Context): readonly JsonObject[] {
  return [...context.state.logPolicies]
    .filter(([key, { resource }]) => resource === undefined || key === keyOfResource(groupArn))
    .flatMap(([, { document }]) => statementsOf(parsePolicy(document) ?? {}));
}

/** The calls of Amazon CloudWatch Logs that concern resource policies, in the words recorded 2026-09-13. */
export const logPolicyOperations: Operations = {
  PutResourcePolicy: putResourcePolicy,
  DescribeResourcePolicies: describeResourcePolicies,
  DeleteResourcePolicy: deleteResourcePolicy,
};
