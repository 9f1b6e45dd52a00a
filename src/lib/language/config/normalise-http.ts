import type { HttpAuth, HttpTarget, SecretReference } from './model/http-target.js';
import type { TargetCommon } from './model/target-common.js';
import type { TargetContent } from './schema/schema.js';

type HttpContent = NonNullable<TargetContent['http']>;
type SecretContent = NonNullable<HttpContent['auth']['basic']>['secret'];

/** An HTTPS endpoint of the checked content. */
export function toHttp(http: HttpContent, common: TargetCommon): HttpTarget {
  const { url, path = {}, method = 'POST', headers = {}, query = {}, rate, auth, name, connection } = http;
  return {
    ...common,
    kind: 'http',
    url,
    path,
    method,
    headers,
    query,
    ...(rate === undefined ? {} : { rate }),
    auth: toAuth(auth),
    ...(name === undefined ? {} : { destinationName: name }),
    ...(connection === undefined ? {} : { connectionName: connection }),
  };
}

function toAuth({ apiKey, basic, oauth }: HttpContent['auth']): HttpAuth {
  if (apiKey !== undefined) return { kind: 'apiKey', header: apiKey.header, secret: toSecret(apiKey.secret) };
  if (basic !== undefined) return { kind: 'basic', user: basic.user, secret: toSecret(basic.secret) };
  if (oauth === undefined) throw new Error('an http target says no authorization');
  const { tokenUrl, clientId, method = 'POST', headers = {}, query = {}, body = {} } = oauth;
  const secret = toSecret(oauth.secret);
  return { kind: 'oauth', tokenUrl, method, clientId, secret, headers, query, body };
}

function toSecret({ env, secretsManager = '', key, version }: SecretContent): SecretReference {
  if (env !== undefined) return { kind: 'env', name: env };
  return {
    kind: 'secretsManager',
    id: secretsManager,
    ...(key === undefined ? {} : { key }),
    ...(version === undefined ? {} : { version }),
  };
}
