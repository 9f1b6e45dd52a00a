import { isJsonObject, type JsonObject } from '../../../../base/json.js';
import { type AwsError, validationError } from '../../aws-error.js';
import type { AuthorizationType } from '../../connection-records.js';
import { flag, object, objects, text } from '../../input.js';

/** A parameter that a connection adds to requests. */
export interface SecretParameter {
  readonly key: string;
  readonly value: string;
  readonly is_value_secret: boolean;
}

/** The parameters that a connection adds to requests, by where they go. */
export interface SecretParameters {
  readonly header_parameters: readonly SecretParameter[];
  readonly query_string_parameters: readonly SecretParameter[];
  readonly body_parameters: readonly SecretParameter[];
}

/** What the secret of a connection holds, as EventBridge writes it (recorded 2024-12-09 and 2026-09-24). */
export interface SecretDocument {
  readonly username?: string;
  readonly password?: string;
  readonly api_key_name?: string;
  readonly api_key_value?: string;
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly authorization_endpoint?: string;
  readonly http_method?: string;
  readonly oauth_http_parameters?: SecretParameters;
  readonly invocation_http_parameters?: SecretParameters;
}

/** The members of `AuthParameters` that a type of authorization needs. */
const NEEDED: Readonly<Record<AuthorizationType, string>> = {
  BASIC: 'BasicAuthParameters',
  API_KEY: 'ApiKeyAuthParameters',
  OAUTH_CLIENT_CREDENTIALS: 'OAuthParameters',
};

/** Whether a call gives the credentials of a type. */
export function givesCredentials(given: JsonObject | undefined, type: AuthorizationType): boolean {
  return given !== undefined && object(given, NEEDED[type]) !== undefined;
}

/**
 * What a connection's secret holds from now on. Parameters of another type of authorization have no effect (EventBridge
 * user guide); what an update leaves out stays (recorded 2026-09-24).
 * @param before What it held, of the same type.
 * @throws AwsError ValidationException where something is missing
 */
export function secretDocument(
  type: AuthorizationType,
  given: JsonObject,
  before?: SecretDocument,
): SecretDocument {
  const action = before === undefined ? 'create' : 'update';
  const invocation = parametersOf(
    object(given, 'InvocationHttpParameters'),
    before?.invocation_http_parameters,
    action,
  );
  return {
    ...credentialsOf(type, given, before ?? {}, action),
    ...(invocation === undefined ? {} : { invocation_http_parameters: invocation }),
  };
}

/** What EventBridge calls what it does. */
type Action = 'create' | 'update';

function credentialsOf(
  type: AuthorizationType,
  given: JsonObject,
  before: SecretDocument,
  action: Action,
): SecretDocument {
  const of = object(given, NEEDED[type]) ?? {};
  /** What is given, or was there. */
  const kept = (source: JsonObject, name: string, earlier: string | undefined): string => {
    const value = text(source, name) ?? earlier;
    if (value === undefined) throw missing(NEEDED[type], action);
    return value;
  };
  switch (type) {
    case 'BASIC':
      return {
        username: kept(of, 'Username', before.username),
        password: kept(of, 'Password', before.password),
      };
    case 'API_KEY':
      return {
        api_key_name: kept(of, 'ApiKeyName', before.api_key_name),
        api_key_value: kept(of, 'ApiKeyValue', before.api_key_value),
      };
    case 'OAUTH_CLIENT_CREDENTIALS': {
      const client = object(of, 'ClientParameters') ?? {};
      const parameters = parametersOf(
        object(of, 'OAuthHttpParameters'),
        before.oauth_http_parameters,
        action,
      );
      return {
        client_id: kept(client, 'ClientID', before.client_id),
        client_secret: kept(client, 'ClientSecret', before.client_secret),
        authorization_endpoint: kept(of, 'AuthorizationEndpoint', before.authorization_endpoint),
        http_method: kept(of, 'HttpMethod', before.http_method),
        ...(parameters === undefined ? {} : { oauth_http_parameters: parameters }),
      };
    }
  }
}

/** Its end was recorded 2026-09-07, its beginning is that of what else concerns connections. */
function missing(member: string, action: Action): AwsError {
  return validationError(
    `Failed to ${action} the connection(s). Parameter ${member} is not valid. Reason: Missing required field(s)`,
  );
}

function parametersOf(
  given: JsonObject | undefined,
  before: SecretParameters | undefined,
  action: Action,
): SecretParameters | undefined {
  if (given === undefined) return before;
  const listed = (name: string, earlier: readonly SecretParameter[] = []): readonly SecretParameter[] => {
    if (given[name] === undefined) return earlier;
    return objects(given, name).map((parameter) => {
      const key = text(parameter, 'Key') ?? '';
      // A value that is left out stays: those that are secret cannot be read back.
      const value = text(parameter, 'Value') ?? earlier.find((each) => each.key === key)?.value;
      if (value === undefined) throw missing(name, action);
      return { key, value, is_value_secret: flag(parameter, 'IsValueSecret') ?? false };
    });
  };
  return {
    header_parameters: listed('HeaderParameters', before?.header_parameters),
    query_string_parameters: listed('QueryStringParameters', before?.query_string_parameters),
    body_parameters: listed('BodyParameters', before?.body_parameters),
  };
}

/** `AuthParameters` as DescribeConnection shows them: nothing of them is secret (recorded 2024-12-09 and 2026-09-24). */
export function shownParameters(type: AuthorizationType, document: SecretDocument): JsonObject {
  const { invocation_http_parameters: invocation } = document;
  return {
    [NEEDED[type]]: shownCredentials(type, document),
    ...(invocation === undefined ? {} : { InvocationHttpParameters: shownHttp(invocation) }),
  };
}

function shownCredentials(type: AuthorizationType, document: SecretDocument): JsonObject {
  switch (type) {
    case 'BASIC':
      return { Username: document.username ?? '' };
    case 'API_KEY':
      return { ApiKeyName: document.api_key_name ?? '' };
    case 'OAUTH_CLIENT_CREDENTIALS': {
      const { oauth_http_parameters: parameters } = document;
      return {
        ClientParameters: { ClientID: document.client_id ?? '' },
        AuthorizationEndpoint: document.authorization_endpoint ?? '',
        HttpMethod: document.http_method ?? '',
        ...(parameters === undefined ? {} : { OAuthHttpParameters: shownHttp(parameters) }),
      };
    }
  }
}

/** Lists that are empty are left out: an empty structure is echoed as one (recorded). */
function shownHttp(parameters: SecretParameters): JsonObject {
  const listed = (name: string, all: readonly SecretParameter[]): JsonObject =>
    all.length === 0
      ? {}
      : {
          [name]: all.map(({ key, value, is_value_secret: secret }) => ({
            Key: key,
            ...(secret ? {} : { Value: value }),
            IsValueSecret: secret,
          })),
        };
  return {
    ...listed('HeaderParameters', parameters.header_parameters),
    ...listed('QueryStringParameters', parameters.query_string_parameters),
    ...listed('BodyParameters', parameters.body_parameters),
  };
}

/** The secret's text as the sandbox keeps it, and back. */
export function parseSecretDocument(value: string): SecretDocument {
  const parsed: unknown = JSON.parse(value);
  // It is written by the sandbox alone: nobody else can write to what EventBridge owns.
  return isJsonObject(parsed) ? (parsed as SecretDocument) : {};
}
