import { createHash, createHmac } from 'node:crypto';
import type { WireRequest } from '../../http.js';
import type { RequestSignature } from './signed-request.js';

/**
 * The signature that a request must carry, in hexadecimal: Signature Version 4 of what came over the wire ("Create a
 * signed AWS API request", IAM user guide), the body's own hash included, whatever a header says of it.
 */
export function computeSignature(request: WireRequest, given: RequestSignature, secret: string): string {
  const [, day = '', region = '', service = '', terminator = ''] = given.credential;
  const parts = [day, region, service, terminator];
  const scope = parts.join('/');
  const toSign = ['AWS4-HMAC-SHA256', given.date, scope, sha256(canonicalRequest(request, given))].join('\n');
  return createHmac('sha256', signingKey(secret, parts)).update(toSign).digest('hex');
}

/** Most keys that are kept: a day's are one for each service and region. */
const KEYS_KEPT = 100;

const keys = new Map<string, Buffer>();

/** The key of a scope, which is good for a day: made of four rounds, for thousands of calls. */
function signingKey(secret: string, scope: readonly string[]): Buffer {
  const name = JSON.stringify([secret, ...scope]);
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = scope.reduce(
    (signer, part) => createHmac('sha256', signer).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
  if (keys.size === KEYS_KEPT) keys.clear();
  keys.set(name, key);
  return key;
}

function canonicalRequest(request: WireRequest, { place, signedHeaders }: RequestSignature): string {
  const headers = signedHeaders.map((name) => `${name}:${canonicalValue(request.headers[name] ?? '')}\n`);
  return [
    request.method,
    canonicalPath(request.target.split('?')[0] ?? ''),
    canonicalQuery(request.query, place),
    headers.join(''),
    signedHeaders.join(';'),
    sha256(request.bytes),
  ].join('\n');
}

/** The path as it came, without `.`, `..` and empty parts, encoded once more: every service but S3 has it so. */
function canonicalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const slash = parts.length > 0 && path.endsWith('/') ? '/' : '';
  return encode(`/${parts.join('/')}${slash}`).replaceAll('%2F', '/');
}

/** Names and values as the sandbox reads them, encoded as AWS does, in order; a presigned URL's signature is not signed. */
function canonicalQuery(query: URLSearchParams, place: RequestSignature['place']): string {
  return [...query]
    .filter(([name]) => place === 'header' || name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => inOrder(name, otherName) || inOrder(value, otherValue))
    .map((pair) => pair.join('='))
    .join('&');
}

function inOrder(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function canonicalValue(value: string): string {
  return value.trim().replace(/\s+/g, ' ');
}

/** Percent-encodes all but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
