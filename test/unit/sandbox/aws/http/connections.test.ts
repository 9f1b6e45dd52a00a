import {
  CreateApiDestinationCommand,
  type CreateApiDestinationCommandInput,
  type CreateConnectionAuthRequestParameters,
  CreateConnectionCommand,
  DeauthorizeConnectionCommand,
  DeleteApiDestinationCommand,
  DeleteConnectionCommand,
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  type HttpParameters,
  ListApiDestinationsCommand,
  ListConnectionsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  UpdateApiDestinationCommand,
  UpdateConnectionCommand,
} from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/lib/base/json.js';
import type { AwsCloudOptions } from '../../../../../src/lib/sandbox/aws/index.js';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from '../aws-server.js';
import { type Receiver, type Reply, startReceiver } from './receiver.js';

const BASIC: CreateConnectionAuthRequestParameters = {
  BasicAuthParameters: { Username: 'u', Password: 'p' },
};
const OAUTH: CreateConnectionAuthRequestParameters = {
  OAuthParameters: {
    ClientParameters: { ClientID: 'id', ClientSecret: 'hush-hush' },
    AuthorizationEndpoint: 'https://login.example.com/token?tenant=7',
    HttpMethod: 'POST',
    OAuthHttpParameters: {
      HeaderParameters: [{ Key: 'X-Login', Value: 'yes' }],
      QueryStringParameters: [{ Key: 'q', Value: 'a b' }],
      BodyParameters: [{ Key: 'grant_type', Value: 'client_credentials' }],
    },
  },
};
const DESTINATION = {
  Name: 'd',
  InvocationEndpoint: 'https://crm.example.com/calls',
  HttpMethod: 'POST',
} as const;

let aws: AwsServer;
let clock = Date.UTC(2026, 0, 1);
const receivers: Receiver[] = [];

