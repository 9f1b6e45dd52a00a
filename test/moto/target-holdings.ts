import { DescribeResourcePoliciesCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateEventBusCommand,
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  ListApiDestinationsCommand,
  ListConnectionsCommand,
} from '@aws-sdk/client-eventbridge';
import type { AwsAt } from './aws-holdings.js';
import { MOTO_ACCOUNT } from './moto-server.js';
import { ProcessorsAt } from './processor-holdings.js';

/** Everything that targets other than queues, topics and functions are made of, as AWS's own clients read it. */
export async function targetHoldings(aws: AwsAt, endpoint: string) {
  const processors = new ProcessorsAt(endpoint);
  const { roles, logGroups } = await processors.holdings();
  const { resourcePolicies = [] } = await processors.logs.send(new DescribeResourcePoliciesCommand());
  const { Connections = [] } = await aws.events.send(new ListConnectionsCommand());
  const { ApiDestinations = [] } = await aws.events.send(new ListApiDestinationsCommand());
  return {
    roles,
    logGroups,
    logPolicies: resourcePolicies,
    connections: await Promise.all(
      Connections.map(({ Name }) => aws.events.send(new DescribeConnectionCommand({ Name }))),
    ).then((all) => all.map(({ $metadata: _, ...connection }) => connection)),
    apiDestinations: await Promise.all(
      ApiDestinations.map(({ Name }) => aws.events.send(new DescribeApiDestinationCommand({ Name }))),
    ).then((all) => all.map(({ $metadata: _, ...destination }) => destination)),
  };
}

/** Makes what targets name as existing: event buses, Kinesis and Firehose streams, a state machine. */
export async function makeForeignTargets(aws: AwsAt, endpoint: string): Promise<void> {
  for (const Name of ['shared', 'security']) await aws.events.send(new CreateEventBusCommand({ Name }));
  const role = `arn:aws:iam::${MOTO_ACCOUNT}:role/theirs`;
  await query(endpoint, 'iam', {
    Action: 'CreateRole',
    Version: '2010-05-08',
    RoleName: 'theirs',
    AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
  });
  await call(endpoint, 'kinesis', 'Kinesis_20131202.CreateStream', { StreamName: 'calls', ShardCount: 1 });
  await call(endpoint, 'firehose', 'Firehose_20150804.CreateDeliveryStream', {
    DeliveryStreamName: 'calls-to-s3',
    ExtendedS3DestinationConfiguration: { RoleARN: role, BucketARN: 'arn:aws:s3:::lake' },
  });
  await call(endpoint, 'states', 'AWSStepFunctions.CreateStateMachine', {
    name: 'follow-up',
    roleArn: role,
    definition: '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}',
  });
}

/** The calls of services for which gcx has no client: it only names their resources. */
async function call(endpoint: string, service: string, target: string, body: object): Promise<void> {
  await post(endpoint, service, JSON.stringify(body), {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': target,
  });
}

async function query(endpoint: string, service: string, fields: Record<string, string>): Promise<void> {
  await post(endpoint, service, new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
}

async function post(endpoint: string, service: string, body: string, headers: Record<string, string>) {
  const authorization = `AWS4-HMAC-SHA256 Credential=tests/20260101/us-east-1/${service}/aws4_request`;
  const answer = await fetch(endpoint, { method: 'POST', headers: { ...headers, authorization }, body });
  if (!answer.ok) throw new Error(`${service}: ${answer.status} ${await answer.text()}`);
}
