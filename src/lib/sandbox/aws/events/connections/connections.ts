import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../../base/json.js';
import { arnOf } from '../../arn.js';
import { AwsError, validationError } from '../../aws-error.js';
import type { AuthorizationType, ConnectionRecord } from '../../connection-records.js';
import { Constraints } from '../../constraints.js';
import type { Context, Operations } from '../../context.js';
import { integer, object, text } from '../../input.js';
import { pageOf } from '../../pages.js';
import { changeOwnedSecret, dropOwnedSecret, makeOwnedSecret } from '../../secrets/secrets.js';
import { authorize, authorizeAgain } from './authorize-connection.js';
import { checkConnection, checkNamed } from './check-connection.js';
import { checkEndpoint } from './check-endpoint.js';
import {
  allConnections,
  connectionNamed,
  enter,
  existingConnection,
  pass,
  wasRead,
} from './connection-state.js';
import { makeLinkedRole } from './linked-role.js';
import { givesCredentials, parseSecretDocument, secretDocument, shownParameters } from './secret-document.js';

/** Connections of an account and region (EventBridge quotas). */
const CONNECTIONS_PER_REGION = 3_000;
const PAGE = 100;
const OWNER = 'events';

function createConnection(input: JsonObject, context: Context): JsonObject {
  checkConnection(input, 'all');
  const given = authParameters(input);
  const name = text(input, 'Name') ?? '';
  const type = text(input, 'AuthorizationType') as AuthorizationType;
  const document = secretDocument(type, given);
  const { authorization_endpoint: endpoint } = document;
  if (endpoint !== undefined) checkTokenEndpoint(endpoint, 'create');
  if (connectionNamed(name, context) !== undefined)
    throw new AwsError('ResourceAlreadyExistsException', `Connection '${name}' already exists.`);
  if (context.state.connections.size >= CONNECTIONS_PER_REGION)
    throw new AwsError(
      'LimitExceededException',
      'The requested resource exceeds the maximum number allowed.',
    );
  makeLinkedRole(context);
  const description = text(input, 'Description');
  const now = context.now();
  const connection: ConnectionRecord = {
    name,
    arn: arnOf('events', context, `connection/${name}/${randomUUID()}`),
    created: now,
    modified: now,
    ...(description === undefined ? {} : { description }),
    type,
    state: 'AUTHORIZED',
    parameters: shownParameters(type, document),
    secretArn: makeOwnedSecret(secretName(name), JSON.stringify(document), OWNER, context),
  };
  context.state.connections.set(name, connection);
  if (type === 'OAUTH_CLIENT_CREDENTIALS') authorize(connection, context);
  // Recorded: the answer has no LastAuthorizedTime, what is described a moment later has one.
  const answer = shownState(connection);
  if (connection.state === 'AUTHORIZED') connection.authorized = now;
  return answer;
}

function secretName(connection: string): string {
  return `events!connection/${connection}/${randomUUID()}`;
}

/** What a call gives of the authorization. @throws AwsError for private APIs, which the sandbox does not know */
function authParameters(input: JsonObject): JsonObject {
  const given = object(input, 'AuthParameters') ?? {};
  if (given['ConnectivityParameters'] !== undefined)
    throw validationError('The sandbox does not know ConnectivityParameters of connections.');
  return given;
}

function checkTokenEndpoint(endpoint: string, action: 'create' | 'update'): void {
  checkEndpoint('AuthorizationEndpoint', endpoint, `Failed to ${action} the connection(s).`);
}

function updateConnection(input: JsonObject, context: Context): JsonObject {
  checkConnection(input, 'any');
  const given = authParameters(input);
  const name = text(input, 'Name') ?? '';
  const type = text(input, 'AuthorizationType') as AuthorizationType | undefined;
  const description = text(input, 'Description');
  const changesAuthorization = type !== undefined && givesCredentials(given, type);
  if (!changesAuthorization && description === undefined)
    throw validationError(
      'Failed to update the connection(s). At least one of the following is required: Description, KmsKeyIdentifier, AuthorizationType with BasicAuthParameters, ApiKeyAuthParameters, or OAuthParameters.',
    );
  const connection = existingConnection(name, context);
  refuseWhileChanging(connection);
  if (changesAuthorization) changeAuthorization(connection, type, given, context);
  if (description !== undefined) connection.description = description;
  connection.modified = context.now();
  return shownState(connection);
}

/** What of a connection changes beside this is told to who asked; these wait until it is over. */
function refuseWhileChanging(connection: ConnectionRecord): void {
  if (connection.state !== 'DELETING' && connection.state !== 'DEAUTHORIZING') return;
  throw new AwsError(
    'ConcurrentModificationException',
    connection.state === 'DELETING'
      ? 'Connection is being deleted.'
      : `Failed to update the connection(s). Connection '${connection.name}' was modified concurrently.`,
  );
}

