import type { JsonObject } from '../../../../base/json.js';
import { Constraints, type TextConstraint } from '../../constraints.js';
import { object, objects, text } from '../../input.js';
import { NAME_PATTERN } from '../names.js';
import {
  CREDENTIAL,
  ENDPOINT,
  HEADER_KEY,
  HEADER_VALUE,
  PARAMETERS_OF_A_KIND,
  QUERY_KEY,
  QUERY_VALUE,
  SECRET_CREDENTIAL,
} from './http-forms.js';

const NAME_CHARACTERS = 64;
const DESCRIPTION_CHARACTERS = 512;
const TYPES = ['BASIC', 'OAUTH_CLIENT_CREDENTIALS', 'API_KEY'] as const;
/** As AWS's message has them. */
const OAUTH_METHODS = ['GET', 'POST', 'PUT'] as const;

/** What names and describes a connection or API destination. */
export function checkNamed(input: JsonObject, constraints = new Constraints()): Constraints {
  return constraints
    .text('name', text(input, 'Name'), {
      required: true,
      pattern: NAME_PATTERN,
      min: 1,
      max: NAME_CHARACTERS,
    })
    .text('description', text(input, 'Description'), { max: DESCRIPTION_CHARACTERS });
}

/** Which parameters of a connection a call has to give in full. */
type Asked = 'all' | 'any';

/**
 * Checks what CreateConnection (`all`) or UpdateConnection (`any`) gives.
 * @throws AwsError ValidationException that names everything wrong; no secret is in it
 */
export function checkConnection(input: JsonObject, asked: Asked): void {
  const required = asked === 'all';
  const constraints = checkNamed(input).text('authorizationType', text(input, 'AuthorizationType'), {
    required,
    oneOf: TYPES,
  });
  const given = object(input, 'AuthParameters');
  if (given === undefined) {
    if (required) constraints.text('authParameters', undefined, { required });
  } else checkAuthParameters(given, required, constraints);
  constraints.check();
}

function checkAuthParameters(given: JsonObject, required: boolean, constraints: Constraints): void {
  const at = 'authParameters';
  const credential = (path: string, of: JsonObject, name: string, form: TextConstraint) =>
    constraints.text(`${at}.${path}.${lowered(name)}`, text(of, name), { ...form, required });
  const basic = object(given, 'BasicAuthParameters');
  if (basic !== undefined) {
    credential('basicAuthParameters', basic, 'Username', CREDENTIAL);
    credential('basicAuthParameters', basic, 'Password', SECRET_CREDENTIAL);
  }
  const key = object(given, 'ApiKeyAuthParameters');
  if (key !== undefined) {
    credential('apiKeyAuthParameters', key, 'ApiKeyName', CREDENTIAL);
    credential('apiKeyAuthParameters', key, 'ApiKeyValue', SECRET_CREDENTIAL);
  }
  const oauth = object(given, 'OAuthParameters');
  if (oauth !== undefined) {
    const client = object(oauth, 'ClientParameters');
    if (client === undefined)
      constraints.text(`${at}.oAuthParameters.clientParameters`, undefined, { required });
    else {
      credential('oAuthParameters.clientParameters', client, 'ClientID', CREDENTIAL);
      credential('oAuthParameters.clientParameters', client, 'ClientSecret', SECRET_CREDENTIAL);
    }
    credential('oAuthParameters', oauth, 'AuthorizationEndpoint', ENDPOINT);
    credential('oAuthParameters', oauth, 'HttpMethod', { oneOf: OAUTH_METHODS });
    checkParameters(
      `${at}.oAuthParameters.oAuthHttpParameters`,
      object(oauth, 'OAuthHttpParameters'),
      constraints,
    );
  }
  checkParameters(`${at}.invocationHttpParameters`, object(given, 'InvocationHttpParameters'), constraints);
}

/** The kinds of parameters of a connection, and what theirs are made of; of a body's, AWS's model says nothing. */
const KINDS: Readonly<Record<string, { readonly key: TextConstraint; readonly value: TextConstraint }>> = {
  HeaderParameters: { key: HEADER_KEY, value: { ...HEADER_VALUE, secret: true } },
  QueryStringParameters: { key: QUERY_KEY, value: { ...QUERY_VALUE, secret: true } },
  BodyParameters: { key: {}, value: {} },
};

function checkParameters(path: string, given: JsonObject | undefined, constraints: Constraints): void {
  if (given === undefined) return;
  for (const [kind, { key, value }] of Object.entries(KINDS)) {
    const at = `${path}.${lowered(kind)}`;
    const parameters = objects(given, kind);
    constraints.count(at, '[]', parameters.length, { max: PARAMETERS_OF_A_KIND });
    for (const [index, parameter] of parameters.entries())
      constraints
        .text(`${at}.${index + 1}.member.key`, text(parameter, 'Key'), key)
        .text(`${at}.${index + 1}.member.value`, text(parameter, 'Value'), value);
  }
}

/** A member's name as AWS's messages write it. */
function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
