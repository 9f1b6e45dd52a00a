import type { JsonValue } from '../../base/json.js';
import type { CallDescription, SandboxRequest, SandboxResponse } from '../http.js';
import { jsonResponse } from '../http.js';
import { badCredentials, badRequest, GenesysFault, missingPermission, tooManyRequests } from './errors.js';
import { failureOf, type GenesysFailure, loginFailure } from './failure.js';
import { missingScope } from './gateway.js';
import type { OfferedEventType } from './integration-config.js';
import { Integrations, type PartnerSources } from './integrations.js';
import { findOperation } from './operations.js';
import { isGranted } from './permissions.js';
import type { OrganizationState } from './state.js';
import { TOKEN_CALL, TokenDesk } from './tokens.js';

export { rememberEvent } from './conversation/published.js';
export { EXAMPLE_DIVISIONS, exampleOrganization, generatedQueues } from './example-organization.js';
export type { GenesysFailure } from './failure.js';
export { gatewayOf, whyNotPublished } from './gateway.js';
export type { OfferedEventType } from './integration-config.js';
export { eventBridgeProperties } from './integration-config.js';
export type { PartnerSources } from './integrations.js';
export { Integrations, sourceName } from './integrations.js';
export { sandboxId } from './sandbox-id.js';
export type { IntegrationState, OrganizationState, QueueState } from './state.js';
export { organizationSchema } from './state.js';

/** The largest body that Genesys Cloud takes, in bytes. */
const BODY_BYTES = 512_000;

/** What the sandbox's Genesys Cloud is made of. */
export interface GenesysCloudOptions {
  /** The organization that an OAuth client belongs to; it is changed in place. */
  organizationOf(clientId: string): OrganizationState;
  /** What goes with every OAuth client. */
  readonly clientSecret: string;
  readonly eventTypes: () => readonly OfferedEventType[];
  readonly sources: PartnerSources;
  /** The message with which the next activation of an integration fails; undefined: it works. */
  activationError(): string | undefined;
  readonly now?: () => number;
}

/** A local Genesys Cloud: every organization of the sandbox behind one address, told apart by the OAuth client. */
export interface GenesysCloud {
  handle(request: SandboxRequest, contextId: string): SandboxResponse;
  /** What a request is; undefined where it is none of Genesys Cloud's. */
  describe(request: SandboxRequest): CallDescription | undefined;
  /** The answer to a call that meets a failure from outside; nothing is changed. */
  fault(request: SandboxRequest, failure: GenesysFailure, contextId: string): SandboxResponse;
  integrations(organization: OrganizationState): Integrations;
  revokeTokens(): void;
}

/** Makes a local Genesys Cloud. Nothing in it waits or talks to anything. */
export function createGenesysCloud(options: GenesysCloudOptions): GenesysCloud {
  const now = options.now ?? Date.now;
  const tokens = new TokenDesk(options.clientSecret);

  const integrations = (state: OrganizationState): Integrations =>
    new Integrations(state, options.eventTypes, options.sources, options.activationError);

  const isToken = (request: SandboxRequest): boolean => request.path === '/oauth/token';

  function answer(request: SandboxRequest, contextId: string): SandboxResponse {
    if (isToken(request)) {
      if (request.method !== 'POST')
        throw new GenesysFault(405, 'method.not.allowed', 'HTTP 405 Method Not Allowed');
      return tokens.issue(request, (clientId) => options.organizationOf(clientId).tokenSeconds, now());
    }
    if (request.headers['authorization'] === undefined) {
      throw new GenesysFault(
        401,
        'authentication.required',
        'No authentication bearer token specified in authorization header.',
      );
    }
    const token = tokens.find(request, now());
    if (token === undefined) throw badCredentials();
    const rate = tokens.count(token, now());
    const withRate = (response: SandboxResponse): SandboxResponse => ({
      ...response,
      headers: { ...response.headers, ...rate.headers },
    });
    if (rate.exceeded) return withRate(tooManyRequests(rate.resetSeconds).toResponse(contextId));
    try {
      return withRate(callOperation(request, token.clientId));
    } catch (error) {
      if (error instanceof GenesysFault) return withRate(error.toResponse(contextId));
      throw error;
    }
  }

  function callOperation(request: SandboxRequest, clientId: string): SandboxResponse {
    const found = findOperation(request.method, request.path);
    if (found === undefined) {
      throw new GenesysFault(404, 'not.found', `HTTP 404 Not Found: ${request.method} ${request.path}`);
    }
    const state = options.organizationOf(clientId);
    const { permission, scope } = found.operation;
    if (permission !== undefined && !isGranted(state, permission)) throw missingPermission(permission);
    if (scope !== undefined && !isGranted(state, scope)) throw missingScope(scope);
    const result = found.operation.run({
      state,
      integrations: integrations(state),
      offered: options.eventTypes(),
      clientId,
      request,
      body: parseBody(request),
      now: now(),
      ids: found.ids,
    });
    return result === undefined ? { status: 204, headers: {}, body: '' } : jsonResponse(200, result);
  }

  return {
    handle(request, contextId) {
      let response: SandboxResponse;
      try {
        response = answer(request, contextId);
      } catch (error) {
        if (!(error instanceof GenesysFault)) throw error;
        response = error.toResponse(contextId);
      }
      return withCorrelation(response, contextId);
    },
    describe(request) {
      if (isToken(request)) return TOKEN_CALL;
      if (!request.path.startsWith('/api/v2/')) return undefined;
      const action = findOperation(request.method, request.path)?.operation.action ?? 'unknown';
      return { service: 'genesys', action, write: request.method !== 'GET' };
    },
    fault(request, failure, contextId) {
      const permission = findOperation(request.method, request.path)?.operation.permission;
      const response = isToken(request)
        ? loginFailure(failure, contextId)
        : failureOf(failure, permission).toResponse(contextId);
      return withCorrelation(response, contextId);
    },
    integrations,
    revokeTokens: () => tokens.revokeAll(),
  };
}

function withCorrelation(response: SandboxResponse, contextId: string): SandboxResponse {
  return { ...response, headers: { ...response.headers, 'inin-correlation-id': contextId } };
}

function parseBody(request: SandboxRequest): JsonValue {
  if (request.body === '') return null;
  if (Buffer.byteLength(request.body) > BODY_BYTES) {
    throw new GenesysFault(
      413,
      'request.entity.too.large',
      `The request body is larger than ${BODY_BYTES} bytes.`,
    );
  }
  try {
    return JSON.parse(request.body) as JsonValue;
  } catch {
    throw badRequest('The request body is not valid JSON.');
  }
}
