import { DeleteRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { RemoveTargetsCommand, UpdateApiDestinationCommand } from '@aws-sdk/client-eventbridge';
import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentOf, Project } from '../e2e/gcx.js';
import { AwsAt, type AwsHoldings } from './aws-holdings.js';
import { MOTO_ACCOUNT, type MotoServer, startMoto } from './moto-server.js';
import { ProcessorsAt } from './processor-holdings.js';
import { makeForeignTargets, targetHoldings } from './target-holdings.js';

const organization = '6513270e-269e-4d37-b2a7-4de452e6b438';
const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:${MOTO_ACCOUNT}:${resource}`;
const roleArn = (kind: string): string =>
  `arn:aws:iam::${MOTO_ACCOUNT}:role/genesys-gcx/shop/shop-send.${kind}`;
const dead = { DeadLetterConfig: { Arn: arn('sqs', 'shop-dead') } };
const mark = {
  'genesys-gcx:project': 'shop',
  'genesys-gcx:environment': 'default',
  'genesys-gcx:organization': organization,
};
const KEY = 'key-of-the-crm-4711';

const file = `version: 1
project: shop
genesys:
  environment: mypurecloud.com
  organization: ${organization}
aws: { account: "${MOTO_ACCOUNT}", region: us-east-1, bus: shared }
defaults: { deadLetter: dead }
targets:
  dead: { sqs: { create: shop-dead } }
  lake: { kinesis: { existing: calls, partitionKey: $.detail.eventBody.conversationId } }
  stored: { firehose: { existing: calls-to-s3 } }
  machine: { stateMachine: { existing: follow-up } }
  calls: { logGroup: { create: shop-calls, retention: 30d } }
  mirror: { bus: { existing: security } }
  crm: { http: { url: "https://crm.example.com/v1/{id}", path: { id: $.detail.eventBody.conversationId }, rate: 50, auth: { apiKey: { header: X-Key, secret: { env: CRM_KEY } } } } }
routes:
  ended: { events: [conversation.acd.end], targets: [lake, stored, machine] }
  sent: { events: [conversation.acd.end], targets: [calls, mirror, crm] }
