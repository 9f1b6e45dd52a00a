import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateApiDestinationCommand,
  CreateArchiveCommand,
  CreateConnectionCommand,
  DeleteRuleCommand,
  DescribeApiDestinationCommand,
  ListRulesCommand,
  PutRuleCommand,
  PutTargetsCommand,
  UpdateApiDestinationCommand,
} from '@aws-sdk/client-eventbridge';
import { GetRoleCommand, IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { CreateTopicCommand, ListTopicsCommand, TagResourceCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/lib/base/json.js';
import { type Identity, SANDBOX_USER } from '../../../../../src/lib/sandbox/aws/authorization/identity.js';
import { sandboxAccessKeyId } from '../../../../../src/lib/sandbox/tenant-credentials.js';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from '../aws-server.js';

const READER = sandboxAccessKeyId(ACCOUNT, 'reader');
const CALLER = `arn:aws:iam::${ACCOUNT}:user/reader`;
const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
const PATTERN = '{"source":["x"]}';

const known = new Map<string, Identity>();
let aws: AwsServer;

beforeEach(async () => {
  known.clear();
  aws = await startAws({
    identities: (user) => (user === SANDBOX_USER ? 'everything' : known.get(user)),
  });
});

afterEach(() => aws.close());

const allow = (Action: string, Resource = '*', Condition: JsonObject = {}): JsonObject => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource, Condition },
});

/** The clients of somebody who may do what policies allow. */
function reader(...policies: readonly JsonObject[]) {
  return limited({ policies });
}

function limited(identity: Identity) {
  known.set('reader', identity);
  const options = { accessKeyId: READER };
  return {
    ...aws.clients(options),
    cloudwatch: aws.open(CloudWatchClient, options),
    logs: aws.open(CloudWatchLogsClient, options),
    dynamodb: aws.open(DynamoDBClient, options),
    iam: aws.open(IAMClient, options),
    ssm: aws.open(SSMClient, options),
  };
}

type Clients = ReturnType<typeof reader>;

