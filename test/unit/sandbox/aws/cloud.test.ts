import {
  CreateEventBusCommand,
  ListEventBusesCommand,
  ListTagsForResourceCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { GetPolicyCommand } from '@aws-sdk/client-lambda';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAwsCloud } from '../../../../src/lib/sandbox/aws/index.js';
import type { SandboxRequest } from '../../../../src/lib/sandbox/http.js';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';
import { seededRole } from './roles.js';

let aws: AwsServer;

beforeEach(async () => {
  aws = await startAws();
});

afterEach(async () => {
  await aws.close();
});

/** A request as the server hands it on. */
function request(target: string, input: object): SandboxRequest {
  return {
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: {
      'x-amz-target': target,
      authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260101/${REGION}/events/aws4_request`,
    },
    body: JSON.stringify(input),
  };
}

describe('describing requests', () => {
  const { cloud } = { cloud: createAwsCloud({ account: ACCOUNT, region: REGION }) };
  const plain = { method: 'GET', path: '/', query: new URLSearchParams(), headers: {}, body: '' };
  const form = (body: string): SandboxRequest => ({
    ...plain,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });

  it.each<[SandboxRequest, string, string, boolean]>([
    [request('AWSEvents.PutRule', {}), 'events', 'PutRule', true],
    [request('AWSEvents.TestEventPattern', {}), 'events', 'TestEventPattern', false],
    [request('AmazonSQS.ReceiveMessage', {}), 'sqs', 'ReceiveMessage', false],
    [request('AmazonSQS.SendMessage', {}), 'sqs', 'SendMessage', true],
    [request('ResourceGroupsTaggingAPI_20170126.GetResources', {}), 'tagging', 'GetResources', false],
    [request('Other.Thing', {}), 'unknown', 'Thing', true],
    [form('Action=Subscribe&Version=2010-03-31'), 'sns', 'Subscribe', true],
    [form('Action=GetCallerIdentity&Version=2011-06-15'), 'sts', 'GetCallerIdentity', false],
    [{ ...plain, path: '/2015-03-31/functions/f/policy' }, 'lambda', 'GetPolicy', false],
    [{ ...plain, method: 'POST', path: '/2015-03-31/functions/f/policy' }, 'lambda', 'AddPermission', true],
    [
      { ...plain, method: 'DELETE', path: '/2015-03-31/functions/f/policy/s' },
      'lambda',
      'RemovePermission',
      true,
    ],
    [plain, 'unknown', '', false],
  ])('%#', (given, service, action, write) => {
    expect(cloud.describe(given)).toEqual({ service, action, write });
  });

  it('answers what it does not know with an error, not a crash', async () => {
    const unknown = await cloud.handle(request('AWSEvents.CreateEndpoint', {}));
    expect([unknown.status, JSON.parse(unknown.body).__type]).toEqual([400, 'UnknownOperationException']);
    const signed = (service: string, more: Partial<SandboxRequest>): SandboxRequest => ({
      ...request('', {}),
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260101/${REGION}/${service}/aws4_request`,
      },
      ...more,
    });
    const said = async (call: SandboxRequest) => (await cloud.handle(call)).body;
    const kinesis = { 'x-amz-target': 'Kinesis_20131202.SplitShard' };
    const { headers } = signed('kinesis', {});
    expect(await said(signed('kinesis', { headers: { ...headers, ...kinesis } }))).toContain(
      'The sandbox does not know kinesis:SplitShard.',
    );
    for (const [service, path] of [
      ['scheduler', '/schedules'],
      ['lambda', '/2015-03-31/functions/f/aliases'],
      ['s3', '/'],
    ] as const)
      expect(await said(signed(service, { method: 'GET', path, body: '' }))).toContain(
        `The sandbox does not know ${service}: GET ${path}.`,
      );
    const notJson = await cloud.handle({ ...request('AWSEvents.ListRules', {}), body: '{' });
    expect(JSON.parse(notJson.body).__type).toBe('SerializationException');
    const wrongType = await cloud.handle(request('AWSEvents.PutTargets', { Rule: 'r', Targets: 'x' }));
    expect(JSON.parse(wrongType.body).__type).toBe('SerializationException');
  });
});

