import type { JsonObject } from '../../base/json.js';
import { jsonResponse, type SandboxResponse } from '../http.js';

/** An answer of Genesys Cloud's public API that is an error; thrown by the handlers of single calls. */
export class GenesysFault extends Error {
  override readonly name = 'GenesysFault';

  /** @param status HTTP status. @param code Genesys's error code, e.g. `not.found`. */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly params: JsonObject = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  /** The error as an HTTP answer: `{message, code, status, messageParams, contextId, details, errors}`. */
  toResponse(contextId: string): SandboxResponse {
    const body = {
      message: this.message,
      code: this.code,
      status: this.status,
      messageParams: this.params,
      contextId,
      details: [],
      errors: [],
    };
    return jsonResponse(this.status, body, this.headers);
  }
}

/** 404 for a thing that is not there, or not visible to the client. */
export function notFound(what: string, id: string): GenesysFault {
  return new GenesysFault(404, 'not.found', `The requested resource was not found: ${what} ${id}.`, { id });
}

/** 400 for a request that the platform does not take. */
export function badRequest(message: string, params: JsonObject = {}): GenesysFault {
  return new GenesysFault(400, 'bad.request', message, params);
}

/** 403 for a client whose roles lack a permission. */
export function missingPermission(permission: string): GenesysFault {
  return new GenesysFault(
    403,
    'missing.any.permissions',
    `Unable to perform the requested action. You must have at least one of the following permissions assigned: [${permission}]`,
    { permissions: `[${permission}]` },
  );
}

/** 401 for a token that is unknown or has expired. */
export function badCredentials(): GenesysFault {
  return new GenesysFault(401, 'bad.credentials', 'Invalid login credentials.');
}

/** 429 with the seconds after which to come back. */
export function tooManyRequests(retryAfterSeconds: number): GenesysFault {
  return new GenesysFault(
    429,
    'too.many.requests',
    `Rate limit exceeded the maximum. Retry the request in [${retryAfterSeconds}] seconds`,
    { retryAfter: String(retryAfterSeconds) },
    { 'retry-after': String(retryAfterSeconds) },
  );
}