const message = (action: string, resource: string) =>
  `User: ${CALLER} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

const REFUSALS: readonly (readonly [
  (clients: Clients) => Promise<unknown>,
  string,
  number,
  string,
  string,
])[] = [
  [
    ({ events }) => events.send(new ListRulesCommand({})),
    'AccessDeniedException',
    400,
    'events:ListRules',
    '*',
  ],
  [
    ({ sns }) => sns.send(new CreateTopicCommand({ Name: 'a' })),
    'AuthorizationError',
    403,
    'SNS:CreateTopic',
    arn('sns', 'a'),
  ],
  [
    ({ sqs }) => sqs.send(new CreateQueueCommand({ QueueName: 'a' })),
    'AccessDenied',
    403,
    'sqs:createqueue',
    arn('sqs', 'a'),
  ],
  [
    ({ lambda }) => lambda.send(new ListFunctionsCommand({})),
    'AccessDeniedException',
    403,
    'lambda:ListFunctions',
    '*',
  ],
  [
    ({ tagging }) => tagging.send(new GetResourcesCommand({})),
    'AccessDeniedException',
    400,
    'tag:GetResources',
    '*',
  ],
  [
    ({ iam }) => iam.send(new GetRoleCommand({ RoleName: 'a' })),
    'AccessDenied',
    403,
    'iam:GetRole',
    `arn:aws:iam::${ACCOUNT}:role/a`,
  ],
  [
    ({ dynamodb }) => dynamodb.send(new ListTablesCommand({})),
    'AccessDeniedException',
    400,
    'dynamodb:ListTables',
    '*',
  ],
  [
    ({ ssm }) => ssm.send(new GetParameterCommand({ Name: '/a/b' })),
    'AccessDeniedException',
    400,
    'ssm:GetParameter',
    arn('ssm', 'parameter/a/b'),
  ],
  [
    ({ cloudwatch }) => cloudwatch.send(new DescribeAlarmsCommand({})),
    'AccessDenied',
    403,
    'cloudwatch:DescribeAlarms',
    arn('cloudwatch', 'alarm:*'),
  ],
  [
    ({ logs }) => logs.send(new CreateLogGroupCommand({ logGroupName: '/a' })),
    'AccessDeniedException',
    400,
    'logs:CreateLogGroup',
    arn('logs', 'log-group:/a:log-stream:'),
  ],
];

describe('an access key that is bound to policies', () => {
  it.each(REFUSALS)(
    'is refused in the words of its service (%#)',
    async (call, code, status, action, resource) => {
      expect(await failure(call(reader(allow('sts:Nothing'))))).toEqual({
        code,
        status,
        message: message(action, resource),
      });
    },
  );

  it('does what one of its policies allows, and may always ask who it is', async () => {
    const { sns, sts } = reader(allow('sqs:*'), allow('sns:List*'));
    expect((await sns.send(new ListTopicsCommand({}))).Topics ?? []).toEqual([]);
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(CALLER);
  });

  it('is of the session of a role: its ARN is the session, and in conditions the role', async () => {
    const isRole = {
      StringEquals: {
        'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/gcx-apply`,
        'aws:PrincipalType': 'AssumedRole',
      },
      Null: { 'aws:username': 'true' },
    };
    const { sns, sts } = limited({ policies: [allow('sns:ListTopics', '*', isRole)], role: 'gcx-apply' });
    await sns.send(new ListTopicsCommand({}));
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(
      `arn:aws:sts::${ACCOUNT}:assumed-role/gcx-apply/reader`,
    );
    // A user is none.
    const user = reader(allow('sns:ListTopics', '*', isRole));
    expect((await failure(user.sns.send(new ListTopicsCommand({})))).message).toContain(
      'because no identity-based policy allows',
    );
  });

  it('of a user whom nobody knows is no access key', async () => {
    const { sns } = aws.clients({ accessKeyId: sandboxAccessKeyId(ACCOUNT, 'nobody') });
    expect(await failure(sns.send(new ListTopicsCommand({})))).toMatchObject({
      code: 'InvalidClientTokenId',
    });
  });

  it('is denied explicitly whatever else allows it', async () => {
    const deny = { Statement: [{ Effect: 'Deny', Action: 'sqs:ListQueues', Resource: '*' }] };
    expect(await failure(reader(allow('*'), deny).sqs.send(new ListQueuesCommand({})))).toMatchObject({
      message: `User: ${CALLER} is not authorized to perform: sqs:listqueues on resource: * with an explicit deny in an identity-based policy`,
    });
  });

  it.each([
    [{ boundary: allow('sns:*') }, 'because no permissions boundary allows the events:ListRules action'],
    [{ session: allow('sns:*') }, 'because no session policy allows the events:ListRules action'],
  ])('may do no more than %j allows', async (more, because) => {
    const { events, sns } = limited({ policies: [allow('*')], ...more });
    expect((await failure(events.send(new ListRulesCommand({})))).message).toContain(because);
    await sns.send(new ListTopicsCommand({}));
  });
});