`;

/** Another partition key and retention, another address, and three kinds of targets less. */
const changed = file
  .replace('$.detail.eventBody.conversationId } }\n  stored', '$.detail.eventBody.queueId } }\n  stored')
  .replace('retention: 30d', 'retention: 60d')
  .replace('/v1/', '/v2/')
  .replace(/ {2}(stored|machine|mirror):.*\n/g, '')
  .replace('[lake, stored, machine]', '[lake]')
  .replace('[calls, mirror, crm]', '[calls, crm]');

const project = new Project(file);
let moto: MotoServer | undefined;
let aws: AwsAt;
let env: Readonly<Record<string, string>>;
let before: Awaited<ReturnType<typeof holdings>>;

beforeAll(async () => {
  moto = await startMoto();
  aws = new AwsAt(moto.endpoint);
  await makeForeignTargets(aws, moto.endpoint);
  before = await holdings();
  const started = await project.gcx('sandbox start');
  expect(started, started.stderr).toMatchObject({ code: 0 });
  const { environment } = documentOf(await project.gcx('sandbox status --json'));
  // Genesys is the sandbox's, AWS is moto's.
  env = { ...environment, ...moto.env, GENESYS_GCX_SECRET_CRM_KEY: KEY };
});

afterAll(async () => {
  await moto?.stop();
  await project.gcx('sandbox stop');
});

test('plan, apply, plan: no changes, and moto holds what each kind of target needs', async () => {
  await gcx('plan --detailed-exitcode', 2);
  expect(await holdings()).toEqual(before);
  await gcx('apply --auto-approve');
  expect((await gcx('plan --detailed-exitcode')).stdout).toContain('No changes.');

  const { aws: now, targets } = await holdings();
  const { roles, logPolicies, connections, apiDestinations } = targets;
  expect(sentTo(now, 'shop-ended-1')).toEqual([
    {
      Id: 'lake',
      Arn: arn('kinesis', 'stream/calls'),
      RoleArn: roleArn('kinesis'),
      KinesisParameters: { PartitionKeyPath: '$.detail.eventBody.conversationId' },
      ...dead,
    },
    {
      Id: 'machine',
      Arn: arn('states', 'stateMachine:follow-up'),
      RoleArn: roleArn('stateMachine'),
      ...dead,
    },
    {
      Id: 'stored',
      Arn: arn('firehose', 'deliverystream/calls-to-s3'),
      RoleArn: roleArn('firehose'),
      ...dead,
    },
  ]);
  expect(sentTo(now, 'shop-sent-1')).toEqual([
    { Id: 'calls', Arn: arn('logs', 'log-group:shop-calls'), ...dead },
    {
      Id: 'crm',
      Arn: apiDestinations[0]?.ApiDestinationArn,
      RoleArn: roleArn('http'),
      HttpParameters: { PathParameterValues: ['$.detail.eventBody.conversationId'] },
      ...dead,
    },
    { Id: 'mirror', Arn: arn('events', 'event-bus/security'), RoleArn: roleArn('bus'), ...dead },
  ]);
  // Each role may do one thing, with what its targets name.
  expect(Object.fromEntries(Object.keys(roles).map((name) => [name, allowedBy(roles[name])]))).toEqual({
    theirs: [],
    'shop-send.bus': [['events:PutEvents', arn('events', 'event-bus/security')]],
    'shop-send.firehose': [['firehose:PutRecord', arn('firehose', 'deliverystream/calls-to-s3')]],
    'shop-send.http': [['events:InvokeApiDestination', arn('events', 'api-destination/shop-crm/*')]],
    'shop-send.kinesis': [['kinesis:PutRecord', arn('kinesis', 'stream/calls')]],
    'shop-send.stateMachine': [['states:StartExecution', arn('states', 'stateMachine:follow-up')]],
  });
  expect(targets.logGroups['shop-calls']).toMatchObject({ retentionInDays: 30, tags: mark });
  expect(logPolicies).toHaveLength(1);
  expect(connections).toMatchObject([{ Name: 'shop-crm', AuthorizationType: 'API_KEY' }]);
  expect(apiDestinations).toMatchObject([
    {
      Name: 'shop-crm',
      InvocationEndpoint: 'https://crm.example.com/v1/*',
      InvocationRateLimitPerSecond: 50,
    },
  ]);
});

test('a changed file: applied, no changes after it, what left the file is gone', async () => {
  project.write('.genesysrc.yml', changed);
  await gcx('plan --detailed-exitcode', 2);
  await gcx('apply --auto-approve');
  expect((await gcx('plan --detailed-exitcode')).stdout).toContain('No changes.');

  const { aws: now, targets } = await holdings();
  expect(sentTo(now, 'shop-ended-1')).toMatchObject([
    { Id: 'lake', KinesisParameters: { PartitionKeyPath: '$.detail.eventBody.queueId' } },
  ]);
  expect(sentTo(now, 'shop-sent-1')).toMatchObject([{ Id: 'calls' }, { Id: 'crm' }]);
  expect(Object.keys(targets.roles).sort()).toEqual(['shop-send.http', 'shop-send.kinesis', 'theirs']);
  expect(targets.logGroups['shop-calls']).toMatchObject({ retentionInDays: 60 });
  expect(targets.apiDestinations).toMatchObject([{ InvocationEndpoint: 'https://crm.example.com/v2/*' }]);
});

test('what people changed by hand is shown and put right', async () => {
  const { logs, iam } = new ProcessorsAt(moto?.endpoint ?? '');
  await logs.send(new DeleteRetentionPolicyCommand({ logGroupName: 'shop-calls' }));
  await iam.send(new DeleteRolePolicyCommand({ RoleName: 'shop-send.kinesis', PolicyName: 'gcx' }));
  await aws.events.send(
    new UpdateApiDestinationCommand({
      Name: 'shop-crm',
      InvocationEndpoint: 'https://elsewhere.example.com/*',
    }),
  );
  await aws.events.send(
    new RemoveTargetsCommand({ Rule: 'shop-ended-1', EventBusName: 'shared', Ids: ['lake'] }),
  );
  await gcx('drift', 2);
  await gcx('apply --auto-approve');
  await gcx('plan --detailed-exitcode');
  const { aws: now, targets } = await holdings();
  expect(sentTo(now, 'shop-ended-1')).toMatchObject([{ Id: 'lake' }]);
  expect(allowedBy(targets.roles['shop-send.kinesis'])).toHaveLength(1);
  expect(targets.logGroups['shop-calls']).toMatchObject({ retentionInDays: 60 });
  expect(targets.apiDestinations).toMatchObject([{ InvocationEndpoint: 'https://crm.example.com/v2/*' }]);
});

test('destroy: nothing of the project is left, all else is as it was', async () => {
  await gcx('destroy --auto-approve --force');
  expect(await holdings()).toEqual(before);
});

function sentTo({ rules }: AwsHoldings, rule: string): AwsHoldings['rules'][string]['targets'] {
  return rules[`shared/${rule}`]?.targets ?? [];
}

/** What a role's policies allow: an action and a resource each. */
function allowedBy(role: { readonly policies: Readonly<Record<string, PolicyDocument>> }) {
  return Object.values(role.policies).flatMap(({ Statement }) =>
    Statement.map(({ Action, Resource }) => [Action, Resource].flat()),
  );
}

interface PolicyDocument {
  readonly Statement: readonly { readonly Action: string | string[]; readonly Resource: string | string[] }[];
}

async function holdings() {
  return { aws: await aws.holdings(), targets: await targetHoldings(aws, moto?.endpoint ?? '') };
}

async function gcx(args: string, code = 0) {
  const outcome = await project.gcx(args, { env });
  expect(outcome, `${args}\n${outcome.stdout}\n${outcome.stderr}`).toMatchObject({ code });
  expect(outcome.stdout + outcome.stderr).not.toContain(KEY);
  return outcome;
}
