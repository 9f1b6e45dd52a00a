import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../../base/json.js';
import { arnOf, parseArn } from '../../arn.js';
import { AwsError, resourceNotFound, validationError } from '../../aws-error.js';
import type { DestinationRecord } from '../../connection-records.js';
import { Constraints } from '../../constraints.js';
import type { Context, Operations } from '../../context.js';
import { integer, text } from '../../input.js';
import { pageOf } from '../../pages.js';
import { checkNamed } from './check-connection.js';
import { checkEndpoint } from './check-endpoint.js';
import { connectionOfArn, isActive } from './connection-state.js';
import { ENDPOINT } from './http-forms.js';

/** API destinations of an account and region (EventBridge quotas). */
const DESTINATIONS_PER_REGION = 3_000;
/** Invocations a second of an API destination: the default, and the most (EventBridge quotas). */
const MOST_A_SECOND = 300;
const PAGE = 100;
/** As AWS's messages have them (recorded 2024-12-09). */
const METHODS = ['HEAD', 'POST', 'PATCH', 'DELETE', 'PUT', 'GET', 'OPTIONS'] as const;
const CONNECTION_ARN =
  '^arn:aws([a-z]|\\-)*:events:([a-z]|\\d|\\-)*:([0-9]{12})?:connection\\/[\\.\\-_A-Za-z0-9]+\\/[\\-A-Za-z0-9]+$';

type Action = 'create' | 'describe' | 'update' | 'delete' | 'list';

/** How EventBridge begins what it says of an API destination (as an author has it who recorded AWS in September 2026). */
function failed(action: Action): string {
  return `Failed to ${action} the api-destination(s).`;
}

function createApiDestination(input: JsonObject, context: Context): JsonObject {
  const settings = checked(input, true, 'create', context);
  const name = text(input, 'Name') ?? '';
  if (context.state.destinations.has(name))
    throw new AwsError(
      'ResourceAlreadyExistsException',
      `${failed('create')} An api-destination with name '${name}' already exists.`,
    );
  checkConnection(settings.connectionArn, 'create', context);
  if (context.state.destinations.size >= DESTINATIONS_PER_REGION)
    throw new AwsError(
      'LimitExceededException',
      'The requested resource exceeds the maximum number allowed.',
    );
  const now = context.now();
  const destination: DestinationRecord = {
    name,
    arn: arnOf('events', context, `api-destination/${name}/${randomUUID()}`),
    created: now,
    modified: now,
    endpoint: '',
    method: '',
    rate: MOST_A_SECOND,
    ...settings,
  };
  context.state.destinations.set(name, destination);
  return shownState(destination, context);
}

type Settings = Partial<Omit<DestinationRecord, 'name' | 'arn' | 'created' | 'modified'>>;