describe('what a call needs beside its own action', () => {
  const Tags = [{ Key: 'project', Value: 'shop' }];
  const refusal = async (call: Promise<unknown>) =>
    /perform: (\S+) on resource: (\S+) because/.exec((await failure(call)).message)?.slice(1);

  it('is another where it has tags', async () => {
    const { events, sns, sqs, logs } = reader(
      ...['events:PutRule', 'sns:CreateTopic', 'sqs:CreateQueue', 'logs:CreateLogGroup'].map((each) =>
        allow(each),
      ),
    );
    const rule = { Name: 'r', EventPattern: PATTERN };
    await events.send(new PutRuleCommand(rule));
    expect(await refusal(events.send(new PutRuleCommand({ ...rule, Tags })))).toEqual([
      'events:TagResource',
      arn('events', 'rule/r'),
    ]);
    expect(await refusal(sns.send(new CreateTopicCommand({ Name: 't', Tags })))).toEqual([
      'SNS:TagResource',
      arn('sns', 't'),
    ]);
    const queue = new CreateQueueCommand({ QueueName: 'q', tags: { project: 'shop' } });
    expect(await refusal(sqs.send(queue))).toEqual(['sqs:tagqueue', arn('sqs', 'q')]);
    const group = new CreateLogGroupCommand({ logGroupName: '/g', tags: { project: 'shop' } });
    expect((await failure(logs.send(group))).message).toBe(
      `User with accountId: ${ACCOUNT} is not authorized to perform CreateLogGroup with Tags. An additional permission "logs:TagResource" is required.`,
    );
    expect(aws.cloud.inspect()).toMatchObject({ topics: 0, queues: 0, rules: 1 });
  });

  it('is to pass a role, to that service', async () => {
    const role = `arn:aws:iam::${ACCOUNT}:role/sender`;
    const targets = new PutTargetsCommand({
      Rule: 'r',
      Targets: [{ Id: '1', Arn: arn('kinesis', 'stream/s'), RoleArn: role }],
    });
    await aws.events.send(new PutRuleCommand({ Name: 'r', EventPattern: PATTERN }));
    const pass = (service: string) =>
      allow('iam:PassRole', role, { StringEquals: { 'iam:PassedToService': service } });
    const put = allow('events:PutTargets');
    expect(await refusal(reader(put).events.send(targets))).toEqual(['iam:PassRole', role]);
    expect(await refusal(reader(put, pass('lambda.amazonaws.com')).events.send(targets))).toEqual([
      'iam:PassRole',
      role,
    ]);
    await reader(put, pass('events.amazonaws.com')).events.send(targets);
  });

  it('is the same action on each thing that the call is about', async () => {
    await aws.events.send(new PutRuleCommand({ Name: 'r', EventPattern: PATTERN }));
    const archive = new CreateArchiveCommand({
      ArchiveName: 'a',
      EventSourceArn: arn('events', 'event-bus/default'),
    });
    const { events } = reader(allow('events:CreateArchive', arn('events', 'archive/*')));
    expect(await refusal(events.send(archive))).toEqual([
      'events:CreateArchive',
      arn('events', 'event-bus/default'),
    ]);
  });

  it('is to describe the connection of an API destination, but not to change it', async () => {
    const { ConnectionArn } = await aws.events.send(
      new CreateConnectionCommand({
        Name: 'c',
        AuthorizationType: 'BASIC',
        AuthParameters: { BasicAuthParameters: { Username: 'a', Password: 'b' } },
      }),
    );
    const Name = 'd';
    await aws.events.send(
      new CreateApiDestinationCommand({
        Name,
        ConnectionArn,
        HttpMethod: 'POST',
        InvocationEndpoint: 'https://crm.example.com',
      }),
    );
    const own = arn('events', 'api-destination/d');
    const { events } = reader(
      ...['Describe', 'Update'].map((verb) => allow(`events:${verb}ApiDestination`, own)),
    );
    await events.send(new UpdateApiDestinationCommand({ Name, HttpMethod: 'PUT' }));
    expect(await refusal(events.send(new DescribeApiDestinationCommand({ Name })))).toEqual([
      'events:DescribeApiDestination',
      arn('events', 'connection/c'),
    ]);
  });
});

