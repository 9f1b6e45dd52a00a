import {
  CreateApiDestinationCommand,
  type CreateConnectionAuthRequestParameters,
  CreateConnectionCommand,
  DeleteConnectionCommand,
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  ListApiDestinationsCommand,
  ListConnectionsCommand,
  UpdateConnectionCommand,
} from '@aws-sdk/client-eventbridge';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect } from 'vitest';
import { failure } from '../aws/aws-server.js';
import { forLines, type Proof, proveRecording, type Recorded } from './recording.js';
import { EAST, openStage, type Stage, WEST } from './stage.js';

/** What was recorded of connections and API destinations. */
interface OfDestinations extends Recorded {
  readonly what?: string;
  readonly value?: unknown;
  readonly form?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

let stage: Stage;
let clock = Date.UTC(2026, 8, 24);
beforeAll(async () => {
  stage = await openStage({
    now: () => clock,
    // Nothing listens there.
    outside: { hosts: { 'closed.example.com': 'http://127.0.0.1:1' } },
  });
  for (const [name, [type, parameters]] of Object.entries(KINDS)) {
    const answer = await create(name, type, parameters);
    made.set(name, answer);
    made.set(`${name} destination`, await createDestination(name, answer.ConnectionArn));
  }
});
afterAll(() => stage.server.close());

const made = new Map<string, unknown>();
const events = () => stage.in(EAST).events;
type Type = 'API_KEY' | 'BASIC' | 'OAUTH_CLIENT_CREDENTIALS';

/** As the recordings were made. */
const KINDS: Readonly<Record<string, readonly [Type, CreateConnectionAuthRequestParameters]>> = {
  basic: ['BASIC', { BasicAuthParameters: { Username: 'user', Password: 'pass' } }],
  key: ['API_KEY', { ApiKeyAuthParameters: { ApiKeyName: 'ApiKey', ApiKeyValue: 'secret' } }],
  oauth: [
    'OAUTH_CLIENT_CREDENTIALS',
    {
      OAuthParameters: {
        AuthorizationEndpoint: 'https://example.com/oauth',
        ClientParameters: { ClientID: 'client_id', ClientSecret: 'client_secret' },
        HttpMethod: 'POST',
      },
    },
  ],
};

const create = (
  Name: string,
  AuthorizationType: Type,
  AuthParameters: CreateConnectionAuthRequestParameters,
) => events().send(new CreateConnectionCommand({ Name, AuthorizationType, AuthParameters }));

const describeConnection = (Name: string) => events().send(new DescribeConnectionCommand({ Name }));

async function createDestination(
  Name: string,
  ConnectionArn: string | undefined,
  InvocationEndpoint = 'https://example.com/api',
) {
  return events().send(
    new CreateApiDestinationCommand({
      Name,
      ConnectionArn,
      HttpMethod: 'POST',
      InvocationEndpoint,
      Description: 'Test API destination',
    }),
  );
}

/** A recorded answer as a matcher of its like: what the recording hides may be anything of its kind. */
function like(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => like(each));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, like(each, name)]));
  if (/Time$/.test(key)) return expect.any(Date);
  if (typeof value !== 'string') return value;
  if (key.endsWith('Arn'))
    return expect.stringMatching(/^arn:aws:(events|secretsmanager):us-(east-1|west-2):\d{12}:/);
  return key === 'Name' ? expect.any(String) : value;
}

/** An answer has exactly the members that were recorded, and their values. */
function answeredAs({ answer }: OfDestinations, found: unknown): void {
  const { $metadata: _, ...members } = found as { readonly $metadata: unknown };
  expect(members).toEqual(like(answer));
}

const asMade =
  (name: string): Proof<OfDestinations> =>
  (line) =>
    answeredAs(line, made.get(name));
const described =
  (name: string): Proof<OfDestinations> =>
  async (line) => {
    const found = await describeConnection(name);
    answeredAs(line, found);
    expect(found.SecretArn).toMatch(new RegExp(`:secret:events!connection/${name}/[0-9a-f-]{36}-\\w{6}$`));
  };

async function secretOf(name: string): Promise<Record<string, unknown>> {
  const { SecretArn } = await describeConnection(name);
  const secrets = stage.server.open(SecretsManagerClient, { region: EAST });
  const { Name = '', SecretString = '' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: SecretArn }),
  );
  expect(Name).toMatch(new RegExp(`^events!connection/${name}/[0-9a-f-]{36}$`));
  return JSON.parse(SecretString) as Record<string, unknown>;
}

