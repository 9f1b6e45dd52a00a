import { jsonResponse, type SandboxResponse } from '../http.js';
import { badCredentials, GenesysFault, missingPermission, tooManyRequests } from './errors.js';

/** A reason outside a call for which it fails. */
export type GenesysFailure =
  | { readonly kind: 'throttle' }
  | { readonly kind: 'deny' }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'status'; readonly status: number }
  /** Genesys Cloud knows no such thing: an HTTP 500. */
  | { readonly kind: 'failed-entries' }
  /** HTTP 404. */
  | { readonly kind: 'not-found' }
  /** HTTP 409. */
  | { readonly kind: 'in-use' };

/** Names of statuses as Genesys Cloud's own error bodies use them. */
const STATUS_CODES: Readonly<Record<number, readonly [code: string, message: string]>> = {
  500: [
    'internal.server.error',
    'The server encountered an unexpected condition which prevented it from fulfilling the request.',
  ],
  503: [
    'service.unavailable',
    'Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance).',
  ],
  504: ['gateway.timeout', 'The request timed out.'],
};

/** The error with which Genesys Cloud answers a call that meets a failure. `permission`: what the call needs. */
export function failureOf(failure: GenesysFailure, permission: string | undefined): GenesysFault {
  switch (failure.kind) {
    case 'throttle':
      return tooManyRequests(1);
    case 'deny':
      return permission === undefined
        ? new GenesysFault(403, 'not.authorized', 'You are not authorized to perform the requested action.')
        : missingPermission(permission);
    case 'unauthorized':
      return badCredentials();
    case 'status':
      return statusFailure(failure.status);
    case 'failed-entries':
      return statusFailure(500);
    case 'not-found':
      return statusFailure(404);
    case 'in-use':
      return statusFailure(409);
  }
}

function statusFailure(status: number): GenesysFault {
  const [code, message] = STATUS_CODES[status] ?? [
    `http.${status}`,
    `The request was answered with HTTP ${status}.`,
  ];
  return new GenesysFault(status, code, message);
}

/** The same for the login, which speaks OAuth's own errors where the client is refused. */
export function loginFailure(failure: GenesysFailure, contextId: string): SandboxResponse {
  if (failure.kind !== 'unauthorized' && failure.kind !== 'deny') {
    return failureOf(failure, undefined).toResponse(contextId);
  }
  const description = 'authentication failed';
  return jsonResponse(401, { error: 'invalid_client', description, error_description: description });
}
