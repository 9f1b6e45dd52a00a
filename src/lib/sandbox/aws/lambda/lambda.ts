import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { AwsError } from '../aws-error.js';
import type { Context } from '../context.js';
import { type Page, pageOf } from '../pages.js';
import { refuseUnknown } from '../unknown-members.js';
import { type Answer, answer } from './answer.js';
import {
  createFunction,
  deleteFunction,
  getConcurrency,
  getFunction,
  readConfiguration,
  reserve,
  updateCode,
  updateConfiguration,
} from './function-calls.js';
import { functionOf, shownFunction } from './functions.js';
import { invokeCall } from './invoke-call.js';
import { createMapping, deleteMapping, listMappings, readMapping, updateMapping } from './mapping-calls.js';
import { addPermission, getPolicy, removePermission } from './permissions.js';
import { listTags, tagResource, untagResource } from './tag-calls.js';

/** A call of Lambda's REST API. */
export interface LambdaCall {
  readonly action: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

const DONE: Answer = { status: 204, body: '' };

/** Does a call of Lambda. @throws AwsError */
export async function lambdaCall(call: LambdaCall, context: Context): Promise<Answer> {
  const [name = '', , sid = ''] = call.segments;
  const qualifier = call.query.get('Qualifier') ?? undefined;
  if (call.action !== 'Invoke') refuseUnknown('lambda', call.action, body(call.body));
  switch (call.action) {
    case 'ListFunctions':
      return listFunctions(call.query, context);
    case 'CreateFunction':
      return answer(await createFunction(body(call.body), context), 201);
    case 'GetFunction':
      return answer(getFunction(name, qualifier, context));
    case 'GetFunctionConfiguration':
      return answer(readConfiguration(name, qualifier, context));
    case 'UpdateFunctionCode':
      return answer(await updateCode(name, body(call.body), context));
    case 'UpdateFunctionConfiguration':
      return answer(updateConfiguration(name, body(call.body), context));
    case 'GetFunctionCodeSigningConfig':
      functionOf(name, qualifier, context);
      // [?] Functions without such a configuration: the models require its ARN, and clients read an absent one as none.
      return answer({});
    case 'GetFunctionConcurrency':
      return answer(getConcurrency(name, context));
    case 'PutFunctionConcurrency':
      return answer(reserve(name, body(call.body), context));
    case 'DeleteFunctionConcurrency':
      reserve(name, undefined, context);
      return DONE;
    case 'DeleteFunction':
      deleteFunction(name, context);
      return DONE;
    case 'ListTags':
      return answer(listTags(name, context));
    case 'TagResource':
      tagResource(name, body(call.body), context);
      return DONE;
    case 'UntagResource':
      untagResource(name, call.query.getAll('tagKeys'), context);
      return DONE;
    case 'ListVersionsByFunction':
      return listVersions(name, call.query, context);
    case 'GetPolicy':
      return getPolicy(name, qualifier, context);
    case 'AddPermission':
      return addPermission(name, qualifier, body(call.body), context);
    case 'RemovePermission':
      return removePermission(name, qualifier, sid, call.query.get('RevisionId'), context);
    case 'CreateEventSourceMapping':
      return answer(createMapping(body(call.body), context), 202);
    case 'GetEventSourceMapping':
      return answer(readMapping(name, context));
    case 'ListEventSourceMappings':
      return answer(listMappings(call.query, context));
    case 'UpdateEventSourceMapping':
      return answer(updateMapping(name, body(call.body), context), 202);
    case 'DeleteEventSourceMapping':
      return answer(deleteMapping(name, context), 202);
    case 'Invoke': {
      const type = call.headers['x-amz-invocation-type'] ?? 'RequestResponse';
      const tail = call.headers['x-amz-log-type'] === 'Tail';
      return invokeCall({ name, qualifier, body: call.body, type, tail }, context);
    }
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
  const page = askedPage(all, query);
  return answer({
    Functions: page.items.map((record) => shownFunction({ record, qualifier: '' })),
    ...nextMarker(page),
  });
}

/** The versions of a function, `$LATEST` first: each with its own ARN, as AWS has it. */
function listVersions(name: string, query: URLSearchParams, context: Context): Answer {
  const { record } = functionOf(name, undefined, context);
  const page = askedPage(['$LATEST', ...record.qualifiers.filter((each) => /^\d+$/.test(each))], query);
  return answer({
    Versions: page.items.map((qualifier) => shownFunction({ record, qualifier })),
    ...nextMarker(page),
  });
}

/** The page of a list that a call asks for, with at most 50 items. */
function askedPage<T>(all: readonly T[], query: URLSearchParams): Page<T> {
  const size = Math.min(Math.max(Number(query.get('MaxItems') ?? 50), 1), 50);
  return pageOf(all, size, query.get('Marker') ?? undefined, 'InvalidParameterValueException');
}

function nextMarker({ next }: Page<unknown>): JsonObject {
  return next === undefined ? {} : { NextMarker: next };
}