const secretHas =
  (name: string): Proof<OfDestinations> =>
  async ({ answer }) =>
    expect(Object.keys(await secretOf(name)).sort()).toEqual(answer);

const destination =
  (name: string): Proof<OfDestinations> =>
  async (line) =>
    answeredAs(line, await events().send(new DescribeApiDestinationCommand({ Name: name })));

const listed =
  (name: string): Proof<OfDestinations> =>
  async (line) =>
    answeredAs(line, await events().send(new ListApiDestinationsCommand({ NamePrefix: name })));

/** With all kinds of parameters, one of them secret. */
const PARAMETERS: CreateConnectionAuthRequestParameters = {
  BasicAuthParameters: { Username: 'u', Password: 'p' },
  InvocationHttpParameters: {
    HeaderParameters: [
      { Key: 'x-public', Value: 'visible' },
      { Key: 'x-private', Value: 'hidden', IsValueSecret: true },
    ],
    QueryStringParameters: [{ Key: 'query', Value: 'v' }],
    BodyParameters: [{ Key: 'body', Value: 'v' }],
  },
};

const refused =
  (call: () => Promise<unknown>, noted: (error: string) => string): Proof<OfDestinations> =>
  async ({ error }) => {
    const { code, message } = await failure(call());
    expect(code).toBe('ValidationException');
    expect(message).toContain(noted(String(error)));
  };

