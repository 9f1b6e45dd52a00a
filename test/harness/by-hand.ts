import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { IAMClient } from '@aws-sdk/client-iam';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Sandbox } from '../../src/lib/sandbox/index.js';
import { afterThisTest } from '../clean-up.js';

/** What somebody in the console works with, beside gcx: AWS's own SDK on the sandbox. */
export interface ByHand {
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly lambda: LambdaClient;
  readonly dynamo: DynamoDBClient;
  readonly iam: IAMClient;
  readonly watch: CloudWatchClient;
  readonly events: EventBridgeClient;
  readonly kms: KMSClient;
  readonly kinesis: KinesisClient;
  readonly firehose: FirehoseClient;
  readonly machines: SFNClient;
  readonly logs: CloudWatchLogsClient;
}

/** Opens AWS's SDK on a sandbox; closed after the test. */
export function byHand({ aws }: Pick<Sandbox, 'aws'>): ByHand {
  const clients = {
    sqs: new SQSClient({ ...aws, useQueueUrlAsEndpoint: false }),
    sns: new SNSClient(aws),
    lambda: new LambdaClient(aws),
    dynamo: new DynamoDBClient(aws),
    iam: new IAMClient(aws),
    watch: new CloudWatchClient(aws),
    events: new EventBridgeClient(aws),
    kms: new KMSClient(aws),
    // By itself it speaks HTTP/2.
    kinesis: new KinesisClient({ ...aws, requestHandler: new NodeHttpHandler() }),
    firehose: new FirehoseClient(aws),
    machines: new SFNClient(aws),
    logs: new CloudWatchLogsClient(aws),
  };
  afterThisTest(() => {
    for (const client of Object.values(clients)) client.destroy();
  });
  return clients;
}
