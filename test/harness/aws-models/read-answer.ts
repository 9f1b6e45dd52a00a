import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/lib/base/json.js';
import type { Exchange } from './exchange.js';
import { shapeNamed } from './models.js';
import type { ReadRequest } from './read-request.js';
import { fromText, fromXml } from './read-text.js';
import { readXml } from './xml.js';

/** Reads the answer to a call that went well by the models. @throws Error where it cannot be parsed */
export function readOutput(request: ReadRequest, { answer }: Exchange): JsonObject {
  switch (request.protocol) {
    case 'json':
      return objectOf(answer.body);
    case 'query':
      return queryOutput(request, answer.body);
    case 'rest':
      return restOutput(request, answer);
  }
}

function objectOf(body: string): JsonObject {
  // What answers nothing may leave the body out.
  const value: unknown = body === '' ? {} : JSON.parse(body);
  if (!isJsonObject(value)) throw new Error('The answer is no object.');
  return value;
}

function queryOutput({ model, action, operation }: ReadRequest, body: string): JsonObject {
  const document = readXml(body);
  if (document.name !== `${action}Response`) throw new Error(`The answer is a ${document.name}.`);
  if (!document.children.some(({ name }) => name === 'ResponseMetadata'))
    throw new Error('The answer has no ResponseMetadata.');
  if (operation.output === undefined) return {};
  const name = operation.resultWrapper ?? `${action}Result`;
  const result = document.children.find((child) => child.name === name);
  if (result === undefined) throw new Error(`The answer has no ${name}.`);
  const value = fromXml(model, operation.output, result);
  return isJsonObject(value) ? value : {};
}

function restOutput({ model, operation }: ReadRequest, answer: Exchange['answer']): JsonObject {
  if (operation.output === undefined) return answer.body === '' ? {} : { body: answer.body };
  const { members = {}, payload } = shapeNamed(model, operation.output);
  const found: Record<string, JsonValue> = {};
  const inBody: Record<string, string> = {};
  for (const [name, { shape, location, locationName = name }] of Object.entries(members)) {
    const text = answer.headers[locationName.toLowerCase()];
    if (location === 'statusCode') found[name] = answer.status;
    else if (location !== 'header') inBody[locationName] = name;
    else if (text !== undefined) found[name] = fromText(model, shape, text);
  }
  if (payload !== undefined) found[payload] = Buffer.from(answer.body).toString('base64');
  else for (const [wire, value] of Object.entries(objectOf(answer.body))) found[inBody[wire] ?? wire] = value;
  return found;
}

/** What an answer that refuses a call says of it, where botocore looks for it. */
export interface ReadError {
  /** The name of the shape, or the code of the query protocol. */
  readonly code: string;
  /** What services that spoke the query protocol before add to AWS JSON: botocore's code of the error. */
  readonly queryCode?: string;
  readonly message: string;
}

/** Reads an answer that refuses a call. @throws Error where it cannot be parsed */
export function readError({ protocol }: ReadRequest, { answer }: Exchange): ReadError {
  if (protocol === 'query') {
    const document = readXml(answer.body);
    const error = document.children.find(({ name }) => name === 'Error');
    const part = (wanted: string) => error?.children.find(({ name }) => name === wanted)?.text ?? '';
    return { code: part('Code'), message: part('Message') };
  }
  const body = objectOf(answer.body);
  const type = answer.headers['x-amzn-errortype'] ?? body['__type'] ?? body['code'];
  const code = (typeof type === 'string' ? type : '').split(':')[0]?.split('#').at(-1) ?? '';
  const message = body['message'] ?? body['Message'];
  const queryCode = answer.headers['x-amzn-query-error']?.split(';')[0];
  return {
    code,
    ...(queryCode === undefined ? {} : { queryCode }),
    message: typeof message === 'string' ? message : '',
  };
}
