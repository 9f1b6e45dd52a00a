import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  EventBridgeClient,
  type EventBridgeClientConfig,
  ListRulesCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import { FaultBox, parseFault } from '../../../src/lib/sandbox/faults.js';
import { openSandbox, type Sandbox } from '../../../src/lib/sandbox/index.js';
import { ACD_END, call } from './genesys-server.js';
import { enableIntegration, genesysOf, loginTo } from './pipe.js';
import { optionsIn, temporaryFolder } from './temporary-folder.js';

const open: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

async function start(...faults: string[]): Promise<Sandbox> {
  const sandbox = await openSandbox(optionsIn(temporaryFolder(), { faults }));
  open.push(sandbox);
  return sandbox;
}

const eventsOf = (sandbox: Sandbox, changes: EventBridgeClientConfig = {}): EventBridgeClient =>
  new EventBridgeClient({ ...sandbox.aws, maxAttempts: 1, ...changes });
const putRule = new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["x"]}' });

describe('parseFault', () => {
  it('reads service, action, effect and when', () => {
    expect(parseFault('events:PutTargets:throttle:0.3')).toMatchObject({
      service: 'events',
      action: 'PutTargets',
      effect: { kind: 'throttle' },
      when: { kind: 'share', share: 0.3 },
    });
    expect(parseFault('genesys:*:503:2')).toMatchObject({
      effect: { kind: 'status', status: 503 },
      when: { kind: 'first', calls: 2 },
    });
    expect(parseFault('sqs:SendMessage:kill-after:#3')).toMatchObject({
      effect: { kind: 'kill', moment: 'after' },
      when: { kind: 'nth', call: 3 },
    });
    expect(parseFault('*:*:timeout')).toMatchObject({
      effect: { kind: 'timeout' },
      when: { kind: 'always' },
    });
  });

  it.each([
    '',
    'events',
    'events:PutRule',
    'event:PutRule:deny',
    'events:PutRule:broken',
    'events:PutRule:200',
    'sns:*:deny:0',
    'sns:*:deny:1.5',
    'sns:*:deny:x',
    'sns:*:deny:#0',
    'a:b:c:d:e',
    'sns::deny',
    'delivery:dynamodb:throttle',
    'delivery:sqs:lost',
    'delivery:sqs:404',
  ])('refuses %j', (text) => {
    expect(() => parseFault(text)).toThrow(/is not understood/);
  });
});

describe('FaultBox', () => {
  it('meets about the share of calls that was asked for, in the same order each time', () => {
    const run = (): boolean[] => {
      const box = new FaultBox([parseFault('events:Put*:throttle:0.3')]);
      return Array.from(
        { length: 1_000 },
        () => box.take({ service: 'events', action: 'PutRule', write: true }) !== undefined,
      );
    };
    const met = run();
    expect(met).toEqual(run());
    const share = met.filter(Boolean).length / met.length;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.35);
  });

  it('meets only calls that fit, and only as many as were asked for', () => {
    const box = new FaultBox([parseFault('events:Put*:throttle:2'), parseFault('events:PutRule:deny')]);
    const kinds = ['ListRules', 'PutRule', 'PutTargets', 'PutTargets', 'PutRule'].map(
      (action) => box.take({ service: 'events', action, write: true })?.effect.kind,
    );
    expect(kinds).toEqual([undefined, 'throttle', 'throttle', undefined, 'deny']);
    expect(box.take({ service: 'sns', action: 'PutRule', write: true })).toBeUndefined();
  });
});

