import type { JsonValue } from '../base/json.js';

/** An HTTP request as the sandbox's services take it; header names in lower case. */
export interface SandboxRequest {
  readonly method: string;
  /** Path without the query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request with what its signature is about: what came over the wire, byte for byte. */
export interface WireRequest extends SandboxRequest {
  /** Path and query as they were sent. */
  readonly target: string;
  readonly bytes: Uint8Array;
}

/** An HTTP answer of one of the sandbox's services. */
export interface SandboxResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Sent instead of `body`, for an answer that is no text. */
  readonly bytes?: Uint8Array;
}

/** What a request is, for the journal and for faults. */
export interface CallDescription {
  /** `genesys`, or AWS's signing name: `events`, `sns`, `sqs`, `lambda`, `sts`, `tagging`, … */
  readonly service: string;
  /** The operation as the service's own reference names it, e.g. `PutTargets`, `getRoutingQueues`. */
  readonly action: string;
  /** Whether it changes anything. */
  readonly write: boolean;
}

/** An answer with a JSON body. */
export function jsonResponse(
  status: number,
  body: JsonValue,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
