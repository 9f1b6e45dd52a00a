import type {
  ConnectionHttpParameters,
  DescribeApiDestinationResponse,
  DescribeConnectionResponse,
} from '@aws-sdk/client-eventbridge';
import { answeredWith } from '../../base/answers.js';
import { once } from '../../base/once.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import type {
  ApiDestination,
  ApiDestinationSettings,
  ConnectionAuth,
  ConnectionSettings,
  HttpApi,
  HttpConnection,
} from './http-model.js';
import { pagesOf } from './pages.js';
import { unlessMissing } from './unless-missing.js';

/** Amazon EventBridge's connections and API destinations. */
export function httpApi(caller: AwsCaller): HttpApi {
  const sdk = once(async () => {
    const events = await import('@aws-sdk/client-eventbridge');
    return { events, client: await caller.open((config) => new events.EventBridgeClient(config)) };
  });
  return {
    async connectionNames() {
      const { events, client } = await sdk();
      const pages = pagesOf(
        (NextToken) =>
          caller.call('events:ListConnections', undefined, () =>
            client.send(new events.ListConnectionsCommand({ Limit: 100, NextToken })),
          ),
        ({ NextToken }) => NextToken,
      );
      const names: string[] = [];
      for await (const { Connections = [] } of pages)
        names.push(...Connections.flatMap(({ Name }) => Name ?? []));
      return names;
    },
    async destinations() {
      const { events, client } = await sdk();
      const pages = pagesOf(
        (NextToken) =>
          caller.call('events:ListApiDestinations', undefined, () =>
            client.send(new events.ListApiDestinationsCommand({ Limit: 100, NextToken })),
          ),
        ({ NextToken }) => NextToken,
      );
      const found: Pick<ApiDestination, 'name' | 'connectionArn'>[] = [];
      for await (const { ApiDestinations = [] } of pages)
        for (const { Name: name, ConnectionArn: connectionArn = '' } of ApiDestinations)
          if (name !== undefined) found.push({ name, connectionArn });
      return found;
    },
    connection,
    destination,
    async createConnection(settings) {
      const { events, client } = await sdk();
      try {
        await caller.call('events:CreateConnection', settings.name, () =>
          client.send(new events.CreateConnectionCommand(toAwsConnection(settings) as never)),
        );
      } catch (error) {
        // After a lost answer, the connection that exists with our description is the one that the first attempt made.
        const lost = hasAwsCode(error, 'ResourceAlreadyExistsException') && error.repeated;
        if (!lost || (await connection(settings.name))?.description !== settings.description) throw error;
      }
    },
    async updateConnection(settings) {
      const { events, client } = await sdk();
      await caller.call('events:UpdateConnection', settings.name, () =>
        client.send(new events.UpdateConnectionCommand(toAwsConnection(settings))),
      );
    },
    async deleteConnection(name) {
      const { events, client } = await sdk();
      await unlessMissing(
        caller.call('events:DeleteConnection', name, () =>
          client.send(new events.DeleteConnectionCommand({ Name: name })),
        ),
      );
    },
    async createDestination(settings) {
      const { events, client } = await sdk();
      try {
        await caller.call('events:CreateApiDestination', settings.name, () =>
          client.send(new events.CreateApiDestinationCommand(toAwsDestination(settings))),
        );
      } catch (error) {
        const lost = hasAwsCode(error, 'ResourceAlreadyExistsException') && error.repeated;
        if (!lost || (await destination(settings.name))?.description !== settings.description) throw error;
      }
    },
    async updateDestination(settings) {
      const { events, client } = await sdk();
      await caller.call('events:UpdateApiDestination', settings.name, () =>
        client.send(new events.UpdateApiDestinationCommand(toAwsDestination(settings))),
      );
    },
    async deleteDestination(name) {
      const { events, client } = await sdk();
      await unlessMissing(
        caller.call('events:DeleteApiDestination', name, () =>
          client.send(new events.DeleteApiDestinationCommand({ Name: name })),
        ),
      );
    },
  };

  async function connection(name: string): Promise<HttpConnection | undefined> {
    const { events, client } = await sdk();
    const answer = await unlessMissing(
      caller.call('events:DescribeConnection', name, () =>
        client.send(new events.DescribeConnectionCommand({ Name: name })),
      ),
    );
    return answer === undefined ? undefined : answeredWith(fromAwsConnection(name, answer), answer);
  }

  async function destination(name: string): Promise<ApiDestination | undefined> {
    const { events, client } = await sdk();
    const answer = await unlessMissing(
      caller.call('events:DescribeApiDestination', name, () =>
        client.send(new events.DescribeApiDestinationCommand({ Name: name })),
      ),
    );
    return answer === undefined ? undefined : answeredWith(fromAwsDestination(name, answer), answer);
  }
}

