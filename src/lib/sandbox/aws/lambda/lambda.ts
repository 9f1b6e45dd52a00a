import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { AwsError } from '../aws-error.js';
import type { Context } from '../context.js';
import { pageOf } from '../pages.js';
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
import { shownFunction } from './functions.js';
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
