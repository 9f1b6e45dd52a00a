import {
  CloudWatchLogsClient,
  CreateDeliveryCommand,
  CreateLogGroupCommand,
  DeleteDeliveryCommand,
  DeleteDeliveryDestinationCommand,
  DeleteDeliverySourceCommand,
  DescribeDeliveriesCommand,
  DescribeResourcePoliciesCommand,
  FilterLogEventsCommand,
  GetDeliverySourceCommand,
  PutDeliveryDestinationCommand,
  type PutDeliveryDestinationCommandInput,
  PutDeliverySourceCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateEventBusCommand,
  DescribeEventBusCommand,
  type LogConfig,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  UpdateEventBusCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { afterThisTest } from '../../../clean-up.js';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';

const GROUP = '/aws/vendedlogs/events/shop';
const GROUP_ARN = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${GROUP}`;
const BUS_ARN = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/shop`;
const arnOf = (resource: string) => `arn:aws:logs:${REGION}:${ACCOUNT}:${resource}`;
const queueArn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
const OPEN = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }],
});

let aws: AwsServer;
let logs: CloudWatchLogsClient;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2026, 9, 1, 12);
  aws = await startAws({ now: () => now });
  afterThisTest(() => aws.close());
  logs = aws.open(CloudWatchLogsClient);
  await aws.events.send(new CreateEventBusCommand({ Name: 'shop' }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
});

const putSource = (logType: string, more: object = {}) =>
  logs.send(
    new PutDeliverySourceCommand({ name: logType.toLowerCase(), resourceArn: BUS_ARN, logType, ...more }),
  );
const putDestination = (
  destinationResourceArn: string,
  more: Partial<PutDeliveryDestinationCommandInput> = {},
) =>
  logs.send(
    new PutDeliveryDestinationCommand({
      name: 'shop',
      deliveryDestinationConfiguration: { destinationResourceArn },
      ...more,
    }),
  );
const createDelivery = (deliverySourceName: string) =>
  logs.send(
    new CreateDeliveryCommand({
      deliverySourceName,
      deliveryDestinationArn: arnOf('delivery-destination:shop'),
    }),
  );
const setLevel = (Level: LogConfig['Level'], IncludeDetail: LogConfig['IncludeDetail'] = 'NONE') =>
  aws.events.send(new UpdateEventBusCommand({ Name: 'shop', LogConfig: { Level, IncludeDetail } }));

/** All three types go to the group. */
async function deliverAll(): Promise<void> {
  await putDestination(GROUP_ARN);
  for (const type of ['ERROR_LOGS', 'INFO_LOGS', 'TRACE_LOGS']) {
    await putSource(type);
    await createDelivery(type.toLowerCase());
    now += 2_000;
  }
}

/** A rule to a queue that is there, and one to a queue that is not, with a dead-letter queue. */
async function routes(): Promise<void> {
  for (const QueueName of ['inbox', 'dead'])
    await aws.sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy: OPEN } }));
  for (const [Name, Arn] of [
    ['good', queueArn('inbox')],
    ['bad', queueArn('gone')],
  ] as const) {
    const EventPattern = JSON.stringify({ source: ['shop'] });
    await aws.events.send(new PutRuleCommand({ Name, EventBusName: 'shop', EventPattern }));
    const Targets = [{ Id: 'one', Arn, DeadLetterConfig: { Arn: queueArn('dead') } }];
    await aws.events.send(new PutTargetsCommand({ Rule: Name, EventBusName: 'shop', Targets }));
  }
}

async function put(Source = 'shop'): Promise<string> {
  const { Entries = [] } = await aws.events.send(
    new PutEventsCommand({
      Entries: [{ EventBusName: 'shop', Source, DetailType: 'sold', Detail: '{"phone":"+4912345"}' }],
    }),
  );
  await aws.cloud.settle();
  return Entries[0]?.EventId ?? '';
}

async function records(): Promise<readonly Record<string, unknown>[]> {
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: GROUP }));
  return events.map(({ message = '' }) => JSON.parse(message));
}
const types = async () => (await records()).map((each) => each['message_type']);

