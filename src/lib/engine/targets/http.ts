import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import type { HttpAuth, HttpTarget, SecretReference } from '../../language/config/model/http-target.js';
import { httpArn, nameOfApiDestination } from '../../language/names/arn.js';
import { endpointOf, httpName, placeholdersOf } from '../../language/names/http-names.js';
import type { TargetKind } from './kind.js';
import { REPLAY_INSTEAD } from './send-ways.js';

/**
 * An HTTPS endpoint: gcx makes a connection and an API destination for it, and a role that may call it. Its ARN stands in
 * plans without the id that AWS gives it: the step that puts the rule's target looks it up.
 */
export const httpTarget: TargetKind<HttpTarget> = {
  kind: 'http',
  arn: ({ name }, scope) => httpArn(scope, 'api-destination', httpName(scope, name)),
  isAt: ({ name }, scope, arn) =>
    nameOfApiDestination(arn) === httpName(scope, name) &&
    arn.startsWith(httpArn(scope, 'api-destination', '')),
  parameters({ url, path, headers, query }) {
    const values = placeholdersOf(url).map((name) => path[name] ?? '');
    const isEmpty = values.length + Object.keys(headers).length + Object.keys(query).length === 0;
    return isEmpty ? {} : { http: { path: values, headers, query } };
  },
  roleActions: ['events:InvokeApiDestination'],
  roleResource: ({ name }, scope) => `${httpArn(scope, 'api-destination', httpName(scope, name))}/*`,
  declared: (target, { config }) => ({
    endpoints: [
      {
        target,
        name: httpName(config, target.name),
        arn: httpArn(config, 'api-destination', httpName(config, target.name)),
        endpoint: endpointOf(target.url),
      },
    ],
  }),
  inWords: ({ url }) => ({ what: 'HTTPS endpoint', called: url }),
  drawing: { shape: 'box', one: 'HTTPS endpoint', all: 'HTTPS endpoints' },
  inFile: ({ url, path, method, headers, query, rate, auth }) => ({
    http: {
      url,
      ...(Object.keys(path).length === 0 ? {} : { path }),
      method,
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
      ...(Object.keys(query).length === 0 ? {} : { query }),
      auth: authInFile(auth),
      ...(rate === undefined ? {} : { rate }),
    },
  }),
  choices: [],
  // An export writes one by its ARN: whether gcx made it, a rule does not say.
  isOf: () => false,
  nameOf: ({ resource }) => resource,
  read: () => undefined,
  wayBack: () => ({
    kind: 'none',
    why: `gcx calls no HTTPS endpoints, which only EventBridge has the secret of: ${REPLAY_INSTEAD}`,
  }),
};

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
