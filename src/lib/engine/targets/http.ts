import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import { SECRET_PREFIX } from '../../base/secret-variables.js';
import type { ConnectionAuth } from '../../clients/aws/http-model.js';
import {
  HTTP_METHODS,
  type HttpAuth,
  type HttpTarget,
  type SecretReference,
  TOKEN_METHODS,
} from '../../language/config/model/http-target.js';
import { httpArn, nameOfApiDestination } from '../../language/names/arn.js';
import {
  connectionNameOf,
  destinationNameOf,
  endpointOf,
  placeholdersOf,
} from '../../language/names/http-names.js';
import { httpChoice } from './http-choice.js';
import type { FoundTarget, TargetKind } from './kind.js';
import { REPLAY_INSTEAD } from './send-ways.js';

/**
 * An HTTPS endpoint: gcx makes a connection and an API destination for it, and a role that may call it. Its ARN stands in
 * plans without the id that AWS gives it: the step that puts the rule's target looks it up.
 */
export const httpTarget: TargetKind<HttpTarget> = {
  kind: 'http',
  arn: (target, scope) => httpArn(scope, 'api-destination', destinationNameOf(scope, target)),
  isAt: (target, scope, arn) =>
    nameOfApiDestination(arn) === destinationNameOf(scope, target) &&
    arn.startsWith(httpArn(scope, 'api-destination', '')),
  parameters({ url, path, headers, query }) {
    const values = placeholdersOf(url).map((name) => path[name] ?? '');
    const isEmpty = values.length + Object.keys(headers).length + Object.keys(query).length === 0;
    return isEmpty ? {} : { http: { path: values, headers, query } };
  },
  roleActions: ['events:InvokeApiDestination'],
  roleResource: (target, scope) => `${httpArn(scope, 'api-destination', destinationNameOf(scope, target))}/*`,
  declared: (target, { config }) => ({
    endpoints: [
      {
        target,
        name: destinationNameOf(config, target),
        connection: connectionNameOf(config, target),
        arn: httpArn(config, 'api-destination', destinationNameOf(config, target)),
        endpoint: endpointOf(target.url),
      },
    ],
  }),
  inWords: ({ url }) => ({ what: 'HTTPS endpoint', called: url }),
  drawing: { shape: 'box', one: 'HTTPS endpoint', all: 'HTTPS endpoints' },
  inFile: ({ url, path, method, headers, query, rate, auth, destinationName, connectionName }) => ({
    http: {
      url,
      ...(Object.keys(path).length === 0 ? {} : { path }),
      method,
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
      ...(Object.keys(query).length === 0 ? {} : { query }),
      auth: authInFile(auth),
      ...(rate === undefined ? {} : { rate }),
      ...(destinationName === undefined ? {} : { name: destinationName }),
      ...(connectionName === undefined ? {} : { connection: connectionName }),
    },
  }),
  choices: [httpChoice],
  remark: ({ auth: { secret } }) =>
    secret.kind === 'env'
      ? `AWS does not show its secret: set ${SECRET_PREFIX}${secret.name}, or name another secret, before a change of the authorization is applied`
      : undefined,
  isOf: ({ service, resource }) => service === 'events' && resource.startsWith('api-destination/'),
  nameOf: ({ resource }) => resource.split('/')[1] ?? resource,
  read: readEndpoint,
  wayBack: () => ({
    kind: 'none',
    why: `gcx cannot call HTTPS endpoints, because only EventBridge has the secret: ${REPLAY_INSTEAD}`,
  }),
};

/** The target of an endpoint; undefined where the file cannot say it. */
function readEndpoint({ common, endpoint, http }: FoundTarget): HttpTarget | undefined {
  const auth = endpoint?.connection.auth;
  const method = HTTP_METHODS.find((each) => each === endpoint?.destination.method);
  if (endpoint === undefined || auth === undefined || method === undefined) return undefined;
  const secret: SecretReference = { kind: 'env', name: endpoint.secret };
  const withSecret = auth.kind === 'oauth' ? oauthWith(auth, secret) : { ...auth, secret };
  if (withSecret === undefined) return undefined;
  const { endpoint: address, rate } = endpoint.destination;
  const { path = [], headers = {}, query = {} } = http ?? {};
  const names = partNames(path);
  if (names.length !== address.split('*').length - 1) return undefined;
  return {
    ...common,
    kind: 'http',
    url: names.reduce((url, name) => url.replace('*', () => `{${name}}`), address),
    path: Object.fromEntries(names.map((name, index) => [name, path[index] ?? ''])),
    method,
    headers,
    query,
    ...(rate === Limits.httpCallsPerSecond ? {} : { rate }),
    auth: withSecret,
    ...endpoint.names,
  };
}

function oauthWith(
  auth: Extract<ConnectionAuth, { readonly kind: 'oauth' }>,
  secret: SecretReference,
): HttpAuth | undefined {
  const method = TOKEN_METHODS.find((each) => each === auth.method);
  return method === undefined ? undefined : { ...auth, method, secret };
}

/** Names for the parts of an address that come from the event: as their paths end, each once. */
function partNames(paths: readonly string[]): readonly string[] {
  const names: string[] = [];
  for (const path of paths) {
    const base = /([A-Za-z0-9_-]+)[^A-Za-z0-9_-]*$/.exec(path)?.[1] ?? 'part';
    let name = base;
    for (let number = 2; names.includes(name); number += 1) name = `${base}-${number}`;
    names.push(name);
  }
  return names;
}

function authInFile(auth: HttpAuth): JsonObject {
  const { kind, secret, ...rest } = auth;
  const said = Object.entries(rest).filter(([, value]) => !isEmptyMap(value));
  return { [kind]: { ...Object.fromEntries(said), secret: secretInFile(secret) } };
}

function isEmptyMap(value: JsonValue): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}

function secretInFile(secret: SecretReference): JsonObject {
  if (secret.kind === 'env') return { env: secret.name };
  const { kind: _, id, ...rest } = secret;
  return { secretsManager: id, ...rest };
}
