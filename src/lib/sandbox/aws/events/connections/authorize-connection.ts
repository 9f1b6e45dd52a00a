import { isJsonObject } from '../../../../base/json.js';
import type { ConnectionRecord } from '../../connection-records.js';
import type { Context } from '../../context.js';
import type { OutsideAnswer, OutsideRequest } from '../../outside/send.js';
import { enter, pass } from './connection-state.js';
import { parseSecretDocument, type SecretDocument, type SecretParameter } from './secret-document.js';

/** How long after a failed attempt the endpoint is asked again, where the connection is read. */
const AGAIN_MILLISECONDS = 1_000;

/**
 * Authorizes a connection with OAuth: its endpoint is asked for a token. Where nothing stands for the endpoint, nobody is
 * asked, and the connection is authorized after a while.
 */
export function authorize(connection: ConnectionRecord, context: Context): void {
  const document = documentOf(connection, context);
  delete connection.reason;
  context.outside.tokens.delete(connection.arn);
  if (!context.outside.reaches(tokenUrl(document))) {
    pass(connection, 'AUTHORIZING', context);
    return;
  }
  enter(connection, 'AUTHORIZING', context);
  // What is under way is about the credentials of before.
  context.outside.authorizing.delete(connection.arn);
  context.later(() => askForToken(connection, context));
}

/** Asks again where an attempt found no endpoint, and where the sandbox ended before there was an answer. */
export function authorizeAgain(connection: ConnectionRecord, context: Context): void {
  const waits = connection.state === 'AUTHORIZING' && connection.settles === undefined;
  if (!waits || context.outside.authorizing.has(connection.arn)) return;
  if (context.now() - (connection.asked ?? 0) >= AGAIN_MILLISECONDS)
    context.later(() => askForToken(connection, context));
}

/**
 * Asks a connection's endpoint for a token, and keeps it in memory. Who asks while it is asked gets the same.
 * @returns the token; undefined where there is none
 */
export function askForToken(connection: ConnectionRecord, context: Context): Promise<string | undefined> {
  const { authorizing } = context.outside;
  const asked = authorizing.get(connection.arn);
  if (asked !== undefined) return asked;
  const asking = ask(connection, context).finally(() => {
    if (authorizing.get(connection.arn) === asking) authorizing.delete(connection.arn);
  });
  authorizing.set(connection.arn, asking);
  return asking;
}

async function ask(connection: ConnectionRecord, context: Context): Promise<string | undefined> {
  const { outside } = context;
  const { secretArn } = connection;
  const { version } = context.state.secrets.get(secretArn ?? '') ?? {};
  connection.asked = context.now();
  const answer = await outside.send(tokenRequest(documentOf(connection, context)));
  // It was changed, or deleted, meanwhile.
  const isSame = context.state.connections.get(connection.name) === connection;
  if (!isSame || context.state.secrets.get(secretArn ?? '')?.version !== version) return undefined;
  const token = tokenIn(answer, context);
  if (token === undefined) {
    refuse(connection, answer, context);
    return undefined;
  }
  outside.tokens.set(connection.arn, token);
  if (connection.state === 'AUTHORIZING') enter(connection, 'AUTHORIZED', context);
  delete connection.reason;
  connection.authorized = context.now();
  return token.value;
}

/** [?] Which failures of its endpoint deauthorize a connection, and AWS's words for them, but for the first, were not recorded. */
function refuse(connection: ConnectionRecord, answer: OutsideAnswer, context: Context): void {
  if (answer.kind !== 'answer') {
    // Recorded 2026-09-24: it stays in its state.
    connection.reason = 'Could not connect to the specified endpoint.';
    return;
  }
  enter(connection, 'DEAUTHORIZED', context);
  const ok = answer.status >= 200 && answer.status < 300;
  connection.reason = ok
    ? 'The authorization endpoint sent no access token.'
    : `The authorization endpoint refused the request with status ${answer.status}.`;
}

function documentOf({ secretArn = '' }: ConnectionRecord, context: Context): SecretDocument {
  return parseSecretDocument(context.state.secrets.get(secretArn)?.value ?? '{}');
}

function tokenUrl({ authorization_endpoint: endpoint = '' }: SecretDocument): URL {
  return new URL(endpoint);
}

/**
 * The request for a token: client id, client secret and the body's parameters, with header and query parameters as configured.
 * [?] That it is a form, and that GET has it in its query, was not recorded.
 */
function tokenRequest(document: SecretDocument): OutsideRequest {
  const { client_id: id = '', client_secret: secret = '', http_method: method = 'POST' } = document;
  const { header_parameters, query_string_parameters, body_parameters } = {
    header_parameters: [],
    query_string_parameters: [],
    body_parameters: [],
    ...document.oauth_http_parameters,
  };
  const url = tokenUrl(document);
  for (const { key, value } of query_string_parameters) url.searchParams.set(key, value);
  const form = new URLSearchParams({ client_id: id, client_secret: secret, ...pairs(body_parameters) });
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    Connection: 'close',
    ...pairs(header_parameters),
  };
  if (method !== 'GET') return { url, method, headers, body: form.toString() };
  for (const [key, value] of form) url.searchParams.set(key, value);
  return { url, method, headers };
}

function pairs(parameters: readonly SecretParameter[]): Record<string, string> {
  return Object.fromEntries(parameters.map(({ key, value }) => [key, value]));
}

function tokenIn(
  answer: OutsideAnswer,
  context: Context,
): { readonly value: string; readonly expires?: number } | undefined {
  if (answer.kind !== 'answer' || answer.status < 200 || answer.status >= 300) return undefined;
  const parsed = parsedOrNothing(answer.body);
  if (!isJsonObject(parsed)) return undefined;
  const { access_token: value, expires_in: seconds } = parsed;
  if (typeof value !== 'string' || value === '') return undefined;
  const lasts = Number(seconds);
  return {
    value,
    ...(Number.isFinite(lasts) && seconds !== undefined ? { expires: context.now() + lasts * 1_000 } : {}),
  };
}

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