afterEach(async () => {
  await aws.close();
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function start(options: Partial<AwsCloudOptions> = {}): Promise<void> {
  aws = await startAws({ now: () => clock, ...options });
}

/** Starts a login server, and an AWS in which it stands for login.example.com. */
async function startWithLogin(reply: (index: number) => Reply): Promise<Receiver> {
  const login = await startReceiver((_, index) => reply(index));
  receivers.push(login);
  await start({ outside: { hosts: { 'login.example.com': login.origin } } });
  return login;
}

const create = (
  AuthParameters = BASIC,
  AuthorizationType: 'API_KEY' | 'BASIC' | 'OAUTH_CLIENT_CREDENTIALS' = AuthParameters === OAUTH
    ? 'OAUTH_CLIENT_CREDENTIALS'
    : 'BASIC',
  Name = 'c',
) => aws.events.send(new CreateConnectionCommand({ Name, AuthorizationType, AuthParameters }));
const read = (Name = 'c') => aws.events.send(new DescribeConnectionCommand({ Name }));
const state = async () => (await read()).ConnectionState;
const remove = (Name = 'c') => aws.events.send(new DeleteConnectionCommand({ Name }));
const createDestination = (more: Partial<CreateApiDestinationCommandInput>) =>
  aws.events.send(new CreateApiDestinationCommand({ ...DESTINATION, ConnectionArn: undefined, ...more }));
const readDestination = (Name = 'd') => aws.events.send(new DescribeApiDestinationCommand({ Name }));
const destinationState = async () => (await readDestination()).ApiDestinationState;

describe('a connection with OAuth', () => {
  it('asks its endpoint for a token, as configured, and is authorized then', async () => {
    const login = await startWithLogin(() => ({ status: 200, body: '{"access_token":"t","expires_in":60}' }));
    expect((await create(OAUTH)).ConnectionState).toBe('AUTHORIZING');
    await aws.cloud.settle();
    expect(await state()).toBe('AUTHORIZED');
    expect((await read()).LastAuthorizedTime).toEqual(new Date(clock));
    expect(login.received).toMatchObject([
      {
        method: 'POST',
        url: '/token?tenant=7&q=a+b',
        headers: { host: 'login.example.com', 'x-login': 'yes' },
        body: 'client_id=id&client_secret=hush-hush&grant_type=client_credentials',
      },
    ]);
  });

  it.each([
    ['refuses', { status: 401 }, 'The authorization endpoint refused the request with status 401.'],
    [
      'sends no token',
      { status: 200, body: '<p>hello</p>' },
      'The authorization endpoint sent no access token.',
    ],
  ])(
    'is deauthorized where its endpoint %s, with its API destinations, until it is updated',
    async (_, no, why) => {
      let good = false;
      await startWithLogin(() => (good ? { status: 200, body: '{"access_token":"t"}' } : no));
      const { ConnectionArn } = await create(OAUTH);
      expect((await createDestination({ ConnectionArn })).ApiDestinationState).toBe('INACTIVE');
      await aws.cloud.settle();
      expect(await read()).toMatchObject({ ConnectionState: 'DEAUTHORIZED', StateReason: why });
      expect(await destinationState()).toBe('INACTIVE');
      good = true;
      const { OAuthParameters: { ClientParameters } = {} } = OAUTH;
      const update = {
        Name: 'c',
        AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
        AuthParameters: { OAuthParameters: { ClientParameters } },
      } as const;
      await aws.events.send(new UpdateConnectionCommand(update));
      await aws.cloud.settle();
      expect(await state()).toBe('AUTHORIZED');
      expect(await destinationState()).toBe('ACTIVE');
      expect((await read()).StateReason).toBeUndefined();
    },
  );

  it('asks again when it is read, where the endpoint was out of reach', async () => {
    const login = await startWithLogin(() => ({ status: 200, body: '{"access_token":"t"}' }));
    await login.close();
    await create(OAUTH);
    await aws.cloud.settle();
    expect(await read()).toMatchObject({
      ConnectionState: 'AUTHORIZING',
      StateReason: 'Could not connect to the specified endpoint.',
    });
    clock += 2_000;
    await read();
    await aws.cloud.settle();
    expect(await state()).toBe('AUTHORIZING');
  });

  it('asks nobody where nothing stands for its endpoint, and is authorized once it was read', async () => {
    await start();
    await create(OAUTH);
    expect([await state(), await state()]).toEqual(['AUTHORIZING', 'AUTHORIZED']);
  });

  it('keeps the token in no snapshot', async () => {
    await startWithLogin(() => ({ status: 200, body: '{"access_token":"a-token-of-theirs"}' }));
    await create(OAUTH);
    await aws.cloud.settle();
    const { secrets, ...rest } = statesOf()[REGION] ?? {};
    expect(JSON.stringify(secrets)).toContain('hush-hush');
    expect(JSON.stringify(rest)).not.toContain('hush-hush');
    expect(JSON.stringify(aws.cloud.snapshot())).not.toContain('a-token-of-theirs');
  });
});

type States = Record<string, Record<string, JsonObject[]>>;
const statesOf = () => (aws.cloud.snapshot() as unknown as { regions: States }).regions;

describe('a connection', () => {
  it('is there once, and again when its deletion is over, with another ARN and secret', async () => {
    await start();
    const { ConnectionArn } = await create();
    const { SecretArn } = await read();
    const taken = { code: 'ResourceAlreadyExistsException', message: "Connection 'c' already exists." };
    expect(await failure(create())).toMatchObject(taken);
    await remove();
    expect(await failure(create())).toMatchObject(taken);
    const update = new UpdateConnectionCommand({ Name: 'c', Description: 'd' });
    expect(await failure(aws.events.send(update))).toMatchObject({ code: 'ConcurrentModificationException' });
    expect(await state()).toBe('DELETING');
    expect(await failure(read())).toMatchObject({ code: 'ResourceNotFoundException' });
    expect((await create()).ConnectionArn).not.toBe(ConnectionArn);
    const secrets = aws.open(SecretsManagerClient);
    expect(await failure(secrets.send(new GetSecretValueCommand({ SecretId: SecretArn })))).toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  it('can be deleted while an API destination uses it, which is INACTIVE and without it from then on', async () => {
    await start();
    const { ConnectionArn } = await create();
    await createDestination({ ConnectionArn });
    expect(await destinationState()).toBe('ACTIVE');
    await remove();
    expect(await destinationState()).toBe('INACTIVE');
    clock += 2_000;
    await create();
    expect(await destinationState()).toBe('INACTIVE');
    expect((await readDestination()).ConnectionArn).toBeUndefined();
    expect(await failure(createDestination({ Name: 'e', ConnectionArn }))).toMatchObject({
      code: 'ResourceNotFoundException',
      message: `Failed to create the api-destination(s). Connection '${ConnectionArn}' does not exist.`,
    });
  });

  it('loses its credentials when it is deauthorized, and gets others', async () => {
    await start();
    const { ConnectionArn } = await create();
    await createDestination({ ConnectionArn });
    const answer = await aws.events.send(new DeauthorizeConnectionCommand({ Name: 'c' }));
    expect(answer.ConnectionState).toBe('DEAUTHORIZING');
    expect(await read()).toMatchObject({ ConnectionState: 'DEAUTHORIZING' });
    expect(await read()).toEqual(
      expect.objectContaining({
        ConnectionState: 'DEAUTHORIZED',
        StateReason:
          'The authorization parameters were removed from this connection by a DeauthorizeConnection operation.',
      }),
    );
    expect(await read()).not.toHaveProperty('SecretArn');
    expect(await read()).not.toHaveProperty('AuthParameters');
    expect(await destinationState()).toBe('INACTIVE');
    const update = { Name: 'c', AuthorizationType: 'BASIC', AuthParameters: BASIC } as const;
    await aws.events.send(new UpdateConnectionCommand(update));
    expect(await state()).toBe('AUTHORIZED');
    expect(await destinationState()).toBe('ACTIVE');
  });

  it('keeps what an update leaves out, and needs all of another type', async () => {
    await start();
    await create({
      ...BASIC,
      InvocationHttpParameters: { HeaderParameters: [{ Key: 'x-key', Value: 'v', IsValueSecret: true }] },
    });
    const update = (more: object) => aws.events.send(new UpdateConnectionCommand({ Name: 'c', ...more }));
    const value = async () => {
      const { SecretArn } = await read();
      const secret = await aws
        .open(SecretsManagerClient)
        .send(new GetSecretValueCommand({ SecretId: SecretArn }));
      return JSON.parse(secret.SecretString ?? '') as unknown;
    };
    await update({ Description: 'of the CRM' });
    await update({
      AuthorizationType: 'BASIC',
      AuthParameters: {
        BasicAuthParameters: { Password: 'q' },
        // Its value cannot be read back.
        InvocationHttpParameters: { HeaderParameters: [{ Key: 'x-key', IsValueSecret: true }] },
      },
    });
    expect(await value()).toMatchObject({
      username: 'u',
      password: 'q',
      invocation_http_parameters: {
        header_parameters: [{ key: 'x-key', value: 'v', is_value_secret: true }],
      },
    });
    expect((await read()).Description).toBe('of the CRM');
    const key = {
      AuthorizationType: 'API_KEY',
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'n' } },
    };
    expect((await failure(update(key))).message).toContain(
      'Parameter ApiKeyAuthParameters is not valid. Reason: Missing required field(s)',
    );
    expect(await value()).toMatchObject({ username: 'u', password: 'q' });
  });

  it('is refused in AWS’s words, without what is secret, and in little time', async () => {
    await start();
    const of = (Password: string) => ({ BasicAuthParameters: { Username: 'u', Password } });
    // AWS's own pattern takes exponential time for it.
    const spaces = `${' '.repeat(500)}:`;
    const { code, message } = await failure(create(of(spaces)));
    expect(code).toBe('ValidationException');
    expect(message).toBe(
      "1 validation error detected: Value at 'authParameters.basicAuthParameters.password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[ \\t]*[^\\x00-\\x1F:\\x7F]+([ \\t]+[^\\x00-\\x1F:\\x7F]+)*[ \\t]*$",
    );
    const keys = Array.from({ length: 101 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
    const many = { ...BASIC, InvocationHttpParameters: { HeaderParameters: keys } };
    expect((await failure(create(many))).message).toContain(
      'Member must have length less than or equal to 100',
    );
    expect(await failure(create(BASIC, 'BASIC', 'no spaces'))).toMatchObject({ code: 'ValidationException' });
  });

  it('is listed by the beginning of its name and by its state', async () => {
    await start();
    for (const name of ['b-1', 'a-2', 'a-1']) await create(BASIC, 'BASIC', name);
    const list = async (more: object) => {
      const { Connections = [], NextToken } = await aws.events.send(new ListConnectionsCommand(more));
      return { names: Connections.map(({ Name }) => Name), NextToken };
    };
    expect((await list({ NamePrefix: 'a-' })).names).toEqual(['a-1', 'a-2']);
    const first = await list({ Limit: 2 });
    expect(first.names).toEqual(['a-1', 'a-2']);
    expect((await list({ NextToken: first.NextToken })).names).toEqual(['b-1']);
    expect((await list({ ConnectionState: 'DEAUTHORIZED' })).names).toEqual([]);
  });

  it('has its place among 3,000, as an API destination has', async () => {
    await start();
    const { ConnectionArn } = await create();
    await createDestination({ ConnectionArn });
    const snapshot = structuredClone(aws.cloud.snapshot()) as unknown as { regions: States };
    for (const kind of ['connections', 'destinations']) {
      const [[, record] = []] = (snapshot.regions[REGION]?.[kind] ?? []) as unknown as [string, JsonObject][];
      const many = Array.from({ length: 2_998 }, (_, index) => [
        `n${index}`,
        { ...record, name: `n${index}` },
      ]);
      snapshot.regions[REGION]?.[kind]?.push(...(many as unknown as JsonObject[]));
    }
    aws.cloud.restore(snapshot as unknown as JsonObject);
    await create(BASIC, 'BASIC', 'last');
    expect(await failure(create(BASIC, 'BASIC', 'more'))).toMatchObject({ code: 'LimitExceededException' });
    await createDestination({ ConnectionArn, Name: 'last' });
    expect(await failure(createDestination({ ConnectionArn, Name: 'more' }))).toMatchObject({
      code: 'LimitExceededException',
    });
  });
});

describe('an API destination', () => {
  it('is changed setting by setting, listed, and deleted', async () => {
    await start();
    const { ConnectionArn } = await create();
    await createDestination({ ConnectionArn, Description: 'one', InvocationRateLimitPerSecond: 20 });
    expect(await failure(createDestination({ ConnectionArn }))).toMatchObject({
      code: 'ResourceAlreadyExistsException',
      message: "Failed to create the api-destination(s). An api-destination with name 'd' already exists.",
    });
    await aws.events.send(new UpdateApiDestinationCommand({ Name: 'd', HttpMethod: 'PUT' }));
    expect(await readDestination()).toMatchObject({
      ...DESTINATION,
      ConnectionArn,
      HttpMethod: 'PUT',
      Description: 'one',
      InvocationRateLimitPerSecond: 20,
    });
    const list = (more: object) => aws.events.send(new ListApiDestinationsCommand(more));
    expect((await list({ ConnectionArn })).ApiDestinations).toHaveLength(1);
    expect((await list({ NamePrefix: 'x' })).ApiDestinations).toEqual([]);
    expect(await failure(list({ NamePrefix: 'd', ConnectionArn }))).toMatchObject({
      code: 'ValidationException',
    });
    await aws.events.send(new DeleteApiDestinationCommand({ Name: 'd' }));
    const none = "An api-destination 'd' does not exist.";
    expect(await failure(readDestination())).toMatchObject({
      code: 'ResourceNotFoundException',
      message: `Failed to describe the api-destination(s). ${none}`,
    });
    expect(await failure(aws.events.send(new DeleteApiDestinationCommand({ Name: 'd' })))).toMatchObject({
      message: `Failed to delete the api-destination(s). ${none}`,
    });
    expect(
      await failure(aws.events.send(new UpdateApiDestinationCommand({ Name: 'd', HttpMethod: 'PUT' }))),
    ).toMatchObject({ message: `Failed to update the api-destination(s). ${none}` });
  });

  it.each([
    'http://x.example.com',
    'x.example.com/a',
    'https://',
    'https://u:p@x.example.com',
    'https://*.example.com',
  ])('is not at %s', async (InvocationEndpoint) => {
    await start();
    const { ConnectionArn } = await create();
    expect(await failure(createDestination({ ConnectionArn, InvocationEndpoint }))).toMatchObject({
      code: 'ValidationException',
      message: `Failed to create the api-destination(s). Parameter InvocationEndpoint is not valid. Reason: Endpoint '${InvocationEndpoint}' is invalid, please provide a valid HTTPS endpoint URL.`,
    });
  });

  it('is called 300 times a second at most, with a method that there is', async () => {
    await start();
    const { ConnectionArn } = await create();
    expect(
      await failure(createDestination({ ConnectionArn, InvocationRateLimitPerSecond: 301 })),
    ).toMatchObject({
      code: 'LimitExceededException',
      message:
        "Failed to create the api-destination(s). Invalid Invocation Rate Limit: Rate specified '301' for 'd' exceeds maximum allowed of '300'.",
    });
    expect(
      (await failure(createDestination({ ConnectionArn, HttpMethod: 'TRACE' as 'POST' }))).message,
    ).toContain('enum value set: [HEAD, POST, PATCH, DELETE, PUT, GET, OPTIONS]');
  });
});

describe('a target that is an API destination', () => {
  const Arn = `arn:aws:events:${REGION}:${ACCOUNT}:api-destination/d/11111111-2222-4333-8444-555555555555`;
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/sender`;
  const put = async (target: { Arn?: string; RoleArn?: string; HttpParameters?: HttpParameters }) => {
    await start();
    await aws.events.send(new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["x"]}' }));
    return aws.events.send(new PutTargetsCommand({ Rule: 'r', Targets: [{ Id: '1', Arn, ...target }] }));
  };

  it('needs a role, the whole ARN, and parameters as AWS’s model has them', async () => {
    const HttpParameters = {
      PathParameterValues: ['$.detail.id'],
      HeaderParameters: { 'X-Id': '$.id' },
      QueryStringParameters: { q: 'a b' },
    };
    expect(await put({ RoleArn, HttpParameters })).toMatchObject({ FailedEntryCount: 0 });
  });

  it.each([
    [{}, `RoleArn is required for target ${Arn}.`],
    [
      { RoleArn, Arn: Arn.replace(/\/[^/]*$/, '') },
      `Parameter ${Arn.replace(/\/[^/]*$/, '')} is not valid. Reason: Provided Arn is not in correct format.`,
    ],
    [{ RoleArn, HttpParameters: { PathParameterValues: [' '] } }, 'pattern: ^(?!\\s*$).+'],
    [{ RoleArn, HttpParameters: { HeaderParameters: { 'a b': 'v' } } }, 'headerParameters'],
    [{ RoleArn, HttpParameters: { HeaderParameters: { a: 'é' } } }, 'headerParameters'],
    [{ RoleArn, HttpParameters: { QueryStringParameters: { q: 'a\u0001' } } }, 'queryStringParameters'],
  ])('is refused: %j', async (target, why) => {
    const { code, message } = await failure(put(target));
    expect([code, message]).toEqual(['ValidationException', expect.stringContaining(why)]);
  });
});

describe('who makes a connection', () => {
  const SECRET = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:events!connection/c/*`;
  const ALL: readonly (readonly [string, string])[] = [
    ['events:CreateConnection', `arn:aws:events:${REGION}:${ACCOUNT}:connection/c`],
    ['iam:CreateServiceLinkedRole', `arn:aws:iam::${ACCOUNT}:role/aws-service-role/*`],
    ['secretsmanager:CreateSecret', SECRET],
    ['secretsmanager:PutSecretValue', SECRET],
  ];
  const startWith = (allowed: typeof ALL) =>
    start({
      identities: () => ({
        policies: [
          { Statement: allowed.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })) },
        ],
      }),
    });

  it('needs rights in EventBridge, in Secrets Manager, and to make the linked role the first time', async () => {
    await startWith(ALL);
    expect((await create()).ConnectionState).toBe('AUTHORIZED');
  });

  it.each(ALL.map(([action]) => action))('is refused without %s', async (action) => {
    await startWith(ALL.filter(([each]) => each !== action));
    const { code, message } = await failure(create());
    expect([code, message]).toEqual(['AccessDeniedException', expect.stringContaining(action)]);
  });
});
