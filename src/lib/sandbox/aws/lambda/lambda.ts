import { isJsonObject, type JsonObject, type JsonValue } from '../../../json.js';
import { Limits } from '../../../limits.js';
import type { SandboxResponse } from '../../http.js';
import { AwsError, resourceNotFound } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context } from '../context.js';
import { text } from '../input.js';
import { pageOf } from '../pages.js';
import type { FunctionRecord } from '../state.js';
import { functionName, functionOf, invoke, shownFunction } from './functions.js';

/** A call of Lambda's REST API. */
export interface LambdaCall {
  readonly action: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

type Answer = Pick<SandboxResponse, 'status' | 'body'> & {
  readonly headers?: Readonly<Record<string, string>>;
};

function answer(value: JsonValue, status = 200): Answer {
  return { status, body: JSON.stringify(value) };
}

/** Does a call of Lambda. @throws AwsError */
export function lambdaCall(call: LambdaCall, context: Context): Answer {
  const [name = '', , sid = ''] = call.segments;
  const qualifier = call.query.get('Qualifier') ?? undefined;
  switch (call.action) {
    case 'ListFunctions':
      return listFunctions(call.query, context);
    case 'GetFunction': {
      const named = functionOf(name, qualifier, context);
      const { tags } = named.record;
      return answer({
        Configuration: shownFunction(named),
        Code: { RepositoryType: 'S3', Location: `${context.origin}/code/${named.record.name}` },
        ...(Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } }),
      });
    }
    case 'GetFunctionConfiguration':
      return answer(shownFunction(functionOf(name, qualifier, context)));
    case 'ListTags':
      return answer({ Tags: { ...functionOf(name, undefined, context).record.tags } });
    case 'GetPolicy':
      return getPolicy(name, qualifier, context);
    case 'AddPermission':
      return addPermission(name, qualifier, body(call.body), context);
    case 'RemovePermission':
      return removePermission(name, qualifier, sid, call.query.get('RevisionId'), context);
    case 'Invoke':
      return invokeCall(name, qualifier, call, context);
    default:
      throw new AwsError('UnknownOperationException', 'The sandbox does not know this call of AWS Lambda.', {
        status: 404,
      });
  }
}

function body(source: string): JsonObject {
  try {
    const value: unknown = JSON.parse(source === '' ? '{}' : source);
    if (isJsonObject(value)) return value;
  } catch {
    // Answered below, with what is not an object.
  }
  throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json.');
}

function listFunctions(query: URLSearchParams, context: Context): Answer {
  const all = [...context.state.functions.values()]
    .filter(({ account }) => account === context.account)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const size = Number(query.get('MaxItems') ?? 50);
  const page = pageOf(
    all,
    Math.min(Math.max(size, 1), 50),
    query.get('Marker') ?? undefined,
    'InvalidParameterValueException',
  );
  return answer({
    Functions: page.items.map((record) => shownFunction({ record, qualifier: '' })),
    ...(page.next === undefined ? {} : { NextMarker: page.next }),
  });
}

/** A function's policy in the text that Lambda gives back. */
function policyText(statements: readonly JsonObject[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
}

function getPolicy(name: string, qualifier: string | undefined, context: Context): Answer {
  const named = functionOf(name, qualifier, context);
  const statements = named.record.policies[named.qualifier] ?? [];
  if (statements.length === 0) throw resourceNotFound('The resource you requested does not exist.', 404);
  return answer({ Policy: policyText(statements), RevisionId: String(named.record.revision) });
}

function checkRevision(record: FunctionRecord, given: string | null | undefined): void {
  if (given === undefined || given === null || given === String(record.revision)) return;
  throw new AwsError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id',
    { status: 412 },
  );
}

function addPermission(
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
  const { record, qualifier: part } = functionOf(name, qualifier, context);
  checkRevision(record, text(input, 'RevisionId'));
  const statements = record.policies[part] ?? [];
  if (statements.some((statement) => statement['Sid'] === sid)) {
    throw new AwsError(
      'ResourceConflictException',
      `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      { status: 409 },
    );
  }
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
  record.revision += 1;
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

function conditionOf(input: JsonObject): JsonObject {
  const account = text(input, 'SourceAccount');
  const arn = text(input, 'SourceArn');
  const condition: Record<string, JsonValue> = {};
  if (account !== undefined) condition['StringEquals'] = { 'AWS:SourceAccount': account };
  if (arn !== undefined) condition['ArnLike'] = { 'AWS:SourceArn': arn };
  return Object.keys(condition).length === 0 ? {} : { Condition: condition };
}

function removePermission(
  name: string,
  qualifier: string | undefined,
  sid: string,
  revision: string | null,
  context: Context,
): Answer {
  const { arn } = functionName(name, context);
  if (!context.state.functions.has(arn)) throw resourceNotFound(`No policy found for: ${arn}`, 404);
  const { record, qualifier: part } = functionOf(name, qualifier, context);
  const statements = record.policies[part] ?? [];
  if (statements.length === 0)
    throw resourceNotFound('No policy is associated with the given resource.', 404);
  if (!statements.some((statement) => statement['Sid'] === sid)) {
    throw resourceNotFound(`Statement ${sid} is not found in resource policy.`, 404);
  }
  checkRevision(record, revision);
  record.policies[part] = statements.filter((statement) => statement['Sid'] !== sid);
  record.revision += 1;
  return { status: 204, body: '' };
}

function invokeCall(name: string, qualifier: string | undefined, call: LambdaCall, context: Context): Answer {
  const { record } = functionOf(name, qualifier, context);
  const type = call.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  const payload = call.body === '' ? '{}' : call.body;
  try {
    JSON.parse(payload);
  } catch {
    throw new AwsError(
      'InvalidRequestContentException',
      'Could not parse request body into json: Could not parse payload into json',
    );
  }
  if (type === 'DryRun') return { status: 204, body: '' };
  const outcome = invoke(record, payload);
  if (outcome === 'throttled')
    throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
  if (type === 'Event') return { status: 202, body: '' };
  const headers = { 'x-amz-executed-version': '$LATEST' };
  if (outcome === 'ran') return { status: 200, headers, body: 'null' };
  const error = { errorType: 'Error', errorMessage: `${record.name} was told to fail` };
  return {
    status: 200,
    headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
    body: JSON.stringify(error),
  };
}