describe('faults', () => {
  const { fault } = (() => {
    const cloud = createAwsCloud({ account: ACCOUNT, region: REGION });
    return { fault: cloud.fault.bind(cloud) };
  })();
  const put = request('AWSEvents.PutTargets', { Rule: 'r', Targets: [{ Id: 'a' }, { Id: 'b' }] });

  it('speak the service', () => {
    expect(JSON.parse(fault(put, { kind: 'throttle' }).body)).toEqual({
      __type: 'ThrottlingException',
      message: 'Rate exceeded',
    });
    expect(JSON.parse(fault(put, { kind: 'deny' }).body).message).toContain('events:PutTargets');
    expect(JSON.parse(fault(put, { kind: 'unauthorized' }).body).__type).toBe('UnrecognizedClientException');
    expect(fault(put, { kind: 'status', status: 503 }).status).toBe(503);
  });

  it('fail every entry of an answer of HTTP 200', () => {
    const answer = fault(put, { kind: 'failed-entries', code: 'ConcurrentModificationException' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({
      FailedEntryCount: 2,
      FailedEntries: [
        { TargetId: 'a', ErrorCode: 'ConcurrentModificationException' },
        { TargetId: 'b', ErrorCode: 'ConcurrentModificationException' },
      ],
    });
    expect(
      fault(request('AWSEvents.PutRule', {}), {
        kind: 'failed-entries',
        code: 'ConcurrentModificationException',
      }).status,
    ).toBe(500);
  });
});

describe('a snapshot', () => {
  it('brings everything back', async () => {
    const source = 'aws.partner/genesys.com/cloud/org/prod';
    aws.cloud.seed({ sources: [{ name: source }], functions: [{ name: 'f' }], queues: [{ name: 'q' }] });
    const tag = { Key: 'a', Value: '1' };
    await aws.events.send(new CreateEventBusCommand({ Name: source, EventSourceName: source }));
    const { RuleArn } = await aws.events.send(
      new PutRuleCommand({ EventBusName: source, Name: 'r', EventPattern: '{"source":["x"]}', Tags: [tag] }),
    );
    const { TopicArn } = await aws.sns.send(new CreateTopicCommand({ Name: 't' }));
    await aws.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'a@example.com' }));
    const QueueUrl = `${aws.endpoint}/${ACCOUNT}/q`;
    await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }));
    aws.cloud.partner.deleteSource(source);
    aws.cloud.partner.putEvent(source, {});
    const saved = JSON.parse(JSON.stringify(aws.cloud.snapshot()));

    const other = await startAws();
    try {
      other.cloud.restore(saved);
      expect(other.cloud.inspect()).toEqual(aws.cloud.inspect());
      expect(other.cloud.deliveries()).toEqual(aws.cloud.deliveries());
      expect(other.cloud.snapshot()).toEqual(saved);
      const { Tags } = await other.events.send(new ListTagsForResourceCommand({ ResourceARN: RuleArn }));
      expect(Tags).toEqual([tag]);
      const { EventBuses } = await other.events.send(new ListEventBusesCommand({}));
      expect(EventBuses?.map(({ Name }) => Name)).toEqual([source, 'default']);
      const url = `${other.endpoint}/${ACCOUNT}/q`;
      const { Messages } = await other.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
      expect(Messages?.[0]?.Body).toBe('kept');
      expect(other.cloud.partner.sourceState(source)).toBe('DELETED');
      // What is done to the copy does not reach back.
      expect(aws.cloud.snapshot()).toEqual(saved);
    } finally {
      await other.close();
    }
  });

  it('of another version is refused', () => {
    expect(() => aws.cloud.restore({ schemaVersion: 2 })).toThrow('another version');
  });
});