describe('bus logs', () => {
  it('are written by level, 60 to 150 s after the event', async () => {
    await routes();
    await deliverAll();
    await setLevel('ERROR');
    const id = await put();
    now += 59_000;
    expect(await types()).toEqual([]);
    now += 92_000;
    const failed = await records();
    expect(failed.map((each) => each['message_type'])).toEqual([
      'INVOCATION_ATTEMPT_PERMANENT_FAILURE',
      'INVOCATION_FAILURE',
      'INVOCATION_DLQ',
    ]);
    for (const each of failed) {
      expect(each).toMatchObject({
        ...{ resource_arn: BUS_ARN, event_bus_name: 'shop', event_id: id, log_level: 'ERROR' },
        details: {
          rule_arn: `arn:aws:events:${REGION}:${ACCOUNT}:rule/shop/bad`,
          target_arn: queueArn('gone'),
        },
        error: { http_status_code: 400, aws_service: 'sqs' },
      });
      expect(each['invocation_id']).toBe(failed[0]?.['invocation_id']);
    }
  });

  it('tell more at INFO and TRACE, and of the event only with full detail', async () => {
    await routes();
    await deliverAll();
    await setLevel('INFO');
    await put('elsewhere');
    now += 151_000;
    expect(await types()).toEqual(['EVENT_INGEST_SUCCESS', 'NO_STANDARD_RULES_MATCHED']);
    await put();
    now += 151_000;
    expect((await types()).slice(2).sort()).toEqual(
      [
        'EVENT_INGEST_SUCCESS',
        'RULE_MATCH',
        'RULE_MATCH',
        'INVOCATION_START',
        'INVOCATION_START',
        'INVOCATION_SUCCESS',
        'INVOCATION_ATTEMPT_PERMANENT_FAILURE',
        'INVOCATION_FAILURE',
        'INVOCATION_DLQ',
      ].sort(),
    );
    expect(JSON.stringify(await records())).not.toContain('4912345');
    await setLevel('TRACE', 'FULL');
    await put();
    now += 151_000;
    const traced = (await records()).slice(11);
    expect(traced.map((each) => each['message_type'])).toEqual(
      expect.arrayContaining([
        'EVENT_RECEIPT',
        'RULE_MATCH_START',
        'INVOCATION_ATTEMPT_START',
        'INVOCATION_ATTEMPT_SUCCESS',
      ]),
    );
    expect(JSON.stringify(traced)).toContain('4912345');
  });

  it('are lost where a part is missing, or no policy lets the delivery in', async () => {
    await setLevel('TRACE');
    await put();
    await putSource('INFO_LOGS');
    await put();
    await putDestination(GROUP_ARN);
    await put();
    await createDelivery('info_logs');
    await logs.send(
      new PutResourcePolicyCommand({
        policyName: 'AWSLogDeliveryWrite20150319',
        policyDocument: policy('another-source'),
      }),
    );
    await put();
    now += 151_000;
    expect(await types()).toEqual([]);
    await logs.send(
      new PutResourcePolicyCommand({
        policyName: 'ours',
        policyDocument: policy('delivery-source:info_logs'),
      }),
    );
    await put();
    now += 151_000;
    // Errors and traces have sources of their own.
    expect(await types()).toEqual(['EVENT_INGEST_SUCCESS', 'NO_STANDARD_RULES_MATCHED']);
  });

  it('UpdateEventBus forgets what it is not told', async () => {
    const dead = { DeadLetterConfig: { Arn: queueArn('dead') } };
    await aws.events.send(new UpdateEventBusCommand({ Name: 'shop', Description: 'ours', ...dead }));
    expect(await aws.events.send(new DescribeEventBusCommand({ Name: 'shop' }))).toMatchObject({
      Description: 'ours',
      ...dead,
    });
    await setLevel('ERROR');
    const left = await aws.events.send(new DescribeEventBusCommand({ Name: 'shop' }));
    expect(left).toMatchObject({ LogConfig: { Level: 'ERROR', IncludeDetail: 'NONE' } });
    expect(left.Description).toBeUndefined();
    expect(left.DeadLetterConfig).toBeUndefined();
  });
});

describe('deliveries of logs', () => {
  it('are refused in AWS’s words', async () => {
    expect(await failure(createDelivery('none'))).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Requested Delivery Source does not exist in this account.',
    });
    expect(await failure(logs.send(new GetDeliverySourceCommand({ name: 'none' })))).toMatchObject({
      message: 'Requested Delivery Source does not exist in this account.',
    });
    await putSource('INFO_LOGS', { tags: { a: 'b' } });
    expect(await failure(createDelivery('info_logs'))).toMatchObject({
      message: 'Requested Delivery Destination does not exist in this account.',
    });
    expect((await failure(putSource('INFO_LOGS', { tags: { a: 'b' } }))).message).toBe(
      'Tags can only be provided when a resource is being created, not updated.',
    );
    expect((await failure(putSource('INFO_LOGS', { name: 'other' }))).message).toBe(
      'This ResourceId has already been used in another Delivery Source in this account',
    );
    expect((await failure(putDestination(`${GROUP_ARN}:*`))).code).toBe('ValidationException');
    // The sandbox writes JSON into log groups, and says so to who wants another thing.
    for (const wrong of [{ outputFormat: 'plain' }, { deliveryDestinationType: 'S3' }] as const)
      expect((await failure(putDestination(GROUP_ARN, wrong))).message).toContain(
        'The sandbox does not know',
      );
  });

  it('are made one after another, and let in by a policy of AWS’s own where there is none', async () => {
    await putDestination(GROUP_ARN);
    await putSource('INFO_LOGS');
    await putSource('ERROR_LOGS');
    await createDelivery('info_logs');
    expect(await failure(createDelivery('error_logs'))).toMatchObject({
      code: 'ConflictException',
      message: 'Requested resource is currently being updated. Please try again later.',
    });
    now += 2_000;
    await createDelivery('error_logs');
    const { resourcePolicies = [] } = await logs.send(new DescribeResourcePoliciesCommand({}));
    expect(resourcePolicies.map(({ policyName }) => policyName)).toEqual(['AWSLogDeliveryWrite20150319']);
    const { deliveries = [] } = await logs.send(new DescribeDeliveriesCommand({}));
    expect(deliveries).toHaveLength(2);
    expect((await failure(logs.send(new DeleteDeliverySourceCommand({ name: 'info_logs' })))).code).toBe(
      'ConflictException',
    );
    for (const { id } of deliveries) {
      now += 2_000;
      await logs.send(new DeleteDeliveryCommand({ id }));
    }
    await logs.send(new DeleteDeliverySourceCommand({ name: 'info_logs' }));
    await logs.send(new DeleteDeliveryDestinationCommand({ name: 'shop' }));
  });
});

function policy(source: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'delivery.logs.amazonaws.com' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${GROUP_ARN}:log-stream:*`,
        Condition: {
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
          ArnLike: { 'aws:SourceArn': arnOf(source) },
        },
      },
    ],
  });
}