proveRecording<OfDestinations>(
  'api-destinations',
  {
    1: asMade('basic'),
    2: described('basic'),
    3: secretHas('basic'),
    4: asMade('key'),
    5: described('key'),
    6: secretHas('key'),
    7: asMade('oauth'),
    // It was read once already: it is another one that was just made.
    8: async (line) => {
      await create('oauth-2', ...((KINDS['oauth'] ?? []) as [Type, CreateConnectionAuthRequestParameters]));
      await described('oauth-2')(line);
    },
    9: secretHas('oauth'),
    10: async (line) =>
      answeredAs(line, await events().send(new ListConnectionsCommand({ NamePrefix: 'basic' }))),
    11: async (line) => {
      await create('empty', 'BASIC', {
        BasicAuthParameters: { Username: 'user', Password: 'pass' },
        InvocationHttpParameters: {},
      });
      answeredAs(line, await describeConnection('empty'));
    },
    12: async (line) => {
      const before = await describeConnection('basic');
      const update = new UpdateConnectionCommand({
        Name: 'basic',
        AuthorizationType: 'BASIC',
        AuthParameters: { BasicAuthParameters: { Username: 'user', Password: 'other' } },
      });
      answeredAs(line, await events().send(update));
      expect((await describeConnection('basic')).SecretArn).toBe(before.SecretArn);
      expect(await secretOf('basic')).toEqual({ username: 'user', password: 'other' });
    },
    13: async (line) => {
      await create('gone', ...((KINDS['basic'] ?? []) as [Type, CreateConnectionAuthRequestParameters]));
      answeredAs(line, await events().send(new DeleteConnectionCommand({ Name: 'gone' })));
      clock += 2_000;
      expect(await failure(describeConnection('gone'))).toMatchObject({ code: 'ResourceNotFoundException' });
    },
    14: asMade('basic destination'),
    15: destination('basic'),
    16: listed('basic'),
    17: asMade('oauth destination'),
    18: async (line) => {
      const { ConnectionArn } = await create('closed', 'OAUTH_CLIENT_CREDENTIALS', CLOSED);
      await createDestination('closed', ConnectionArn);
      await destination('closed')(line);
    },
    19: listed('closed'),
    33: async () => {
      // Parameters of another type have no effect.
      const update = new UpdateConnectionCommand({
        Name: 'key',
        AuthorizationType: 'API_KEY',
        AuthParameters: {
          ApiKeyAuthParameters: { ApiKeyValue: 'other' },
          BasicAuthParameters: { Username: 'nobody' },
        },
      });
      await events().send(update);
      expect(await secretOf('key')).toEqual({ api_key_name: 'ApiKey', api_key_value: 'other' });
    },
    36: async () => {
      const iam = stage.server.open(IAMClient, { region: EAST });
      const RoleName = 'AWSServiceRoleForAmazonEventBridgeApiDestinations';
      expect((await iam.send(new GetRoleCommand({ RoleName }))).Role?.RoleName).toBe(RoleName);
    },
    42: async () => {
      for (const Password of ['a:b', 'a\u0000', '', 'x'.repeat(513)]) {
        const { code, message } = await failure(
          create('c', 'BASIC', { BasicAuthParameters: { Username: 'u', Password } }),
        );
        expect(code).toBe('ValidationException');
        expect(message).toMatch(
          /^[12] validation errors? detected: Value at 'authParameters\.basicAuthParameters\.password' failed /,
        );
      }
    },
    43: refused(
      () => create('c', 'BASIC', {}),
      (error) => error,
    ),
    44: refused(
      () =>
        create('c', 'OAUTH_CLIENT_CREDENTIALS', {
          OAuthParameters: {
            AuthorizationEndpoint: 'http://example.com/oauth',
            ClientParameters: { ClientID: 'i', ClientSecret: 's' },
            HttpMethod: 'POST',
          },
        }),
      (error) => error,
    ),
    // Others noted the last words of it differently: "is invalid, please provide a valid HTTPS endpoint URL".
    45: refused(
      () => createDestination('d', stage.arn('events', 'connection/c/1'), 'http://example.com'),
      (error) => error.replace(/'\.\.\.' is not valid$/, "'http://example.com'"),
    ),
    46: refused(
      () =>
        events().send(
          new CreateApiDestinationCommand({
            Name: 'd',
            ConnectionArn: stage.arn('events', 'connection/c/1', WEST),
            InvocationEndpoint: 'https://example.com',
            HttpMethod: 'POST',
          }),
        ),
      () => `Invalid ARN: '${stage.arn('events', 'connection/c/1', WEST)}'`,
    ),
    47: async (line) => {
      await create('all', 'BASIC', PARAMETERS);
      answeredAs(line, await describeConnection('all'));
    },
    48: async ({ form = {} }) => {
      await create('form', 'BASIC', {
        BasicAuthParameters: { Username: 'u', Password: 'p' },
        InvocationHttpParameters: { HeaderParameters: [{ Key: 'x-public', Value: 'visible' }] },
      });
      expect(await secretOf('form')).toEqual(form['BASIC']);
    },
    49: async ({ answer }) => {
      await create('closed-2', 'OAUTH_CLIENT_CREDENTIALS', CLOSED);
      await stage.server.cloud.settle();
      const { ConnectionState, StateReason, LastAuthorizedTime, SecretArn } =
        await describeConnection('closed-2');
      const time = LastAuthorizedTime?.toISOString().replace('.000Z', '+00:00');
      expect({ ConnectionState, StateReason, LastAuthorizedTime: time }).toEqual(answer);
      expect(SecretArn).toBeDefined();
    },
    50: async () => {
      const update = (more: object) =>
        events().send(
          new UpdateConnectionCommand({
            Name: 'all',
            AuthParameters: { BasicAuthParameters: { Password: 'new' } },
            ...more,
          }),
        );
      expect(await failure(update({}))).toMatchObject({ code: 'ValidationException' });
      const before = await describeConnection('all');
      await update({ AuthorizationType: 'BASIC' });
      const after = await describeConnection('all');
      expect([after.SecretArn, after.AuthParameters]).toEqual([before.SecretArn, before.AuthParameters]);
      expect(await secretOf('all')).toMatchObject({ username: 'u', password: 'new' });
    },
    51: async ({ answer }) => {
      const iam = stage.server.open(IAMClient, { region: EAST });
      const { Path, RoleName, trusts } = answer as Record<string, string>;
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      expect(Role).toMatchObject({ Path, RoleName });
      expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain(`"Service":"${trusts}"`);
    },
  },
  {
    20: 'of API Gateway, which the sandbox does not run',
    ...forLines([21, 22, 23, 24, 25, 26, 27, 31, 32, 37, 39, 40], 'of requests: test/unit/sandbox/aws/http'),
    28: 'of clients: the methods that the API takes are in line 42',
    29: 'of certificates: what stands for a host has its own',
    30: 'of certificates: what stands for a host has its own',
    34: 'advice to clients',
    35: 'events of EventBridge itself, which the sandbox does not send',
    38: 'quotas: test/unit/sandbox/aws/http/connections.test.ts',
    41: 'states: test/unit/sandbox/aws/http/connections.test.ts',
  },
);

const CLOSED: CreateConnectionAuthRequestParameters = {
  OAuthParameters: {
    AuthorizationEndpoint: 'https://closed.example.com/oauth',
    ClientParameters: { ClientID: 'client_id', ClientSecret: 'client_secret' },
    HttpMethod: 'POST',
  },
};
