import {
  CloudWatchLogsClient,
  DescribeResourcePoliciesCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateEventBusCommand,
  DescribeEventBusCommand,
  PutPermissionCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand as AddToFunction,
  GetPolicyCommand,
  RemovePermissionCommand as RemoveFromFunction,
} from '@aws-sdk/client-lambda';
import {
  AddPermissionCommand as AddToTopic,
  CreateTopicCommand,
  GetTopicAttributesCommand,
} from '@aws-sdk/client-sns';
import {
  AddPermissionCommand as AddToQueue,
  GetQueueAttributesCommand,
  RemovePermissionCommand as RemoveFromQueue,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../src/lib/base/json.js';
import { failure } from '../aws/aws-server.js';
import { proveRecording } from './recording.js';
import { ACCOUNT, EAST, openStage, type Stage } from './stage.js';

/** What was written into a policy, and what AWS gave back; names are stand-ins such as `<resource:1>`. */
interface ReadBack {
  readonly service: string;
  readonly call?: string;
  readonly written?: JsonValue;
  readonly returned?: JsonValue;
}

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ seed: { functions: [{ name: 'f', qualifiers: ['1', 'permission-alias'] }] } });
  await stage.queue('q', {});
  await stage.in(EAST).sns.send(new CreateTopicCommand({ Name: 't' }));
  await stage.in(EAST).events.send(new CreateEventBusCommand({ Name: 'b' }));
});

afterAll(() => stage.server.close());

/** What the recorder put for names, as ours. */
function ours(value: JsonValue | undefined, resource: string): JsonValue {
  const text = JSON.stringify(value ?? null)
    .replaceAll(/"arn:aws:(?:lambda|sns|sqs|events):[^"<]*<[^>]*>/g, `"${resource}`)
    .replaceAll(/(arn:aws:iam::\d{12}:)<resource:\d>/g, '$1root')
    .replaceAll('<user_arn>', USER);
  return JSON.parse(text) as JsonValue;
}

const USER = `arn:aws:iam::${ACCOUNT}:user/u`;
const FUNCTION = `arn:aws:lambda:${EAST}:${ACCOUNT}:function:f`;
const TOPIC = `arn:aws:sns:${EAST}:${ACCOUNT}:t`;
const QUEUE = `arn:aws:sqs:${EAST}:${ACCOUNT}:q`;
const BUS = `arn:aws:events:${EAST}:${ACCOUNT}:event-bus/b`;
const QueueUrl = () => `${stage.server.endpoint}/${ACCOUNT}/q`;
const objectOf = (value: JsonValue | undefined) => (value ?? {}) as JsonObject;

async function busStatements(more: object): Promise<readonly JsonObject[]> {
  const { events } = stage.in(EAST);
  await events.send(new PutPermissionCommand({ EventBusName: 'b', ...more }));
  const { Policy = '{}' } = await events.send(new DescribeEventBusCommand({ Name: 'b' }));
  return JSON.parse(Policy).Statement;
}

/** Adds a permission as it was written, and gives the function's policy and the statement back. */
async function onFunction(number: number, { written, returned }: ReadBack, Qualifier?: string) {
  const { lambda } = stage.in(EAST);
  const {
    StatementId = `s${number}`,
    Action = 'lambda:InvokeFunction',
    ...given
  } = objectOf(written) as Record<string, string>;
  const back = objectOf(returned);
  const action = back['Action'];
  const Principal =
    given['Principal'] === 'arn of a user' ? USER : (given['Principal'] ?? 's3.amazonaws.com');
  const source = Qualifier === undefined ? {} : { SourceArn: 'arn:aws:s3:::bucket' };
  await lambda.send(
    new AddToFunction({
      FunctionName: 'f',
      ...source,
      ...given,
      ...(Qualifier === undefined ? {} : { Qualifier }),
      StatementId,
      Action: typeof action === 'string' ? action : Action,
      Principal,
    }),
  );
  const { Policy = '' } = await lambda.send(
    new GetPolicyCommand({ FunctionName: 'f', ...(Qualifier === undefined ? {} : { Qualifier }) }),
  );
  await lambda.send(
    new RemoveFromFunction({
      FunctionName: 'f',
      StatementId,
      ...(Qualifier === undefined ? {} : { Qualifier }),
    }),
  );
  const policy: JsonObject & { Statement: readonly JsonObject[] } = JSON.parse(Policy);
  return { policy, statement: policy.Statement.find(({ Sid }) => Sid === StatementId) };
}

/** The statement comes back as recorded but for its name and what stands for other names. */
const functionStatement = (number: number) => async (line: ReadBack) => {
  const { statement } = await onFunction(number, line);
  const wanted = objectOf(ours(line.returned, FUNCTION));
  const neutral = JSON.stringify({ ...statement, Sid: wanted['Sid'] }).replaceAll(
    'arn:aws:s3:::x',
    'arn:aws:s3:::<resource:3>',
  );
  const token = (text: string) => text.replace(/amzn1\.ask\.skill\.[x-]+/, 't');
  expect(JSON.parse(neutral)).toEqual(JSON.parse(token(JSON.stringify(wanted))));
};

const functionPolicy = (number: number, qualifier?: string) => async (line: ReadBack) => {
  const { policy } = await onFunction(number, line, qualifier);
  const resource = qualifier === undefined ? FUNCTION : `${FUNCTION}:${qualifier}`;
  const wanted = JSON.stringify(ours(line.returned, FUNCTION))
    .replaceAll(`${FUNCTION}:${qualifier}`, resource)
    .replaceAll(/arn:aws:s3:::<resource:\d>/g, 'arn:aws:s3:::bucket')
    .replaceAll('"s3"', `"${policy.Statement[0]?.['Sid']}"`);
  expect(policy).toEqual(JSON.parse(wanted));
};

