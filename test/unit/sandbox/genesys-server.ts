import { randomUUID } from 'node:crypto';
import {
  createGenesysCloud,
  exampleOrganization,
  type OfferedEventType,
  type OrganizationState,
} from '../../../src/lib/sandbox/genesys/index.js';
import { listen } from '../../../src/lib/sandbox/http-server.js';

/** A Genesys Cloud on a port, without an AWS beside it: its partner event sources are only written down. */
export interface GenesysServer {
  readonly port: number;
  readonly url: string;
  readonly organization: OrganizationState;
  /** `account/region/name` of the sources that exist. */
  readonly sources: ReadonlySet<string>;
  /** Moves the server's clock on, in ms. */
  pass(milliseconds: number): void;
  failActivation(message: string | undefined): void;
  revokeTokens(): void;
  close(): Promise<void>;
}

/** Of every OAuth client of the test's Genesys Cloud. */
export const CLIENT_SECRET = 'a-secret';

export const ACD_END = 'v2.detail.events.conversation.{id}.acd.end';
export const USER_END = 'v2.detail.events.conversation.{id}.user.end';
export const SOCKET_ONLY = 'v2.users.{id}.presence';

const EVENT_TYPES: readonly OfferedEventType[] = [
  { template: ACD_END, description: 'Left the queue.', transports: ['All'] },
  { template: USER_END, description: 'The agent left.', transports: ['EventBridge'] },
  { template: SOCKET_ONLY, description: 'Presence.', transports: ['Websocket'] },
];

export async function startGenesys(changes: Partial<OrganizationState> = {}): Promise<GenesysServer> {
  const organization = { ...exampleOrganization('6513270e-269e-4d37-b2a7-4de452e6b438'), ...changes };
  const sources = new Set<string>();
  let offset = 0;
  let activationMessage: string | undefined;
  // It stands still but for `pass`: a busy machine moves no state on.
  const start = Date.now();
  const now = (): number => start + offset;
  const cloud = createGenesysCloud({
    organizationOf: () => organization,
    clientSecret: CLIENT_SECRET,
    eventTypes: () => EVENT_TYPES,
    sources: {
      create: (...place) => sources.add(place.join('/')),
      delete: (...place) => sources.delete(place.join('/')),
    },
    activationError: () => activationMessage,
    now,
  });
  const server = await listen(0, async (request) => {
    cloud.integrations(organization).advance(now());
    return { kind: 'answer', response: cloud.handle(request, randomUUID()) };
  });
  return {
    port: server.port,
    url: `http://127.0.0.1:${server.port}`,
    organization,
    sources,
    pass: (milliseconds) => {
      offset += milliseconds;
    },
    failActivation: (message) => {
      activationMessage = message;
    },
    revokeTokens: () => cloud.revokeTokens(),
    close: () => server.close(),
  };
}

/** A call with a token of its own; the answer's status, headers and parsed body. */
export async function call(
  server: Pick<GenesysServer, 'url'>,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token ?? (await login(server))}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

export async function login(
  server: Pick<GenesysServer, 'url'>,
  id = 'a-client',
  secret = CLIENT_SECRET,
): Promise<string> {
  const { access_token: token } = (await askForToken(server, id, secret)).body;
  return String(token);
}

export async function askForToken(
  server: Pick<GenesysServer, 'url'>,
  id: string,
  secret: string,
  grant = 'client_credentials',
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${server.url}/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: `grant_type=${grant}`,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
