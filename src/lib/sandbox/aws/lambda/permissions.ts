import type { JsonObject, JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { AwsError, resourceNotFound } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context } from '../context.js';
import { text } from '../input.js';
import { type Answer, answer } from './answer.js';
import { functionName, functionOf, type NamedFunction } from './functions.js';
import { uuidOf } from './uuid.js';

/** A function's policy in the text that Lambda gives back. */
function policyText(statements: readonly JsonObject[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
}

/** GetPolicy. @throws AwsError */
export function getPolicy(name: string, qualifier: string | undefined, context: Context): Answer {
  const named = functionOf(name, qualifier, context);
  // $LATEST is no other name for the function here: it has no policy (recorded 2026-09-13).
  const statements = qualifier === '$LATEST' ? [] : (named.record.policies[named.qualifier] ?? []);
  if (statements.length === 0) throw resourceNotFound('The resource you requested does not exist.', 404);
  return answer({ Policy: policyText(statements), RevisionId: revisionOf(named) });
}

/**
 * The revision of a policy: not that of its function, and none where there is no policy
 * (facts: recorded, AddPermission takes neither the function's nor an old one).
 */
function revisionOf({ record, qualifier }: NamedFunction): string {
  return uuidOf(`${record.arn}:${qualifier} policy ${record.policyRevision ?? 0}`);
}

function checkRevision(named: NamedFunction, given: string | null | undefined): void {
  if (given === undefined || given === null) return;
  const statements = named.record.policies[named.qualifier] ?? [];
  if (statements.length > 0 && given === revisionOf(named)) return;
  throw new AwsError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id',
    { status: 412 },
  );
}

/** AddPermission. @throws AwsError */
export function addPermission(
  name: string,
  qualifier: string | undefined,
  input: JsonObject,
  context: Context,
): Answer {
  const sid = text(input, 'StatementId');
  const action = text(input, 'Action');
  const principal = text(input, 'Principal');
  new Constraints()
    .text('statementId', sid, { required: true, min: 1, max: 100, pattern: '([a-zA-Z0-9-_]+)' })
    .text('action', action, { required: true, pattern: '(lambda:[*]|lambda:[a-zA-Z]+|[*])' })
    .text('principal', principal, { required: true, min: 1 })
    .check();
  if (qualifier === '$LATEST') {
    throw new AwsError(
      'InvalidParameterValueException',
      'We currently do not support adding policies for $LATEST.',
    );
  }
  const named = functionOf(name, qualifier, context);
  const { record, qualifier: part } = named;
  const statements = record.policies[part] ?? [];
  if (statements.some((statement) => statement['Sid'] === sid)) {
    throw new AwsError(
      'ResourceConflictException',
      `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      { status: 409 },
    );
  }
  checkRevision(named, text(input, 'RevisionId'));
  const resource = part === '' ? record.arn : `${record.arn}:${part}`;
  const statement: JsonObject = {
    Sid: sid ?? '',
    Effect: 'Allow',
    Principal: shownPrincipal(principal ?? ''),
    Action: action ?? '',
    Resource: resource,
    ...conditionOf(input),
  };
  const size = Buffer.byteLength(policyText([...statements, statement]));
  if (size > Limits.lambdaPolicyBytes) {
    throw new AwsError(
      'PolicyLengthExceededException',
      `The final policy size (${size}) is bigger than the limit (${Limits.lambdaPolicyBytes}).`,
    );
  }
  record.policies[part] = [...statements, statement];
  record.policyRevision = (record.policyRevision ?? 0) + 1;
  return answer({ Statement: JSON.stringify(statement) }, 201);
}

function shownPrincipal(principal: string): JsonValue {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (/^arn:aws:iam::/.test(principal)) return { AWS: principal };
  if (/^[\w.-]+\.amazonaws\.com$/.test(principal)) return { Service: principal };
  throw new AwsError(
    'InvalidParameterValueException',
    'The provided principal was invalid. Please check the principal and try again.',
  );
}

/** What AddPermission makes conditions of, in their order (recorded 2025-11-25). */
const EQUALS: Readonly<Record<string, string>> = {
  SourceAccount: 'AWS:SourceAccount',
  FunctionUrlAuthType: 'lambda:FunctionUrlAuthType',
  PrincipalOrgID: 'aws:PrincipalOrgID',
  EventSourceToken: 'lambda:EventSourceToken',
};

function conditionOf(input: JsonObject): JsonObject {
  const invoked = input['InvokedViaFunctionUrl'];
  if (invoked !== undefined)
    throw new AwsError('InvalidParameterValueException', 'The sandbox does not know InvokedViaFunctionUrl.');
  const arn = text(input, 'SourceArn');
  const equals = Object.entries(EQUALS).flatMap(([name, key]) => {
    const value = text(input, name);
    return value === undefined ? [] : [[key, value] as const];
  });
  const condition: Record<string, JsonValue> = {};
  if (equals.length > 0) condition['StringEquals'] = Object.fromEntries(equals);
  if (arn !== undefined) condition['ArnLike'] = { 'AWS:SourceArn': arn };
  return Object.keys(condition).length === 0 ? {} : { Condition: condition };
}

/** RemovePermission. @throws AwsError */
export function removePermission(
  name: string,
  qualifier: string | undefined,
  sid: string,
  revision: string | null,
  context: Context,
): Answer {
  const { arn } = functionName(name, context);
  if (!context.state.functions.has(arn)) throw resourceNotFound(`No policy found for: ${arn}`, 404);
  const named = functionOf(name, qualifier, context);
  const { record, qualifier: part } = named;
  const statements = qualifier === '$LATEST' ? [] : (record.policies[part] ?? []);
  if (statements.length === 0)
    throw resourceNotFound('No policy is associated with the given resource.', 404);
  if (!statements.some((statement) => statement['Sid'] === sid)) {
    throw resourceNotFound(`Statement ${sid} is not found in resource policy.`, 404);
  }
  checkRevision(named, revision);
  record.policies[part] = statements.filter((statement) => statement['Sid'] !== sid);
  record.policyRevision = (record.policyRevision ?? 0) + 1;
  return { status: 204, body: '' };
}
