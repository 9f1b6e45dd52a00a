import { z } from 'zod';
import { Limits } from '../../../base/limits.js';
import { NameRules } from '../document/name-rules.js';
import { HTTP_METHODS, TOKEN_METHODS } from '../model/http-target.js';
import { count, filled, name } from './schema-parts.js';

const secretSchema = z
  .strictObject({
    env: filled(
      'NAME of the environment variable GENESYS_GCX_SECRET_NAME, from which gcx takes the secret when it applies the file.',
      'env',
    ).optional(),
    secretsManager: filled(
      'Name or ARN of a secret of AWS Secrets Manager, in the account and region of the file.',
      'secretsManager',
    ).optional(),
    key: filled('Member of the JSON that the secret holds. Left out: the whole text.', 'key').optional(),
    version: filled('Id of its version. Left out: the current one.', 'version').optional(),
  })
  .meta({
    description: 'Where the secret is: env, or secretsManager. The secret itself is never in the file.',
  });

const parameters = (description: string) => z.record(z.string(), z.string()).meta({ description }).optional();

const authSchema = z
  .strictObject({
    apiKey: z
      .strictObject({
        header: filled('Name of the header that carries the key, such as X-Api-Key.', 'header'),
        secret: secretSchema,
      })
      .meta({ description: 'A header with a key.' })
      .optional(),
    basic: z
      .strictObject({ user: filled('User name.', 'user'), secret: secretSchema })
      .meta({ description: 'User and password.' })
      .optional(),
    oauth: z
      .strictObject({
        tokenUrl: filled('Address that issues tokens; https only.', 'tokenUrl'),
        clientId: filled('Client id.', 'clientId'),
        secret: secretSchema,
        method: z
          .enum(TOKEN_METHODS)
          .meta({ description: 'How the token is asked for. Left out: POST.' })
          .optional(),
        headers: parameters('Headers for the token endpoint.'),
        query: parameters('Query parameters for the token endpoint.'),
        body: parameters('Body parameters for the token endpoint, such as scope.'),
      })
      .meta({ description: 'OAuth 2.0 with client credentials.' })
      .optional(),
  })
  .meta({
    description:
      'How EventBridge proves who is calling: apiKey, basic or oauth. It calls no endpoint without.',
  });

/** An HTTPS endpoint, as the file says it; checked further in check-http-target. */
export const httpSchema = z
  .strictObject({
    url: filled(
      'Address that EventBridge calls; https only. {NAME} in its path is filled from the event: see path.',
      'url',
    ),
    path: parameters(
      'Each {NAME} of the URL → path into the event, such as $.detail.eventBody.conversationId.',
    ),
    method: z.enum(HTTP_METHODS).meta({ description: 'Left out: POST.' }).optional(),
    headers: parameters('Headers; a value is a text, or a path into the event that begins with $.'),
    query: parameters('Query parameters; a value is a text, or a path into the event that begins with $.'),
    auth: authSchema,
    rate: count(
      1,
      Limits.httpCallsPerSecond,
      'httpCallsPerSecond',
      `Calls a second, at most; events wait until they are called. Left out: ${Limits.httpCallsPerSecond}.`,
    ).optional(),
    name: name(
      NameRules.apiDestination,
      'Name of the API destination on AWS. Left out: PROJECT-ENVIRONMENT-TARGET.',
    ).optional(),
    connection: name(
      NameRules.connection,
      'Name of the connection on AWS; targets with the same auth may share one. Left out: as the API destination.',
    ).optional(),
  })
  .meta({
    description: 'An HTTPS endpoint; gcx makes an EventBridge connection and an API destination for it.',
  });