/** Type and parameters together: parameters of another type than the connection's have no effect (EventBridge user guide). */
function toAwsConnection({ name, description, auth, secret }: ConnectionSettings) {
  return {
    Name: name,
    Description: description,
    ...(auth === undefined || secret === undefined ? {} : toAwsAuth(auth, secret)),
  };
}

function toAwsAuth(auth: ConnectionAuth, secret: string) {
  switch (auth.kind) {
    case 'apiKey':
      return {
        AuthorizationType: 'API_KEY',
        AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: auth.header, ApiKeyValue: secret } },
      } as const;
    case 'basic':
      return {
        AuthorizationType: 'BASIC',
        AuthParameters: { BasicAuthParameters: { Username: auth.user, Password: secret } },
      } as const;
    case 'oauth': {
      const { tokenUrl, method, clientId, headers, query, body } = auth;
      return {
        AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
        AuthParameters: {
          OAuthParameters: {
            ClientParameters: { ClientID: clientId, ClientSecret: secret },
            AuthorizationEndpoint: tokenUrl,
            HttpMethod: method as 'GET' | 'POST' | 'PUT',
            // All three, that what left the file goes.
            OAuthHttpParameters: {
              HeaderParameters: pairs(headers),
              QueryStringParameters: pairs(query),
              BodyParameters: pairs(body),
            },
          },
        },
      } as const;
    }
  }
}

function pairs(parameters: Readonly<Record<string, string>>) {
  return Object.entries(parameters).map(([Key, Value]) => ({ Key, Value, IsValueSecret: false }));
}

function fromAwsConnection(name: string, answer: DescribeConnectionResponse): HttpConnection {
  const auth = fromAwsAuth(answer.AuthParameters);
  return {
    name: answer.Name ?? name,
    arn: answer.ConnectionArn ?? '',
    description: answer.Description ?? '',
    state: answer.ConnectionState ?? '',
    ...(answer.StateReason ? { stateReason: answer.StateReason } : {}),
    ...(auth === undefined ? {} : { auth }),
  };
}

function fromAwsAuth(answer: DescribeConnectionResponse['AuthParameters']): ConnectionAuth | undefined {
  const { ApiKeyAuthParameters: key, BasicAuthParameters: basic, OAuthParameters: oauth } = answer ?? {};
  if (key !== undefined) return { kind: 'apiKey', header: key.ApiKeyName ?? '' };
  if (basic !== undefined) return { kind: 'basic', user: basic.Username ?? '' };
  if (oauth === undefined) return undefined;
  const parameters = oauth.OAuthHttpParameters;
  return {
    kind: 'oauth',
    tokenUrl: oauth.AuthorizationEndpoint ?? '',
    method: oauth.HttpMethod ?? '',
    clientId: oauth.ClientParameters?.ClientID ?? '',
    headers: byKey(parameters?.HeaderParameters),
    query: byKey(parameters?.QueryStringParameters),
    body: byKey(parameters?.BodyParameters),
  };
}

/** The value of one that people made secret is not given. */
function byKey(parameters: ConnectionHttpParameters['BodyParameters']): Readonly<Record<string, string>> {
  return Object.fromEntries((parameters ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

function toAwsDestination({
  name,
  description,
  connectionArn,
  endpoint,
  method,
  rate,
}: ApiDestinationSettings) {
  return {
    Name: name,
    Description: description,
    ConnectionArn: connectionArn,
    InvocationEndpoint: endpoint,
    HttpMethod: method as 'POST',
    InvocationRateLimitPerSecond: rate,
  };
}

function fromAwsDestination(name: string, answer: DescribeApiDestinationResponse): ApiDestination {
  return {
    name: answer.Name ?? name,
    arn: answer.ApiDestinationArn ?? '',
    description: answer.Description ?? '',
    state: answer.ApiDestinationState ?? '',
    connectionArn: answer.ConnectionArn ?? '',
    endpoint: answer.InvocationEndpoint ?? '',
    method: answer.HttpMethod ?? '',
    rate: answer.InvocationRateLimitPerSecond ?? 0,
  };
}
