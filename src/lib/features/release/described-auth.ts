import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { picked, plainName } from './describe.js';
import type { Parameter } from './model.js';

/** How a connection says who is calling. */
export interface DescribedAuth {
  readonly auth: JsonObject;
  /** What stands in the place of each value that AWS does not tell. */
  readonly parameters: readonly Parameter[];
}

/**
 * How a connection says who is calling, with a reference in the place of each secret value: the secret itself, and
 * parameters of the calls that are marked as secret. Pure.
 */
export function describedAuth(connection: string, answered: JsonValue | undefined): DescribedAuth {
  const parameters: Parameter[] = [];
  const hidden = (word: string, what: string): JsonObject => {
    const name = `${plainName(connection)}${plainName(word)}`;
    if (!parameters.some((each) => each.name === name))
      parameters.push({
        name,
        description: `The ${what} of connection ${connection}, which AWS does not tell`,
        secret: true,
      });
    return { Ref: name };
  };
  const secret = hidden('Secret', 'secret');
  const sent = (given: JsonValue | undefined) =>
    httpParameters(given, (key) => hidden(`${key}-Value`, `value of ${key}`));
  const {
    ApiKeyAuthParameters: key,
    BasicAuthParameters: basic,
    OAuthParameters: oauth,
    InvocationHttpParameters: calls,
  } = isJsonObject(answered) ? answered : {};
  const auth = {
    ...(isJsonObject(key) ? { ApiKeyAuthParameters: { ...key, ApiKeyValue: secret } } : {}),
    ...(isJsonObject(basic) ? { BasicAuthParameters: { ...basic, Password: secret } } : {}),
    ...(isJsonObject(oauth) ? { OAuthParameters: oauthOf(oauth, secret, sent) } : {}),
    ...picked({ InvocationHttpParameters: sent(calls) }, ['InvocationHttpParameters']),
  };
  return { auth, parameters };
}

function oauthOf(
  { ClientParameters: client, OAuthHttpParameters: token, ...rest }: JsonObject,
  secret: JsonObject,
  sent: (given: JsonValue | undefined) => JsonObject,
): JsonObject {
  return {
    ...rest,
    ClientParameters: { ...(isJsonObject(client) ? client : {}), ClientSecret: secret },
    ...picked({ OAuthHttpParameters: sent(token) }, ['OAuthHttpParameters']),
  };
}

/** Lists of parameters that are not empty. AWS tells no value of one that is marked as secret. */
function httpParameters(given: JsonValue | undefined, hidden: (key: string) => JsonObject): JsonObject {
  const lists = picked(isJsonObject(given) ? given : {}, [
    'HeaderParameters',
    'QueryStringParameters',
    'BodyParameters',
  ]);
  return Object.fromEntries(
    Object.entries(lists).map(([name, list]) => [
      name,
      (Array.isArray(list) ? list : []).map((each) =>
        isJsonObject(each) && each['Value'] === undefined
          ? { ...each, Value: hidden(String(each['Key'])) }
          : each,
      ),
    ]),
  );
}
