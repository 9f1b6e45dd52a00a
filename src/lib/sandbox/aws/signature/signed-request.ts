import type { WireRequest } from '../../http.js';

/** A request's Signature Version 4, as it says itself; nothing of it is checked. */
export interface RequestSignature {
  /** Where it is written: the Authorization header, or the query of a presigned URL. */
  readonly place: 'header' | 'query';
  /** Parts of the credential, split at the slashes: access key id, day, region, service, terminator. */
  readonly credential: readonly string[];
  /** Names in lower case, in the order in which they were signed. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly date: string;
  /** Seconds that a presigned URL says it is good for. */
  readonly expires?: string;
}

/** What a request says of who signed it. */
export type SignatureReading =
  | { readonly kind: 'none' }
  /** `missing`: sentences about the parts that are not there, as AWS writes them. */
  | { readonly kind: 'incomplete'; readonly missing: string }
  | { readonly kind: 'signed'; readonly signature: RequestSignature };

/** The one algorithm that the sandbox knows. */
const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Reads a request's signature: that of its Authorization header, else that of its query. */
export function readSignature(request: WireRequest): SignatureReading {
  const authorization = request.headers['authorization'];
  if (authorization !== undefined) return fromHeader(authorization, request);
  return ['Algorithm', 'Credential', 'Signature'].some((name) => request.query.has(`X-Amz-${name}`))
    ? fromQuery(request.query)
    : { kind: 'none' };
}

function fromHeader(authorization: string, request: WireRequest): SignatureReading {
  const [, algorithm = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(authorization) ?? [];
  if (algorithm !== ALGORITHM) {
    return { kind: 'incomplete', missing: `Unsupported AWS 'algorithm': '${algorithm.slice(0, 40)}'. ` };
  }
  const parts = new Map(
    rest.split(/[,\s]+/).map((part) => {
      const equals = part.indexOf('=');
      return [part.slice(0, Math.max(equals, 0)), part.slice(equals + 1)] as const;
    }),
  );
  const date = request.headers['x-amz-date'];
  const given = ['Credential', 'Signature', 'SignedHeaders'].map((name) => parts.get(name) ?? '');
  const missing = [
    ...['Credential', 'Signature', 'SignedHeaders'].flatMap((name, index) =>
      given[index] === '' ? [`Authorization header requires '${name}' parameter. `] : [],
    ),
    ...(date === undefined
      ? ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "]
      : []),
  ].join('');
  if (missing !== '' || date === undefined) return { kind: 'incomplete', missing };
  const [credential = '', signature = '', signedHeaders = ''] = given;
  return {
    kind: 'signed',
    signature: {
      place: 'header',
      credential: credential.split('/'),
      signedHeaders: signedHeaders.split(';'),
      signature,
      date,
    },
  };
}

function fromQuery(query: URLSearchParams): SignatureReading {
  const names = ['Algorithm', 'Credential', 'Signature', 'SignedHeaders', 'Date'];
  const [algorithm = '', credential = '', signature = '', signedHeaders = '', date = ''] = names.map(
    (name) => query.get(`X-Amz-${name}`) ?? '',
  );
  const missing = names
    .filter((name) => (query.get(`X-Amz-${name}`) ?? '') === '')
    .map((name) => `AWS query-string parameters must include 'X-Amz-${name}'. `)
    .join('');
  if (missing !== '') return { kind: 'incomplete', missing };
  if (algorithm !== ALGORITHM) {
    return { kind: 'incomplete', missing: `Unsupported AWS 'algorithm': '${algorithm.slice(0, 40)}'. ` };
  }
  const expires = query.get('X-Amz-Expires');
  return {
    kind: 'signed',
    signature: {
      place: 'query',
      credential: credential.split('/'),
      signedHeaders: signedHeaders.split(';'),
      signature,
      date,
      ...(expires === null ? {} : { expires }),
    },
  };
}
