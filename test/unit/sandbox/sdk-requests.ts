import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { FirehoseClient, ListDeliveryStreamsCommand } from '@aws-sdk/client-firehose';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { InvokeCommand, LambdaClient, ListFunctionsCommand, ListTagsCommand } from '@aws-sdk/client-lambda';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** A request as AWS's SDK signed it, header names in lower case. */
export interface SignedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Who signs, and when. */
export interface Signer {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Milliseconds by which its clock is ahead. */
  readonly ahead?: number;
}

interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Settings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Signer['credentials'];
  readonly maxAttempts: number;
  readonly systemClockOffset: number;
  readonly requestHandler: { handle(request: Outgoing): Promise<never> };
}

type Sending = (settings: Settings) => Promise<unknown>;

/** A call of every service that the sandbox speaks, in every protocol. */
const SENDINGS: Readonly<Record<string, Sending>> = {
  events: (settings) =>
    new EventBridgeClient(settings).send(new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["é"]}' })),
  sns: (settings) => new SNSClient(settings).send(new CreateTopicCommand({ Name: 'stranger' })),
  sqs: (settings) => new SQSClient(settings).send(new CreateQueueCommand({ QueueName: 'stranger' })),
  'lambda GET': (settings) => new LambdaClient(settings).send(new ListFunctionsCommand({ MaxItems: 5 })),
  'lambda POST': (settings) =>
    new LambdaClient(settings).send(
      new InvokeCommand({ FunctionName: 'f', Qualifier: 'live', Payload: Buffer.from('{}') }),
    ),
  'lambda with an ARN in its path': (settings) =>
    new LambdaClient(settings).send(
      new ListTagsCommand({ Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:f' }),
    ),
  kms: (settings) => new KMSClient(settings).send(new DescribeKeyCommand({ KeyId: 'alias/x' })),
  sts: (settings) => new STSClient(settings).send(new GetCallerIdentityCommand({})),
  tagging: (settings) => new ResourceGroupsTaggingAPIClient(settings).send(new GetResourcesCommand({})),
  iam: (settings) => new IAMClient(settings).send(new GetRoleCommand({ RoleName: 'r' })),
  logs: (settings) => new CloudWatchLogsClient(settings).send(new DescribeLogGroupsCommand({})),
  cloudwatch: (settings) => new CloudWatchClient(settings).send(new DescribeAlarmsCommand({})),
  secretsmanager: (settings) =>
    new SecretsManagerClient(settings).send(new GetSecretValueCommand({ SecretId: 's' })),
  kinesis: (settings) => new KinesisClient(settings).send(new ListStreamsCommand({})),
  firehose: (settings) => new FirehoseClient(settings).send(new ListDeliveryStreamsCommand({})),
  states: (settings) => new SFNClient(settings).send(new ListStateMachinesCommand({})),
  dynamodb: (settings) => new DynamoDBClient(settings).send(new ListTablesCommand({})),
};

/** What {@link sdkRequest} can make. */
export const SDK_CALLS: readonly string[] = Object.keys(SENDINGS);

/** A call as AWS's SDK would send it; nothing is sent. */
export async function sdkRequest(call: string, signer: Signer): Promise<SignedRequest> {
  let caught: Outgoing | undefined;
  const settings: Settings = {
    endpoint: signer.endpoint,
    region: signer.region,
    credentials: signer.credentials,
    maxAttempts: 1,
    systemClockOffset: signer.ahead ?? 0,
    requestHandler: {
      handle(request) {
        caught = request;
        return Promise.reject(new Error('Caught.'));
      },
    },
  };
  const sending = SENDINGS[call];
  if (sending === undefined) throw new Error(`There is no call ${call}.`);
  await sending(settings).catch(() => {});
  if (caught === undefined) throw new Error(`The SDK sent nothing for ${call}.`);
  const { method, path, query = {}, headers, body } = caught;
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((each) => `${encodeURIComponent(name)}=${encodeURIComponent(each ?? '')}`),
  );
  return {
    method,
    target: pairs.length === 0 ? path : `${path}?${pairs.join('&')}`,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: body === undefined ? Buffer.alloc(0) : Buffer.from(body as string | Uint8Array),
  };
}
