import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import type { SandboxResponse } from '../../http.js';
import type { AwsError } from '../aws-error.js';

interface Tree {
  value?: string;
  readonly children: Map<string, Tree>;
}

/**
 * Reads a query protocol's parameters: `Tags.member.1.Key` is a list's entry, `Attributes.entry.1.key` a map's,
 * `Tag.1.Key` a flattened list's entry. Everything else is a structure or a text.
 */
export function parseQuery(parameters: URLSearchParams): JsonObject {
  const root: Tree = { children: new Map() };
  for (const [path, value] of parameters) {
    let node = root;
    for (const step of path.split('.')) {
      let next = node.children.get(step);
      if (next === undefined) {
        next = { children: new Map() };
        node.children.set(step, next);
      }
      node = next;
    }
    node.value = value;
  }
  const result = toJson(root);
  return isJsonObject(result) ? result : {};
}

function toJson(node: Tree): JsonValue {
  if (node.children.size === 0) return node.value ?? '';
  const names = [...node.children.keys()];
  const only = names.length === 1 ? node.children.get(names[0] ?? '') : undefined;
  if (only !== undefined && names[0] === 'member') return inOrder(only);
  if (only !== undefined && names[0] === 'entry') return toMap(inOrder(only));
  if (names.every((name) => /^\d+$/.test(name))) return inOrder(node);
  return Object.fromEntries(
    names.map((name) => [name, toJson(node.children.get(name) ?? { children: new Map() })]),
  );
}

function inOrder(node: Tree): JsonValue[] {
  return [...node.children]
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, child]) => toJson(child));
}

function toMap(entries: readonly JsonValue[]): JsonObject {
  const map: Record<string, JsonValue> = {};
  for (const entry of entries) {
    if (!isJsonObject(entry)) continue;
    const key = entry['key'] ?? entry['Name'];
    if (typeof key === 'string') map[key] = entry['value'] ?? entry['Value'] ?? '';
  }
  return map;
}

/** Text as XML character data. */
export function escapeXml(value: string): string {
  const safe = value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  // A carriage return would be normalized away, and other control characters are not XML at all.
  return safe.replace(/\r/g, '&#13;').replace(/[^\t\n\r\u0020-\uFFFF]/g, '\uFFFD');
}

/** Members of an answer that are maps, not structures. */
const MAP_MEMBERS: ReadonlySet<string> = new Set(['Attributes']);

/** A value as XML: lists as `<member>`, the known maps as `<entry><key/><value/></entry>`. */
export function toXml(name: string, value: JsonValue): string {
  return `<${name}>${content(name, value)}</${name}>`;
}

function content(name: string, value: JsonValue): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map((entry: JsonValue) => toXml('member', entry)).join('');
  if (!isJsonObject(value)) return escapeXml(String(value));
  const entries = Object.entries(value);
  if (MAP_MEMBERS.has(name)) {
    return entries
      .map(([key, entry]) => `<entry>${toXml('key', key)}${toXml('value', entry)}</entry>`)
      .join('');
  }
  return entries.map(([key, entry]) => toXml(key, entry)).join('');
}

/** XML name spaces of the services that speak the query protocol. */
const NAMESPACES: Readonly<Record<string, string>> = {
  sns: 'http://sns.amazonaws.com/doc/2010-03-31/',
  sqs: 'http://queue.amazonaws.com/doc/2012-11-05/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  cloudwatch: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
};

/** An answer of the query protocol; `inner` is the result's XML. */
export function queryAnswer(
  service: string,
  action: string,
  inner: string,
  requestId: string,
): SandboxResponse {
  // botocore wants the element even where it is empty.
  const result = `<${action}Result>${inner}</${action}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return xml(
    200,
    requestId,
    `<${action}Response xmlns="${NAMESPACES[service] ?? ''}">${result}${metadata}</${action}Response>`,
  );
}

/** An error of the query protocol. */
export function queryError(error: AwsError, service: string, requestId: string): SandboxResponse {
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  const inner = `<Error><Type>${type}</Type>${toXml('Code', error.queryCode)}${toXml('Message', error.message)}</Error>`;
  const body = `<ErrorResponse xmlns="${NAMESPACES[service] ?? ''}">${inner}<RequestId>${requestId}</RequestId></ErrorResponse>`;
  return xml(error.status, requestId, body);
}

function xml(status: number, requestId: string, body: string): SandboxResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `<?xml version="1.0"?>\n${body}`,
  };
}
