import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateApiDestinationCommand,
  type CreateConnectionAuthRequestParameters,
  CreateConnectionCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { sandboxFiles } from '../../../src/lib/base/sandbox-folder.js';
import { openSandbox, startServer } from '../../../src/lib/sandbox/index.js';
import { startReceiver } from './aws/http/receiver.js';
import { optionsIn, temporaryFolder } from './temporary-folder.js';

const SECRET = 'canary+of/a secret';
/** The secret, and all that it is sent as. */
const FORMS = [
  SECRET,
  encodeURIComponent(SECRET),
  String(new URLSearchParams({ s: SECRET })).slice(2),
  Buffer.from(`gcx:${SECRET}`).toString('base64'),
  'token-of-the-canary',
];
const KINDS: Readonly<Record<string, CreateConnectionAuthRequestParameters>> = {
  BASIC: { BasicAuthParameters: { Username: 'gcx', Password: SECRET } },
  API_KEY: {
    ApiKeyAuthParameters: { ApiKeyName: 'x-key', ApiKeyValue: SECRET },
    InvocationHttpParameters: {
      HeaderParameters: [{ Key: 'x-more', Value: SECRET, IsValueSecret: true }],
      QueryStringParameters: [{ Key: 'q', Value: SECRET, IsValueSecret: true }],
    },
  },
  OAUTH_CLIENT_CREDENTIALS: {
    OAuthParameters: {
      ClientParameters: { ClientID: 'gcx', ClientSecret: SECRET },
      AuthorizationEndpoint: 'https://login.example.com/token',
      HttpMethod: 'POST',
    },
  },
};

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

/** Which of the forms a text has. */
const formsIn = (text: string) => FORMS.filter((form) => text.includes(form));

it('a connection’s secret reaches its endpoint, and lies in the sandbox’s Secrets Manager alone', async () => {
  const folder = temporaryFolder();
  const server = await startReceiver(({ url }, index) => {
    if (url === '/token') return { status: 200, body: '{"access_token":"token-of-the-canary"}' };
    return { status: index % 2 === 0 ? 500 : 404 };
  });
  const started = await startServer(
    optionsIn(folder, {
      deliver: [`crm.example.com=${server.origin}`, `login.example.com=${server.origin}`],
    }),
  );
  const sandbox = await openSandbox(optionsIn(folder));
  const { endpoint, credentials } = sandbox.aws;
  const settings = { endpoint, credentials, region: 'eu-west-1', maxAttempts: 1 };
  const events = new EventBridgeClient(settings);
  const iam = new IAMClient(settings);
  const statement = { Effect: 'Allow', Action: 'events:InvokeApiDestination', Resource: '*' };
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' } };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'sender',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'sender',
      PolicyName: 'send',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    }),
  );
  await events.send(new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["pbx"]}' }));
  for (const [type, AuthParameters] of Object.entries(KINDS)) {
    const { ConnectionArn } = await events.send(
      new CreateConnectionCommand({ Name: type, AuthorizationType: type as 'BASIC', AuthParameters }),
    );
    const { ApiDestinationArn } = await events.send(
      new CreateApiDestinationCommand({
        Name: type,
        ConnectionArn,
        InvocationEndpoint: 'https://crm.example.com/',
        HttpMethod: 'POST',
      }),
    );
    const RetryPolicy = { MaximumRetryAttempts: 1 };
    await events.send(
      new PutTargetsCommand({
        Rule: 'r',
        Targets: [{ Id: type, Arn: ApiDestinationArn, RoleArn: Role?.Arn, RetryPolicy }],
      }),
    );
  }
  const entry = { Source: 'pbx', DetailType: 'call', Detail: '{}' };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
  await expect.poll(async () => (await sandbox.deliveries()).length, { timeout: 30_000 }).toBe(3);
  expect(formsIn(JSON.stringify(server.received)).sort()).toEqual([...FORMS].sort());
  const told = JSON.stringify([await sandbox.deliveries(), await sandbox.journal()]);
  expect(formsIn(told)).toEqual([]);
  events.destroy();
  iam.destroy();
  await sandbox.close();
  started.stop();
  await started.ended;
  await server.close();

  const { state, folder: kept } = sandboxFiles(folder);
  const holding = filesIn(kept).filter((path) => formsIn(readFileSync(path, 'utf8')).length > 0);
  expect(holding).toEqual([state]);
  // In the state itself: among the secrets, and nowhere else.
  const text = readFileSync(state, 'utf8');
  const whole: unknown = JSON.parse(text.slice(text.indexOf('{')));
  const elsewhere = JSON.stringify(whole, (name, value: unknown) => (name === 'secrets' ? [] : value));
  expect(formsIn(elsewhere)).toEqual([]);
});
