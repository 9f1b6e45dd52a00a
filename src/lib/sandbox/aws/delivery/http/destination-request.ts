import { isJsonObject, type JsonObject } from '../../../../base/json.js';
import { atJsonPath } from '../../../../language/events/input/index.js';
import type { DestinationRecord } from '../../connection-records.js';
import type { TargetRecord } from '../../event-records.js';
import type { SecretDocument, SecretParameter } from '../../events/connections/secret-document.js';
import { textMap, texts } from '../../input.js';
import type { OutsideRequest } from '../../outside/send.js';

/** What a request to an API destination is made of. */
export interface RequestParts {
  readonly destination: DestinationRecord;
  readonly connection: SecretDocument;
  readonly target: TargetRecord;
  readonly event: JsonObject;
  /** What the target gets. */
  readonly text: string;
  /** Of a connection with OAuth. */
  readonly token?: string;
}

/** What is put around every request (EventBridge user guide, "API destinations"); none of it can be overridden but the first. */
const DEFAULT_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'application/json; charset=utf-8',
};
const FIXED_HEADERS: Readonly<Record<string, string>> = {
  'User-Agent': 'Amazon/EventBridge/ApiDestinations',
  Range: 'bytes=0-1048575',
  'Accept-Encoding': 'gzip,deflate',
  Connection: 'close',
};

/** Headers that EventBridge takes out of what a connection or target gives (EventBridge user guide, "API destinations"). */
const REMOVED: ReadonlySet<string> = new Set([
  ...['a-im', 'accept-charset', 'accept-datetime', 'accept-encoding', 'cache-control', 'connection'],
  ...['content-encoding', 'content-length', 'content-md5', 'date', 'expect', 'forwarded', 'from', 'host'],
  ...['http2-settings', 'if-match', 'if-modified-since', 'if-none-match', 'if-range', 'if-unmodified-since'],
  ...['max-forwards', 'origin', 'pragma', 'proxy-authorization', 'range', 'referer', 'te', 'trailer'],
  ...['transfer-encoding', 'user-agent', 'upgrade', 'via', 'warning'],
]);

/** Methods whose requests have no body. [?] What AWS sends with them was not recorded. */
const WITHOUT_BODY: readonly string[] = ['GET', 'HEAD'];

/** The request for an event, or why none can be made. Where a connection and a target set the same, the connection's counts. */
export function destinationRequest(parts: RequestParts): OutsideRequest | { readonly why: string } {
  const { destination, connection, target, event, text } = parts;
  const parameters = isJsonObject(target['HttpParameters']) ? target['HttpParameters'] : {};
  const filled = fillWildcards(destination.endpoint, texts(parameters, 'PathParameterValues'), event);
  if (typeof filled !== 'string') return filled;
  const url = new URL(filled);
  const ours = connection.invocation_http_parameters;
  const query = new Map([
    ...url.searchParams,
    ...fromEvent(textMap(parameters, 'QueryStringParameters') ?? {}, event),
    ...pairs(ours?.query_string_parameters),
  ]);
  url.search = [...query]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const headers = joined(
    Object.entries(DEFAULT_HEADERS),
    allowed(fromEvent(textMap(parameters, 'HeaderParameters') ?? {}, event)),
    allowed(pairs(ours?.header_parameters)),
    authorization(parts),
    Object.entries(FIXED_HEADERS),
  );
  const unfit = Object.entries(headers).find(([, value]) => !isHeaderValue(value));
  if (unfit !== undefined)
    return { why: `the value of header ${unfit[0]} has characters that no header has` };
  const { method } = destination;
  if (WITHOUT_BODY.includes(method)) return { url, method, headers };
  return { url, method, headers, body: withParameters(text, pairs(ours?.body_parameters)) };
}

type Pairs = readonly (readonly [string, string])[];

/**
 * Each `*` of an endpoint is filled with the value in its place, encoded. [?] What AWS does with an event in which a path finds
 * nothing was not recorded; here it is not sent.
 */
function fillWildcards(
  endpoint: string,
  values: readonly string[],
  event: JsonObject,
): string | { readonly why: string } {
  const [start = '', ...rest] = endpoint.split('*');
  let filled = start;
  for (const [index, part] of rest.entries()) {
    const given = values[index];
    if (given === undefined)
      return { why: `the target has no path parameter for the wildcard ${index + 1} of ${endpoint}` };
    const value = valueFor(given, event);
    if (value === undefined)
      return { why: `path parameter ${index + 1}, ${given}, finds no text or number in the event` };
    filled += encodeURIComponent(value) + part;
  }
  return filled;
}

/** [?] A value that begins with `$` is a path into the event; what finds nothing is left out, not empty. Neither was recorded. */
function fromEvent(values: Readonly<Record<string, string>>, event: JsonObject): Pairs {
  return Object.entries(values).flatMap(([name, given]) => {
    const value = valueFor(given, event);
    return value === undefined ? [] : [[name, value] as const];
  });
}

function valueFor(given: string, event: JsonObject): string | undefined {
  if (!given.startsWith('$')) return given;
  const found = atJsonPath(event, given);
  if (typeof found === 'string') return found;
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined;
}

function pairs(parameters: readonly SecretParameter[] = []): Pairs {
  return parameters.map(({ key, value }) => [key, value]);
}

function allowed(headers: Pairs): Pairs {
  return headers.filter(([name]) => !REMOVED.has(name.toLowerCase()));
}

function authorization({ connection, token }: RequestParts): Pairs {
  const { username, password = '', api_key_name: name, api_key_value: value = '' } = connection;
  if (token !== undefined) return [['Authorization', `Bearer ${token}`]];
  if (name !== undefined) return [[name, value]];
  if (username === undefined) return [];
  return [['Authorization', `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`]];
}

/** Of headers with one name, whatever its case, the last counts. */
function joined(...groups: readonly Pairs[]): Record<string, string> {
  const byName = new Map(
    groups.flatMap((group) => group.map(([name, value]) => [name.toLowerCase(), [name, value] as const])),
  );
  return Object.fromEntries(byName.values());
}

/** [?] What AWS does with an event whose text fits no header was not recorded; it cannot be sent as it is. */
function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7E\x80-\xFF]*$/.test(value);
}

/** A connection's body parameters become members of a body that is a JSON object. */
function withParameters(text: string, parameters: Pairs): string {
  if (parameters.length === 0) return text;
  const body: unknown = JSON.parse(text);
  return isJsonObject(body) ? JSON.stringify({ ...body, ...Object.fromEntries(parameters) }) : text;
}
