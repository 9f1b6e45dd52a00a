import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteResourcePolicyCommand,
  DescribeResourcePoliciesCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect } from 'vitest';
import { failure } from '../aws/aws-server.js';
import { forLines, proveRecording, type Recorded, range, refusedAs } from './recording.js';
import { ACCOUNT, EAST, openStage, type Stage, WEST } from './stage.js';

const KEY = '00000000-0000-4000-8000-000000000001';
let stage: Stage;
let logs: CloudWatchLogsClient;
let kms: KMSClient;
let secrets: SecretsManagerClient;

beforeAll(async () => {
  stage = await openStage({
    seed: {
      functions: [{ name: 'f' }],
      keys: [{ key: KEY }],
      secrets: [{ name: 'there', value: 'x' }],
    },
  });
  logs = stage.server.open(CloudWatchLogsClient, { region: EAST });
  kms = stage.server.open(KMSClient, { region: EAST });
  secrets = stage.server.open(SecretsManagerClient, { region: EAST });
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));
});

afterAll(() => stage.server.close());

proveRecording('sqs-errors', {
  1: async ({ code, message }) => {
    await stage.queue('small', { MaximumMessageSize: '1024' });
    const QueueUrl = `${stage.server.endpoint}/${ACCOUNT}/small`;
    const Entries = [{ Id: '1', MessageBody: 'x'.repeat(1_025) }];
    const { Failed } = await stage.in(EAST).sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(Failed).toMatchObject([{ Id: '1', Code: code, Message: message, SenderFault: true }]);
  },
});

proveRecording('lambda-errors', {
  1: async ({ code, message = '' }) => {
    const add = (number: number) =>
      stage.in(EAST).lambda.send(
        new AddPermissionCommand({
          FunctionName: 'f',
          StatementId: `s${number}-${'x'.repeat(90)}`,
          Action: 'lambda:InvokeFunction',
          Principal: 'events.amazonaws.com',
          SourceArn: stage.arn('events', `rule/${'b'.repeat(200)}/r${number}`),
        }),
      );
    const fill = async () => {
      for (let number = 0; ; number += 1) await add(number);
    };
    const found = await failure(fill());
    expect(found.code).toBe(code);
    const size = (text: string) => Number(/size \((\d+)\)/.exec(text)?.[1]);
    expect(found.message).toBe(message.replace('20588', String(size(found.message))));
    expect(size(found.message)).toBeGreaterThan(20_480);
  },
});

const GROUP = () => stage.arn('logs', 'log-group:g');
const policyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'logs:PutLogEvents',
      Resource: '*',
    },
  ],
});
const putPolicy = (more: object) => logs.send(new PutResourcePolicyCommand({ policyDocument, ...more }));
const deletePolicy = (more: object) => logs.send(new DeleteResourcePolicyCommand(more));

proveRecording(
  'logs-errors',
  {
    4: (line) => refusedAs(line, putPolicy({ policyName: 'p', resourceArn: GROUP() })),
    5: (line) => refusedAs(line, putPolicy({ policyName: 'p', policyDocument: 'no JSON' })),
    6: (line) => refusedAs(line, putPolicy({ resourceArn: `${GROUP()}:log-stream:s` })),
    7: async (line) => {
      const { revisionId: expectedRevisionId } = await putPolicy({ resourceArn: GROUP() });
      await refusedAs(line, putPolicy({ resourceArn: GROUP() }));
      await putPolicy({ resourceArn: GROUP(), expectedRevisionId });
    },
    8: async (line) => {
      await refusedAs(line, putPolicy({ resourceArn: GROUP(), expectedRevisionId: 'old' }));
      await refusedAs(line, deletePolicy({ resourceArn: GROUP(), expectedRevisionId: 'old' }));
    },
    9: (line) => refusedAs(line, logs.send(new DescribeResourcePoliciesCommand({ resourceArn: GROUP() }))),
    10: (line) => refusedAs(line, deletePolicy({ policyName: 'none' }), { '<name>': 'none' }),
    11: async (line) => {
      const found = await logs.send(
        new DescribeResourcePoliciesCommand({ resourceArn: GROUP(), policyScope: 'RESOURCE' }),
      );
      const [policy] = found.resourcePolicies ?? [];
      expect(policy).toMatchObject({ policyScope: 'RESOURCE', resourceArn: GROUP(), policyDocument });
      await deletePolicy({ resourceArn: GROUP(), expectedRevisionId: policy?.revisionId });
      await refusedAs(line, deletePolicy({ resourceArn: GROUP() }));
    },
  },
  forLines(
    [1, 2, 3],
    'deliveries of logs (of a bus, of CloudFront), which the sandbox does not know, and says so',
  ),
);

const NOT_FOUND: Readonly<Record<number, string>> = {
  22: `arn:aws:kms:${EAST}:${ACCOUNT}:key/00000000-0000-4000-8000-000000000009`,
  23: 'fake-key-id',
  24: '134f2428cec14b25a1ae9048164dba47',
  25: 'mrk-fake-key-id',
};
const describeKey = (KeyId: string, client = kms) => client.send(new DescribeKeyCommand({ KeyId }));
const secret = (more: object = {}) => secrets.send(new GetSecretValueCommand({ SecretId: 'there', ...more }));
const elsewhere = async (line: Recorded): Promise<void> => {
  const client = stage.server.open(KMSClient, { region: WEST });
  const arn = `arn:aws:kms:${WEST}:${ACCOUNT}:key/${KEY}`;
  await refusedAs(line, describeKey(KEY, client), {
    'arn:aws:kms:us-east-1:111111111111:key/<key-id:1>': arn,
    'arn:aws:kms:ap-southeast-1:111111111111:key/<key-id:1>': arn,
  });
};

proveRecording(
  'other-errors',
  {
    2: (line) => refusedAs(line, secret({ SecretId: 'none' })),
    7: (line) => refusedAs(line, secret({ VersionStage: 'AWSPREVIOUS' })),
    8: (line) => refusedAs(line, secret({ VersionId: KEY, VersionStage: 'AWSCURRENT' })),
    20: elsewhere,
    21: (line) =>
      refusedAs(
        line,
        describeKey(
          `arn:aws:kms:${EAST}:${ACCOUNT}:key/${KEY}`,
          stage.server.open(KMSClient, { region: WEST }),
        ),
        { '<secondary-region>': EAST },
      ),
    ...Object.fromEntries(
      Object.entries(NOT_FOUND).map(([number, key]) => [
        number,
        (line: Recorded) => refusedAs(line, describeKey(key), { '<key-arn>': key }),
      ]),
    ),
    26: elsewhere,
  },
  {
    ...forLines(
      [1, 3, 4, 5, 6, 9, 10],
      'the sandbox’s secrets are to be read only: calls that write it does not know, and says so',
    ),
    ...forLines(
      [...range(11, 19), ...range(27, 35)],
      'the sandbox encrypts and signs nothing: it does not know these calls, and says so',
    ),
    ...forLines(
      [36, 37, 38, ...range(39, 58)],
      'keys of other kinds than for symmetric encryption, of which the sandbox makes none',
    ),
    ...forLines(
      range(59, 71),
      'tags, rotation and imports of keys, which the sandbox does not know, and says so',
    ),
    ...forLines(range(72, 88), 'EventBridge Scheduler, which the sandbox does not know, and says so'),
  },
);
