import { isJsonObject, type JsonObject } from '../../../base/json.js';
import type { SandboxResponse } from '../../http.js';
import { AwsError } from '../aws-error.js';

/** The body of an AWS JSON request. @throws AwsError SerializationException */
export function parseJsonBody(body: string): JsonObject {
  if (body.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    if (isJsonObject(value)) return value;
  } catch {
    // Answered below, with what is not an object.
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object.');
}

/** An answer of AWS JSON 1.0 or 1.1. */
export function jsonAnswer(result: JsonObject, version: '1.0' | '1.1', requestId: string): SandboxResponse {
  return {
    status: 200,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': requestId },
    body: JSON.stringify(result),
  };
}

/** Which version of AWS JSON a service speaks. */
export function jsonVersion(service: string): '1.0' | '1.1' {
  return ['sqs', 'dynamodb', 'cloudwatch', 'states'].includes(service) ? '1.0' : '1.1';
}

/** Name spaces of the services that write them before their errors' names. */
const ERROR_NAMESPACES: Readonly<Record<string, string>> = {
  sqs: 'com.amazonaws.sqs#',
  dynamodb: 'com.amazonaws.dynamodb.v20120810#',
  cloudwatch: 'com.amazonaws.cloudwatch.v2010_08_01#',
};

/** An error of AWS JSON; services that spoke the query protocol before add the code that it had there. */
export function jsonError(error: AwsError, service: string, requestId: string): SandboxResponse {
  const headers: Record<string, string> = {
    'content-type': `application/x-amz-json-${jsonVersion(service)}`,
    'x-amzn-requestid': requestId,
  };
  if (service === 'sqs' || service === 'cloudwatch') {
    headers['x-amzn-query-error'] = `${error.queryCode};${error.status < 500 ? 'Sender' : 'Receiver'}`;
  }
  const type = `${ERROR_NAMESPACES[service] ?? ''}${error.code}`;
  return { status: error.status, headers, body: JSON.stringify({ __type: type, message: error.message }) };
}

/** An error of Lambda's REST protocol. */
export function restError(error: AwsError, requestId: string): SandboxResponse {
  return {
    status: error.status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.code,
    },
    body: JSON.stringify({
      Type: error.status < 500 ? 'User' : 'Service',
      Message: error.message,
      message: error.message,
    }),
  };
}