describe('seeding', () => {
  it('adds what is missing and leaves what is there', async () => {
    const foreign = `arn:aws:sqs:${REGION}:444455556666:theirs`;
    await aws.sqs.send(new CreateQueueCommand({ QueueName: 'mine', tags: { a: '1' } }));
    const seed = {
      queues: [{ name: 'mine', tags: { a: '2' } }, { name: foreign }, { name: 'calls.fifo' }],
      functions: [{ name: 'f' }],
      buses: [{ name: 'shared' }],
    };
    aws.cloud.seed(seed);
    aws.cloud.seed({ ...seed, functions: [{ name: 'f', qualifiers: ['live'] }] });
    expect(aws.cloud.inspect()).toMatchObject({ queues: 3, functions: 1, buses: 2 });
    expect(Object.keys(aws.cloud.inspect().messages)).toContain(foreign);
    const { ResourceTagMappingList } = await aws.tagging.send(new GetResourcesCommand({}));
    expect(ResourceTagMappingList?.[0]?.Tags).toEqual([{ Key: 'a', Value: '1' }]);
    expect(await failure(aws.lambda.send(new GetPolicyCommand({ FunctionName: 'f:live' })))).toMatchObject({
      message: 'The resource you requested does not exist.',
    });
  });

  it('takes rules with targets, which then deliver', async () => {
    aws.cloud.seed({
      functions: [{ name: 'f' }],
      roles: [seededRole('r', 'events.amazonaws.com')],
      receivers: [
        `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:a`,
        `arn:aws:events:${REGION}:999999999999:event-bus/theirs`,
      ],
      rules: [
        {
          bus: 'default',
          name: 'r',
          pattern: { source: ['me'] },
          targets: [
            {
              Id: 't',
              Arn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f`,
              RoleArn: `arn:aws:iam::${ACCOUNT}:role/r`,
            },
          ],
        },
      ],
    });
    await aws.events.send(
      new PutEventsCommand({ Entries: [{ Source: 'me', DetailType: 'x', Detail: '{}' }] }),
    );
    await aws.cloud.settle();
    expect(aws.cloud.invocations('f')).toHaveLength(1);
    const same = {
      Id: 't',
      Arn: `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:a`,
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/r`,
    };
    await aws.events.send(new PutTargetsCommand({ Rule: 'r', Targets: [same] }));
    await aws.events.send(
      new PutEventsCommand({ Entries: [{ Source: 'me', DetailType: 'x', Detail: '{}' }] }),
    );
    await aws.cloud.settle();
    expect(aws.cloud.deliveries().at(-1)).toMatchObject({
      outcome: 'delivered',
      why: expect.stringContaining('role/r'),
    });
    // An event for a bus that is not there is taken, and lost, also in another account.
    for (const [bus, outcome] of [
      ['theirs', 'delivered'],
      ['not-there', 'dropped'],
    ]) {
      const Arn = `arn:aws:events:${REGION}:999999999999:event-bus/${bus}`;
      await aws.events.send(new PutTargetsCommand({ Rule: 'r', Targets: [{ ...same, Arn }] }));
      await aws.events.send(
        new PutEventsCommand({ Entries: [{ Source: 'me', DetailType: 'x', Detail: '{}' }] }),
      );
      await aws.cloud.settle();
      expect(aws.cloud.deliveries().at(-1)).toMatchObject({ target: Arn, outcome });
    }
    const group = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/events/g`;
    await aws.events.send(new PutTargetsCommand({ Rule: 'r', Targets: [{ Id: 't', Arn: group }] }));
    await aws.events.send(
      new PutEventsCommand({ Entries: [{ Source: 'me', DetailType: 'x', Detail: '{}' }] }),
    );
    await aws.cloud.settle();
    expect(aws.cloud.deliveries().at(-1)).toMatchObject({
      outcome: 'dropped',
      why: expect.stringContaining(`there is no log group ${group}`),
    });
  });
});