function changeAuthorization(
  connection: ConnectionRecord,
  type: AuthorizationType,
  given: JsonObject,
  context: Context,
): void {
  const { secretArn } = connection;
  const secret = secretArn === undefined ? undefined : context.state.secrets.get(secretArn);
  const before =
    secret === undefined || type !== connection.type ? undefined : parseSecretDocument(secret.value);
  const document = secretDocument(type, given, before);
  const { authorization_endpoint: endpoint } = document;
  if (endpoint !== undefined) checkTokenEndpoint(endpoint, 'update');
  if (secret === undefined)
    connection.secretArn = makeOwnedSecret(
      secretName(connection.name),
      JSON.stringify(document),
      OWNER,
      context,
    );
  else changeOwnedSecret(secret.arn, JSON.stringify(document), context);
  connection.type = type;
  connection.parameters = shownParameters(type, document);
  delete connection.reason;
  if (type === 'OAUTH_CLIENT_CREDENTIALS') authorize(connection, context);
  else {
    enter(connection, 'AUTHORIZED', context);
    connection.authorized = context.now();
  }
}

function deauthorizeConnection(input: JsonObject, context: Context): JsonObject {
  const connection = named(input, context);
  if (connection.state === 'DELETING') refuseWhileChanging(connection);
  const { modified } = connection;
  if (connection.parameters !== undefined) {
    forget(connection, context);
    pass(connection, 'DEAUTHORIZING', context);
    connection.reason =
      'The authorization parameters were removed from this connection by a DeauthorizeConnection operation.';
  }
  const answer = shownState({ ...connection, modified });
  connection.modified = context.now();
  return answer;
}

/** The secret goes at once, its ARN is shown a while longer (recorded in September 2026). */
function forget(connection: ConnectionRecord, context: Context): void {
  dropOwnedSecret(connection.secretArn ?? '', context);
  context.outside.tokens.delete(connection.arn);
  delete connection.parameters;
}

function deleteConnection(input: JsonObject, context: Context): JsonObject {
  const connection = named(input, context);
  const answer = { ...shownState(connection), ConnectionState: 'DELETING' };
  if (connection.state === 'DELETING') return answer;
  forget(connection, context);
  pass(connection, 'DELETING', context);
  connection.modified = context.now();
  return answer;
}

function named(input: JsonObject, context: Context): ConnectionRecord {
  checkNamed(input).check();
  return existingConnection(text(input, 'Name') ?? '', context);
}

function shownState(connection: ConnectionRecord): JsonObject {
  const authorized = lastAuthorized(connection);
  return {
    ConnectionArn: connection.arn,
    ConnectionState: connection.state,
    CreationTime: connection.created / 1_000,
    LastModifiedTime: connection.modified / 1_000,
    ...(authorized === undefined ? {} : { LastAuthorizedTime: authorized / 1_000 }),
  };
}

/** One that was never authorized and is being so says 1970 (recorded 2026-09-24). */
function lastAuthorized({ authorized, asked }: ConnectionRecord): number | undefined {
  return authorized ?? (asked === undefined ? undefined : 0);
}

function shown(connection: ConnectionRecord): JsonObject {
  const { reason, state } = connection;
  return {
    ...shownState(connection),
    LastAuthorizedTime: (connection.authorized ?? 0) / 1_000,
    Name: connection.name,
    AuthorizationType: connection.type,
    ...(reason === undefined || state === 'DEAUTHORIZING' ? {} : { StateReason: reason }),
  };
}

function describeConnection(input: JsonObject, context: Context): JsonObject {
  const connection = named(input, context);
  authorizeAgain(connection, context);
  const { description, secretArn, parameters } = connection;
  const answer = {
    ...shown(connection),
    // An empty one is not shown (recorded of other things of EventBridge).
    ...(description ? { Description: description } : {}),
    ...(secretArn === undefined ? {} : { SecretArn: secretArn }),
    ...(parameters === undefined ? {} : { AuthParameters: parameters }),
  };
  wasRead(connection, context);
  return answer;
}

function listConnections(input: JsonObject, context: Context): JsonObject {
  const limit = integer(input, 'Limit');
  new Constraints().range('limit', limit, 1, PAGE).check();
  const prefix = text(input, 'NamePrefix') ?? '';
  const state = text(input, 'ConnectionState');
  const all = allConnections(context)
    .filter(({ name }) => name.startsWith(prefix))
    .filter((connection) => state === undefined || connection.state === state);
  const page = pageOf(all, limit ?? PAGE, text(input, 'NextToken'));
  const Connections = page.items.map(shown);
  for (const connection of page.items) wasRead(connection, context);
  return { Connections, ...(page.next === undefined ? {} : { NextToken: page.next }) };
}

/** The calls of EventBridge that concern connections. */
export const connectionOperations: Operations = {
  CreateConnection: createConnection,
  UpdateConnection: updateConnection,
  DeauthorizeConnection: deauthorizeConnection,
  DeleteConnection: deleteConnection,
  DescribeConnection: describeConnection,
  ListConnections: listConnections,
};