describe('conditions', () => {
  it('are met by the tags of the thing, and by those that the call puts on it', async () => {
    const Tags = [{ Key: 'project', Value: 'shop' }];
    const ours = { StringEquals: { 'aws:ResourceTag/project': 'shop' } };
    const fresh = { StringEquals: { 'aws:RequestTag/project': 'shop' } };
    const { events, sns } = reader(
      allow('events:DeleteRule', '*', ours),
      allow('sns:CreateTopic', '*', fresh),
      allow('sns:TagResource', '*', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['project', 'team'] } }),
    );
    await aws.events.send(new PutRuleCommand({ Name: 'ours', EventPattern: PATTERN, Tags }));
    await aws.events.send(new PutRuleCommand({ Name: 'theirs', EventPattern: PATTERN }));
    await events.send(new DeleteRuleCommand({ Name: 'ours' }));
    expect((await failure(events.send(new DeleteRuleCommand({ Name: 'theirs' })))).code).toBe(
      'AccessDeniedException',
    );
    expect((await failure(sns.send(new CreateTopicCommand({ Name: 't' })))).code).toBe('AuthorizationError');
    await sns.send(new CreateTopicCommand({ Name: 't', Tags }));
    const tag = (Key: string) =>
      sns.send(new TagResourceCommand({ ResourceArn: arn('sns', 't'), Tags: [{ Key, Value: 'a' }] }));
    await tag('team');
    expect((await failure(tag('owner'))).code).toBe('AuthorizationError');
  });
});

describe('SimulatePrincipalPolicy', () => {
  const ask = async (ActionNames: string[], ResourceArns?: string[], PolicySourceArn = CALLER) =>
    (
      await aws.open(IAMClient).send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn,
          ActionNames,
          ...(ResourceArns ? { ResourceArns } : {}),
        }),
      )
    ).EvaluationResults ?? [];

  it('says of each action what its call would meet', async () => {
    const deny = { Statement: [{ Effect: 'Deny', Action: 'sns:Delete*', Resource: '*' }] };
    reader(allow('sns:*', arn('sns', 'shop-*')), deny);
    const results = await ask(
      ['sns:CreateTopic', 'sns:DeleteTopic', 'sqs:CreateQueue'],
      [arn('sns', 'shop-a'), arn('sns', 'shop-b')],
    );
    expect(results.map((each) => [each.EvalActionName, each.EvalDecision])).toEqual([
      ['sns:CreateTopic', 'allowed'],
      ['sns:DeleteTopic', 'explicitDeny'],
      ['sqs:CreateQueue', 'implicitDeny'],
    ]);
    expect(results[0]?.ResourceSpecificResults).toMatchObject([
      { EvalResourceName: arn('sns', 'shop-a'), EvalResourceDecision: 'allowed' },
      { EvalResourceName: arn('sns', 'shop-b'), EvalResourceDecision: 'allowed' },
    ]);
    const [mixed] = await ask(['sns:CreateTopic'], [arn('sns', 'shop-a'), arn('sns', 'theirs')]);
    expect(mixed).toMatchObject({ EvalDecision: 'implicitDeny' });
  });

  it('knows the user who may do everything, and nobody who is not there', async () => {
    expect(await ask(['sns:CreateTopic'], undefined, `arn:aws:iam::${ACCOUNT}:user/sandbox`)).toMatchObject([
      { EvalDecision: 'allowed', EvalResourceName: '*' },
    ]);
    expect(
      await failure(ask(['sns:CreateTopic'], undefined, `arn:aws:iam::${ACCOUNT}:role/none`)),
    ).toMatchObject({
      code: 'NoSuchEntity',
    });
    expect(
      await failure(ask(['sns:CreateTopic'], undefined, `arn:aws:sts::${ACCOUNT}:assumed-role/a/b`)),
    ).toMatchObject({
      code: 'InvalidInput',
    });
  });

  it('needs to be allowed itself', async () => {
    const { iam } = reader(allow('sns:*'));
    const asked = new SimulatePrincipalPolicyCommand({
      PolicySourceArn: CALLER,
      ActionNames: ['sns:Publish'],
    });
    expect((await failure(iam.send(asked))).message).toBe(message('iam:SimulatePrincipalPolicy', CALLER));
  });
});