describe('faults on AWS', () => {
  it('throttle, deny and fail as each service does', async () => {
    const sandbox = await start(
      'events:PutRule:throttle',
      'sns:CreateTopic:deny',
      'sts:*:unauthorized',
      'events:ListRules:503',
      'dynamodb:ListTables:throttle',
      'iam:GetRole:deny',
      'logs:DescribeLogGroups:500',
    );
    await expect(eventsOf(sandbox).send(putRule)).rejects.toMatchObject({ name: 'ThrottlingException' });
    const sns = new SNSClient({ ...sandbox.aws, maxAttempts: 1 });
    await expect(sns.send(new CreateTopicCommand({ Name: 't' }))).rejects.toMatchObject({
      name: 'AuthorizationErrorException',
      message: expect.stringContaining('CreateTopic'),
      $metadata: { httpStatusCode: 403 },
    });
    const sts = new STSClient({ ...sandbox.aws, maxAttempts: 1 });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    await expect(eventsOf(sandbox).send(new ListRulesCommand({}))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 503 },
    });
    const dynamodb = new DynamoDBClient({ ...sandbox.aws, maxAttempts: 1 });
    await expect(dynamodb.send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
    const iam = new IAMClient({ ...sandbox.aws, maxAttempts: 1 });
    await expect(iam.send(new GetRoleCommand({ RoleName: 'r' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('iam:GetRole'),
    });
    const logs = new CloudWatchLogsClient({ ...sandbox.aws, maxAttempts: 1 });
    await expect(logs.send(new DescribeLogGroupsCommand({}))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 500 },
    });
    const calls = await sandbox.journal();
    expect(calls.slice(-3)).toMatchObject([
      { service: 'dynamodb', action: 'ListTables', write: false, status: 400 },
      { service: 'iam', action: 'GetRole', write: false, status: 403 },
      { service: 'logs', action: 'DescribeLogGroups', write: false, status: 500 },
    ]);
  });

  it('fail entries inside an HTTP 200', async () => {
    const sandbox = await start('events:PutTargets:failed-entries:1');
    const events = eventsOf(sandbox);
    await events.send(putRule);
    const targets = new PutTargetsCommand({
      Rule: 'r',
      Targets: [{ Id: 'a', Arn: 'arn:aws:sqs:eu-west-1:111122223333:q' }],
    });
    expect(await events.send(targets)).toMatchObject({
      FailedEntryCount: 1,
      FailedEntries: [{ TargetId: 'a', ErrorCode: 'ConcurrentModificationException' }],
    });
    expect(await events.send(targets)).toMatchObject({ FailedEntryCount: 0 });
  });

  it('cut the connection before a call is carried out, or after', async () => {
    const sandbox = await start('events:PutRule:reset:1', 'events:PutRule:lost:1');
    const events = eventsOf(sandbox);
    const names = async (): Promise<unknown> =>
      (await events.send(new ListRulesCommand({}))).Rules?.map(({ Name: name }) => name);
    await expect(events.send(putRule)).rejects.toThrow();
    expect(await names()).toEqual([]);
    await expect(events.send(putRule)).rejects.toThrow();
    expect(await names()).toEqual(['r']);
    expect(await sandbox.journal({ writesOnly: true })).toMatchObject([
      { action: 'PutRule', status: 0, fault: 'events:PutRule:reset:1' },
      { action: 'PutRule', status: 0, fault: 'events:PutRule:lost:1' },
    ]);
  });

  it('never answer', async () => {
    const sandbox = await start('events:PutRule:timeout');
    const request = eventsOf(sandbox).send(putRule, { abortSignal: AbortSignal.timeout(300) });
    await expect(request).rejects.toMatchObject({ name: expect.stringMatching(/Abort|Timeout/) });
  });
});

describe('faults on Genesys Cloud', () => {
  it('answer with its own error bodies', async () => {
    const sandbox = await start(
      'genesys:getRoutingQueues:throttle',
      'genesys:getRoutingQueuesDivisionviewsAll:deny',
      'genesys:getOrganizationsMe:503:1',
      'genesys:getTokensMe:unauthorized',
    );
    const token = await loginTo(sandbox);
    const get = (path: string): ReturnType<typeof call> =>
      call(genesysOf(sandbox), 'GET', `/api/v2/${path}`, undefined, token);
    const throttled = await get('routing/queues');
    expect(throttled).toMatchObject({ status: 429, body: { code: 'too.many.requests' } });
    expect(throttled.headers.get('retry-after')).toBe('1');
    expect(await get('routing/queues/divisionviews/all')).toMatchObject({
      status: 403,
      body: { code: 'missing.any.permissions', messageParams: { permissions: '[routing:queue:search]' } },
    });
    expect(await get('organizations/me')).toMatchObject({
      status: 503,
      body: { code: 'service.unavailable' },
    });
    expect(await get('organizations/me')).toMatchObject({ status: 200 });
    const refused = await get('tokens/me');
    expect(refused).toMatchObject({ status: 401, body: { code: 'bad.credentials' } });
    expect(refused.headers.get('inin-correlation-id')).toBe(refused.body['contextId']);
  });

  it('refuse the login as Genesys does', async () => {
    const sandbox = await start('genesys:postOauthToken:unauthorized');
    const response = await fetch(`${genesysOf(sandbox).url}/oauth/token`, { method: 'POST' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: 'invalid_client' });
  });

  it('let an activation fail', async () => {
    const sandbox = await start('genesys:*:activation-error:1');
    const id = await enableIntegration(sandbox, [ACD_END]);
    const read = await call(
      genesysOf(sandbox),
      'GET',
      `/api/v2/integrations/${id}`,
      undefined,
      await loginTo(sandbox),
    );
    expect(read.body).toMatchObject({
      reportedState: { code: 'ERROR', detail: { message: expect.any(String) } },
    });
  });
});
