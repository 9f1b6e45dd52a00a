import type { JsonObject } from '../../base/json.js';
import type { SandboxRequest } from '../http.js';
import { AwsError } from './aws-error.js';
import type { IdentifiedCall } from './protocols/identify.js';
import { parseJsonBody } from './protocols/json.js';
import { parseQuery } from './protocols/query.js';
import { fromSqsQuery } from './protocols/sqs-query.js';

/** What a call gives, by the API's member names; nothing for a REST API. @throws AwsError */
export function readInput(call: IdentifiedCall, request: SandboxRequest): JsonObject {
  switch (call.protocol) {
    case 'json':
      return parseJsonBody(request.body);
    case 'query': {
      const given = parseQuery(call.parameters ?? new URLSearchParams());
      return call.service === 'sqs' ? fromSqsQuery(given, request.path) : given;
    }
    case 'rest':
      return {};
  }
}

/** Says of a call that the sandbox does not know it: its service's and its own name, or where a REST call goes. */
export function unknownCall(call: IdentifiedCall, { method, path }: SandboxRequest): AwsError {
  const service = call.service === 'unknown' ? (call.signedFor ?? 'unknown') : call.service;
  const called = call.action === '' ? `${service}: ${method} ${path}` : `${service}:${call.action}`;
  if (call.protocol === 'query' && call.action === '' && service !== 's3')
    return new AwsError('InvalidAction', 'The request names no action.');
  const what = `The sandbox does not know ${called}.`;
  switch (call.protocol) {
    case 'json':
      return new AwsError('UnknownOperationException', what);
    case 'query':
      return new AwsError('InvalidAction', what);
    case 'rest':
      return new AwsError('UnknownOperationException', what, { status: 404 });
  }
}