const topicPolicy = async (): Promise<JsonObject> => {
  const { Attributes } = await stage.in(EAST).sns.send(new GetTopicAttributesCommand({ TopicArn: TOPIC }));
  return JSON.parse(Attributes?.['Policy'] ?? 'null');
};
const onTopic = async ({ written, returned }: ReadBack) => {
  if (written !== null)
    await stage.in(EAST).sns.send(
      new AddToTopic({
        TopicArn: TOPIC,
        ...(objectOf(written) as { Label: string; AWSAccountId: string[]; ActionName: string[] }),
      }),
    );
  expect(await topicPolicy()).toEqual(ours(returned, TOPIC));
};

const queuePolicy = async (): Promise<JsonObject | undefined> => {
  const { Attributes } = await stage
    .in(EAST)
    .sqs.send(new GetQueueAttributesCommand({ QueueUrl: QueueUrl(), AttributeNames: ['Policy'] }));
  const policy = Attributes?.Policy;
  return policy === undefined ? undefined : JSON.parse(policy);
};
const removeLabel = () =>
  stage.in(EAST).sqs.send(new RemoveFromQueue({ QueueUrl: QueueUrl(), Label: 'crossaccountpermission' }));
const onQueue = async ({ written, returned }: ReadBack) => {
  const given = objectOf(written) as { Label: string; AWSAccountIds: string[]; Actions: string[] };
  const add = () => stage.in(EAST).sqs.send(new AddToQueue({ QueueUrl: QueueUrl(), ...given }));
  await add();
  expect((await failure(add())).message).toBe(
    'Value crossaccountpermission for parameter Label is invalid. Reason: Already exists.',
  );
  const policy = await queuePolicy();
  const Id = expect.stringMatching(new RegExp(`^${QUEUE}/.`));
  expect(policy).toEqual({ ...objectOf(ours(returned, QUEUE)), Id });
  await removeLabel();
};

proveRecording<ReadBack>(
  'policies-read-back',
  {
    1: async ({ written, returned }) => {
      const [statement] = await busStatements(objectOf(written));
      const [wanted] = objectOf(ours(returned, BUS))['Statement'] as readonly JsonObject[];
      expect(statement).toEqual({ ...wanted, Sid: 's1' });
    },
    2: async ({ written, returned }) => {
      const statements = await busStatements(objectOf(written));
      const found = statements.find(({ Sid }) => Sid === 's4');
      expect(found).toEqual({ ...objectOf(ours(returned, BUS)), Sid: 's4' });
    },
    3: async ({ written }) => {
      expect(await busStatements({ Policy: JSON.stringify(written) })).toEqual(
        objectOf(written)['Statement'],
      );
    },
    4: functionPolicy(4),
    ...Object.fromEntries([5, 6, 7, 8, 9, 10].map((number) => [number, functionStatement(number)])),
    11: functionPolicy(11, '1'),
    12: functionPolicy(12, 'permission-alias'),
    13: async () => {
      const call = stage.in(EAST).lambda.send(new GetPolicyCommand({ FunctionName: 'f' }));
      expect(await failure(call)).toMatchObject({
        code: 'ResourceNotFoundException',
        message: 'The resource you requested does not exist.',
      });
    },
    14: onTopic,
    15: onTopic,
    16: onTopic,
    17: onQueue,
    18: onQueue,
    19: async () => {
      expect(await queuePolicy()).toBeUndefined();
      expect((await failure(removeLabel())).message).toBe(
        "Value crossaccountpermission for parameter Label is invalid. Reason: can't find label.",
      );
    },
    20: async ({ written }) => {
      const Policy = JSON.stringify(written).replace('"arn"', `"${QUEUE}"`);
      await stage
        .in(EAST)
        .sqs.send(new SetQueueAttributesCommand({ QueueUrl: QueueUrl(), Attributes: { Policy } }));
      expect(await queuePolicy()).toEqual(JSON.parse(Policy));
    },
    21: async ({ written, returned }) => {
      const iam = stage.server.open(IAMClient, { region: EAST });
      const document = JSON.stringify(written);
      const made = await iam.send(
        new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: document }),
      );
      const found = await iam.send(new GetRoleCommand({ RoleName: 'r' }));
      for (const { Role } of [made, found])
        expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toEqual(returned);
    },
    22: async ({ returned }) => {
      const logs = stage.server.open(CloudWatchLogsClient, { region: EAST });
      const { resourcePolicy } = objectOf(returned);
      const policyDocument = JSON.stringify(objectOf(resourcePolicy)['policyDocument']);
      const put = await logs.send(new PutResourcePolicyCommand({ policyName: 'p', policyDocument }));
      expect(put.resourcePolicy).toEqual({
        policyName: 'p',
        policyDocument,
        policyScope: 'ACCOUNT',
        lastUpdatedTime: expect.any(Number),
      });
    },
    25: async ({ written, returned }) => {
      const logs = stage.server.open(CloudWatchLogsClient, { region: EAST });
      const policyDocument = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: written, Action: 'logs:PutLogEvents', Resource: '*' }],
      });
      const put = await logs.send(new PutResourcePolicyCommand({ policyName: 'o', policyDocument }));
      expect(put.resourcePolicy?.policyDocument).toBe(policyDocument);
      const { resourcePolicies = [] } = await logs.send(new DescribeResourcePoliciesCommand({}));
      const found = resourcePolicies.find(({ policyName }) => policyName === 'o')?.policyDocument ?? '{}';
      expect(JSON.parse(found).Statement[0].Principal).toEqual(returned);
    },
  },
  {
    23: 'deliveries of logs, which the sandbox does not know, and says so',
    24: 'AWS’s documentation; the sandbox does not know whether principals in policies exist',
  },
);