/** What a call sets. @throws AwsError for what EventBridge does not take */
function checked(input: JsonObject, required: boolean, action: Action, context: Context): Settings {
  const description = text(input, 'Description');
  const connectionArn = text(input, 'ConnectionArn');
  const endpoint = text(input, 'InvocationEndpoint');
  const method = text(input, 'HttpMethod');
  const rate = integer(input, 'InvocationRateLimitPerSecond');
  checkNamed(input)
    .text('connectionArn', connectionArn, { required, min: 1, max: 1_600, pattern: CONNECTION_ARN })
    .text('invocationEndpoint', endpoint, { ...ENDPOINT, required })
    .text('httpMethod', method, { required, oneOf: METHODS })
    .range('invocationRateLimitPerSecond', rate, 1, Number.MAX_SAFE_INTEGER)
    .check();
  // Recorded 2026-09-07.
  if (connectionArn !== undefined && parseArn(connectionArn)?.region !== context.region)
    throw validationError(`Invalid ARN: '${connectionArn}'`);
  if (endpoint !== undefined) checkEndpoint('InvocationEndpoint', endpoint, failed(action));
  if (rate !== undefined && rate > MOST_A_SECOND)
    throw new AwsError(
      'LimitExceededException',
      `${failed(action)} Invalid Invocation Rate Limit: Rate specified '${rate}' for '${text(input, 'Name')}' exceeds maximum allowed of '${MOST_A_SECOND}'.`,
    );
  return {
    ...(description === undefined ? {} : { description }),
    ...(connectionArn === undefined ? {} : { connectionArn }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(method === undefined ? {} : { method }),
    ...(rate === undefined ? {} : { rate }),
  };
}

function checkConnection(arn: string | undefined, action: Action, context: Context): void {
  const connection = connectionOfArn(arn, context);
  if (connection !== undefined && connection.state !== 'DELETING') return;
  throw resourceNotFound(`${failed(action)} Connection '${arn}' does not exist.`);
}

/** @throws AwsError ResourceNotFoundException */
function named(input: JsonObject, action: Action, context: Context): DestinationRecord {
  const name = text(input, 'Name') ?? '';
  const destination = context.state.destinations.get(name);
  if (destination === undefined)
    throw resourceNotFound(`${failed(action)} An api-destination '${name}' does not exist.`);
  return destination;
}

function updateApiDestination(input: JsonObject, context: Context): JsonObject {
  const settings = checked(input, false, 'update', context);
  const destination = named(input, 'update', context);
  if (settings.connectionArn !== undefined) checkConnection(settings.connectionArn, 'update', context);
  Object.assign(destination, settings, { modified: context.now() });
  return shownState(destination, context);
}

function shownState(destination: DestinationRecord, context: Context): JsonObject {
  const connection = connectionOfArn(destination.connectionArn, context);
  return {
    ApiDestinationArn: destination.arn,
    ApiDestinationState: connection !== undefined && isActive(connection) ? 'ACTIVE' : 'INACTIVE',
    CreationTime: destination.created / 1_000,
    LastModifiedTime: destination.modified / 1_000,
  };
}

function shown(destination: DestinationRecord, context: Context): JsonObject {
  const { connectionArn } = destination;
  return {
    ...shownState(destination, context),
    ...(connectionArn === undefined ? {} : { ConnectionArn: connectionArn }),
    HttpMethod: destination.method,
    InvocationEndpoint: destination.endpoint,
    InvocationRateLimitPerSecond: destination.rate,
    Name: destination.name,
  };
}

function listApiDestinations(input: JsonObject, context: Context): JsonObject {
  const limit = integer(input, 'Limit');
  new Constraints().range('limit', limit, 1, PAGE).check();
  const prefix = text(input, 'NamePrefix');
  const connection = text(input, 'ConnectionArn');
  if (prefix !== undefined && connection !== undefined)
    throw validationError(
      `${failed('list')} Request failed because only one filter is supported per request, either ConnectionArn or NamePrefix.`,
    );
  const all = [...context.state.destinations.values()]
    .filter(({ name }) => name.startsWith(prefix ?? ''))
    .filter(({ connectionArn }) => connection === undefined || connectionArn === connection)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const page = pageOf(all, limit ?? PAGE, text(input, 'NextToken'));
  return {
    ApiDestinations: page.items.map((destination) => shown(destination, context)),
    ...(page.next === undefined ? {} : { NextToken: page.next }),
  };
}

/** The calls of EventBridge that concern API destinations. */
export const destinationOperations: Operations = {
  CreateApiDestination: createApiDestination,
  UpdateApiDestination: updateApiDestination,
  DeleteApiDestination: (input, context) => {
    checkNamed(input).check();
    const { name } = named(input, 'delete', context);
    context.state.destinations.delete(name);
    return {};
  },
  DescribeApiDestination: (input, context) => {
    checkNamed(input).check();
    const destination = named(input, 'describe', context);
    return {
      ...shown(destination, context),
      ...(destination.description ? { Description: destination.description } : {}),
    };
  },
  ListApiDestinations: listApiDestinations,
};
