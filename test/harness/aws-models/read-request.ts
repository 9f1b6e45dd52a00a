import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/lib/base/json.js';
import type { Exchange } from './exchange.js';
import { MODELS, type OperationModel, type ServiceModel, shapeNamed } from './models.js';
import { fromForm, fromText } from './read-text.js';

/** A request with the call that it makes. */
export interface ReadRequest {
  readonly service: string;
  readonly action: string;
  readonly model: ServiceModel;
  readonly operation: OperationModel;
  readonly protocol: 'json' | 'query' | 'rest';
  readonly input: JsonObject;
}

/** Reads a request to AWS by the models. @returns what is wrong where it makes no call that they know */
export function readRequest(exchange: Exchange): ReadRequest | string {
  const target = exchange.headers['x-amz-target'];
  if (target !== undefined) return readJson(exchange, target);
  const form = new URLSearchParams(exchange.body);
  return form.has('Action') ? readForm(form) : readRest(exchange);
}

function readJson({ body }: Exchange, target: string): ReadRequest | string {
  const [prefix = '', action = ''] = target.split('.');
  const found = Object.entries(MODELS).find(([, { targetPrefix }]) => targetPrefix === prefix);
  const [service = '', model] = found ?? [];
  const operation = model?.operations[action];
  if (model === undefined || operation === undefined) return `${target} is in no model`;
  const input: unknown = JSON.parse(body);
  if (!isJsonObject(input)) return `${target} is called with what is no object`;
  return { service, action, model, operation, protocol: 'json', input };
}

function readForm(form: URLSearchParams): ReadRequest | string {
  const action = form.get('Action') ?? '';
  const found = Object.entries(MODELS).find(
    ([, { apiVersion, operations, targetPrefix }]) =>
      // SQS's old protocol is in no model of today's.
      targetPrefix === undefined && apiVersion === form.get('Version') && operations[action] !== undefined,
  );
  const [service = '', model] = found ?? [];
  const operation = model?.operations[action];
  if (model === undefined || operation === undefined) return `${action} is in no model`;
  const used = new Set(['Action', 'Version']);
  const parameters = new Map(form);
  const read = operation.input === undefined ? {} : fromForm(model, operation.input, '', parameters, used);
  const left = [...parameters].filter(([name]) => !used.has(name));
  const input = { ...(isJsonObject(read) ? read : {}), ...Object.fromEntries(left) };
  return { service, action, model, operation, protocol: 'query', input };
}

/** Of Lambda, which alone has a REST API. */
function readRest(exchange: Exchange): ReadRequest | string {
  const model = MODELS['lambda'];
  const { pathname, searchParams } = new URL(exchange.url, 'http://localhost');
  for (const [action, operation] of Object.entries(model?.operations ?? {})) {
    if (model === undefined || operation.method !== exchange.method) continue;
    const parts = partsOf(operation.uri, pathname);
    if (parts === undefined) continue;
    const input = restInput(model, operation, parts, searchParams, exchange);
    return { service: 'lambda', action, model, operation, protocol: 'rest', input };
  }
  return `${exchange.method} ${pathname} is in no model`;
}

/** The parts of a path that a template names; undefined where it is another path. */
function partsOf(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const names: string[] = [];
  const source = template.replace(/\/$/, '').replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return '([^/]+)';
  });
  const match = new RegExp(`^${source}/?$`).exec(path);
  if (match === null) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]));
}

function restInput(
  model: ServiceModel,
  operation: OperationModel,
  parts: Readonly<Record<string, string>>,
  query: URLSearchParams,
  { headers, body }: Exchange,
): JsonObject {
  const found: Record<string, JsonValue> = {};
  if (operation.input === undefined) return found;
  const { members = {}, payload } = shapeNamed(model, operation.input);
  const asked = new Set(query.keys());
  const inBody: Record<string, string> = {};
  for (const [name, member] of Object.entries(members)) {
    const wire = member.locationName ?? name;
    const list = shapeNamed(model, member.shape).type === 'list';
    const text =
      member.location === 'uri'
        ? parts[wire]
        : member.location === 'querystring'
          ? (query.get(wire) ?? undefined)
          : member.location === 'header'
            ? headers[wire.toLowerCase()]
            : undefined;
    if (member.location === undefined) inBody[wire] = name;
    if (member.location === 'querystring') asked.delete(wire);
    if (text !== undefined) found[name] = list ? query.getAll(wire) : fromText(model, member.shape, text);
  }
  for (const name of asked) found[name] = query.get(name);
  if (payload !== undefined) found[payload] = Buffer.from(body).toString('base64');
  else if (body !== '') {
    const value: unknown = JSON.parse(body);
    if (isJsonObject(value))
      for (const [wire, each] of Object.entries(value)) found[inBody[wire] ?? wire] = each;
  }
  return found;
}
