import { DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import {
  AttachRolePolicyCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  DeleteFunctionConcurrencyCommand,
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
} from '@aws-sdk/client-sns';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { plainCommands } from '../../../../src/lib/base/hints/gcx-command.js';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { planMarkdown } from '../../../../src/lib/cli/render/plan-markdown.js';
import { needsAttention, planText } from '../../../../src/lib/cli/render/plan-text.js';
import { hasChanges } from '../../../../src/lib/engine/change/has-changes.js';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import { head } from '../../../e2e/gcx.js';
import { type ByHand, byHand } from '../../../harness/by-hand.js';
import { type Trial, trial } from '../../../harness/trial.js';

const ACCOUNT = '111122223333';
const queueArn = (name: string) => `arn:aws:sqs:eu-west-1:${ACCOUNT}:${name}`;
const topicArn = (name: string) => `arn:aws:sns:eu-west-1:${ACCOUNT}:${name}`;

const file = (accept = '') => `${head()}${accept}targets:
  inbox: { sqs: { create: shop-inbox }, deadLetter: dead }
  dead: { sqs: { create: shop-dead } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }, { lambda: sync }] }
  sync: { lambda: { existing: sync } }
  ops: { sns: { create: shop-ops }, subscribers: [{ email: ops@example.com }] }
  sales:
    processor:
      handler: ./sales.ts
      deduplicate: { for: 1h }
      alarms: ops
      # So that AWS takes a VPC and tracing that people set.
      permissions:
        - actions: [ec2:CreateNetworkInterface, ec2:DescribeNetworkInterfaces, ec2:DeleteNetworkInterface, xray:PutTraceSegments]
          resources: ["*"]
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, board, sales] }
`;
const handler =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

async function applied(accept = ''): Promise<Trial & { readonly hand: ByHand }> {
  const all = await trial(file(accept), {}, { 'sales.ts': handler });
  expect(await all.apply(await all.plan())).toMatchObject({ failed: 0, notAttempted: 0 });
  return { ...all, hand: byHand(all.sandbox) };
}

const changesOf = ({ changes }: Plan) =>
  changes.filter(({ action }) => action !== 'none').map(({ kind, name }) => `${kind} ${name}`);
const findingsIn = ({ warnings }: Plan) =>
  warnings.flatMap(({ code, thing, finding, message }) =>
    code === 'harms-delivery' ? [{ finding: `${thing}: ${finding}`, message: plainCommands(message) }] : [],
  );

async function urlOf({ sqs }: ByHand, name: string): Promise<string> {
  return (await sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl ?? '';
}

function setQueue(name: string, attributes: Record<string, string>) {
  return async (hand: ByHand) =>
    void (await hand.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: await urlOf(hand, name), Attributes: attributes }),
    ));
}

/** Adds a statement to a queue's policy, and gives what it was. */
async function addToQueuePolicy(hand: ByHand, name: string, statement: object): Promise<string> {
  const QueueUrl = await urlOf(hand, name);
  const { Attributes = {} } = await hand.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }),
  );
  const policy = JSON.parse(Attributes['Policy'] ?? '{"Version":"2012-10-17","Statement":[]}');
  const Policy = JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] });
  await hand.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  return Attributes['Policy'] ?? '';
}

async function addToTopicPolicy(hand: ByHand, name: string, statement: object): Promise<void> {
  const TopicArn = topicArn(name);
  const { Attributes = {} } = await hand.sns.send(new GetTopicAttributesCommand({ TopicArn }));
  const policy = JSON.parse(Attributes['Policy'] ?? '{}');
  const AttributeValue = JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] });
  await hand.sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
}

function setSubscription(protocol: string, AttributeName: string, AttributeValue: string) {
  return async ({ sns }: ByHand) => {
    const { Subscriptions = [] } = await sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: topicArn('shop-board') }),
    );
    const SubscriptionArn = Subscriptions.find(({ Protocol }) => Protocol === protocol)?.SubscriptionArn;
    await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  };
}

function setFunction(settings: Partial<UpdateFunctionConfigurationCommand['input']>) {
  return async ({ lambda }: ByHand) => {
    // Read once, a change that is under way is done.
    await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'shop-sales' }));
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'shop-sales', ...settings }));
  };
}

async function setMapping({ lambda }: ByHand, MaximumConcurrency: number | undefined): Promise<void> {
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: 'shop-sales' }),
  );
  const UUID = EventSourceMappings[0]?.UUID;
  await lambda.send(new GetEventSourceMappingCommand({ UUID }));
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, ScalingConfig: { MaximumConcurrency } }));
}

type Deed = (hand: ByHand) => Promise<unknown>;

const deny = {
  Sid: 'OnlyUs',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sqs:SendMessage',
  Resource: queueArn('shop-inbox'),
  Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } },
};
const open = {
  Sid: 'Open',
  Effect: 'Allow',
  Principal: '*',
  Action: 'sns:Publish',
  Resource: topicArn('shop-board'),
};

/** What somebody does by hand, what gcx says of it, and how it is undone. */
const HARMFUL: readonly (readonly [string, RegExp, Deed, Deed])[] = [
  [
    'SQS queue shop-inbox: MessageRetentionPeriod',
    /target inbox\) has MessageRetentionPeriod 60, .* within 1 minute is deleted.* --attributes MessageRetentionPeriod=345600 .*accept: \[\{ thing: inbox, finding: MessageRetentionPeriod, reason: … \}\]/,
    setQueue('shop-inbox', { MessageRetentionPeriod: '60' }),
    setQueue('shop-inbox', { MessageRetentionPeriod: '345600' }),
  ],
  [
    'SQS queue shop-inbox: VisibilityTimeout',
    /given out again after 5 seconds/,
    setQueue('shop-inbox', { VisibilityTimeout: '5' }),
    setQueue('shop-inbox', { VisibilityTimeout: '30' }),
  ],
  [
    'SQS queue shop-inbox: DelaySeconds',
    /held back for 15 minutes/,
    setQueue('shop-inbox', { DelaySeconds: '900' }),
    setQueue('shop-inbox', { DelaySeconds: '0' }),
  ],
  [
    'SQS queue shop-inbox: MaximumMessageSize',
    /more than 1024 bytes is refused/,
    setQueue('shop-inbox', { MaximumMessageSize: '1024' }),
    setQueue('shop-inbox', { MaximumMessageSize: '1048576' }),
  ],
  [
    'SQS queue shop-inbox: RedrivePolicy',
    /received 5 times leaves the queue for arn:aws:sqs:eu-west-1:111122223333:shop-ours, which are not in the file/,
    async (hand) => {
      const { CreateQueueCommand } = await import('@aws-sdk/client-sqs');
      await hand.sqs.send(new CreateQueueCommand({ QueueName: 'shop-ours' }));
      const RedrivePolicy = JSON.stringify({
        deadLetterTargetArn: queueArn('shop-ours'),
        maxReceiveCount: 5,
      });
      await setQueue('shop-inbox', { RedrivePolicy })(hand);
    },
    setQueue('shop-inbox', { RedrivePolicy: '' }),
  ],
  [
    'SQS queue shop-inbox: SqsManagedSseEnabled',
    /lie on the disks of SQS as they are/,
    setQueue('shop-inbox', { SqsManagedSseEnabled: 'false' }),
    setQueue('shop-inbox', { SqsManagedSseEnabled: 'true' }),
  ],
  [
    'SQS queue shop-inbox: Policy',
    /has Policy \(2 statements\), which .* The statement OnlyUs keeps events\.amazonaws\.com out \(sqs:SendMessage\)/,
    (hand) => addToQueuePolicy(hand, 'shop-inbox', deny),
    setQueue('shop-inbox', { Policy: '' }),
  ],
  [
    'SNS topic shop-board: Policy',
    /The statement Open allows sns:Publish to anybody, in any AWS account/,
    (hand) => addToTopicPolicy(hand, 'shop-board', open),
    ({ sns }) =>
      sns.send(
        new SetTopicAttributesCommand({
          TopicArn: topicArn('shop-board'),
          AttributeName: 'Policy',
          AttributeValue: '',
        }),
      ),
  ],
  [
    `subscription ${queueArn('shop-inbox')} of SNS topic shop-board: FilterPolicy`,
    /looks at message attributes, and events of EventBridge have none/,
    setSubscription('sqs', 'FilterPolicy', '{"kind":["x"]}'),
    setSubscription('sqs', 'FilterPolicy', '{}'),
  ],
  [
    `subscription arn:aws:lambda:eu-west-1:${ACCOUNT}:function:sync of SNS topic shop-board: RedrivePolicy`,
    /goes to arn:aws:sqs:eu-west-1:111122223333:shop-theirs, which are not in the file\. .* --attribute-name RedrivePolicy To accept/,
    setSubscription(
      'lambda',
      'RedrivePolicy',
      JSON.stringify({ deadLetterTargetArn: queueArn('shop-theirs') }),
    ),
    setSubscription('lambda', 'RedrivePolicy', ''),
  ],
  [
    'Lambda function shop-sales: Concurrency.ReservedConcurrentExecutions',
    /does not run at all.* aws lambda delete-function-concurrency --function-name shop-sales/,
    ({ lambda }) =>
      lambda.send(
        new PutFunctionConcurrencyCommand({ FunctionName: 'shop-sales', ReservedConcurrentExecutions: 0 }),
      ),
    ({ lambda }) => lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: 'shop-sales' })),
  ],
  [
    'Lambda function shop-sales: VpcConfig.SubnetIds',
    /runs in a VPC/,
    setFunction({ VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] } }),
    setFunction({ VpcConfig: { SubnetIds: [], SecurityGroupIds: [] } }),
  ],
  [
    'Lambda function shop-sales: Layers.Arn',
    /take the place of modules of the processor/,
    setFunction({ Layers: [`arn:aws:lambda:eu-west-1:${ACCOUNT}:layer:spy:1`] }),
    setFunction({ Layers: [] }),
  ],
  [
    'event source mapping of shop-sales: ScalingConfig.MaximumConcurrency',
    /No more than 2 batches are handled at once/,
    (hand) => setMapping(hand, 2),
    (hand) => setMapping(hand, undefined),
  ],
  [
    'IAM role of shop-sales: InlinePolicies.PolicyDocument',
    /may do more than gcx gave it: s3:\* on \*/,
    ({ iam }) =>
      iam.send(
        new PutRolePolicyCommand({
          RoleName: 'shop-sales',
          PolicyName: 'more',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
          }),
        }),
      ),
    ({ iam }) => iam.send(new DeleteRolePolicyCommand({ RoleName: 'shop-sales', PolicyName: 'more' })),
  ],
  [
    'IAM role of shop-sales: AttachedPolicies.PolicyArn',
    /detach-role-policy --role-name shop-sales --policy-arn arn:aws:iam::aws:policy\/AdministratorAccess/,
    ({ iam }) =>
      iam.send(
        new AttachRolePolicyCommand({
          RoleName: 'shop-sales',
          PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        }),
      ),
    ({ iam }) =>
      iam.send(
        new DetachRolePolicyCommand({
          RoleName: 'shop-sales',
          PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        }),
      ),
  ],
];

it('what people set and harms is told with what it does and what to do, and is kept', async () => {
  const all = await applied();
  expect(findingsIn(await all.plan())).toEqual([]);
  for (const [, , deed] of HARMFUL) await deed(all.hand);
  const plan = await all.plan();
  const found = new Map(findingsIn(plan).map(({ finding, message }) => [finding, message]));
  expect([...found.keys()].sort()).toEqual(HARMFUL.map(([finding]) => finding).sort());
  for (const [finding, words] of HARMFUL) expect(found.get(finding)).toMatch(words);
  expect(changesOf(plan)).toEqual([]);
  expect([needsAttention(plan), hasChanges(plan)]).toEqual([true, false]);
  expect(planText(plan, plainStyle)).toContain(
    'No changes that gcx makes: settings that people made do harm',
  );
  expect(planMarkdown(plan)).toContain('**no changes; what people set harms**');
  expect(plan.warnings.every(({ code, drift }) => code !== 'harms-delivery' || drift === true)).toBe(true);
  for (const [, , , undo] of HARMFUL) await undo(all.hand);
  // What was undone by hand took our statements along.
  await all.apply(await all.plan());
  const undone = await all.plan();
  expect([findingsIn(undone), needsAttention(undone)]).toEqual([[], false]);
}, 120_000);

it('what people set and does no harm is kept, and noted on what gcx made', async () => {
  const all = await applied();
  await setFunction({ TracingConfig: { Mode: 'Active' }, EphemeralStorage: { Size: 1_024 } })(all.hand);
  await setMapping(all.hand, 50);
  await setQueue('shop-inbox', { ReceiveMessageWaitTimeSeconds: '20', VisibilityTimeout: '300' })(all.hand);
  const plan = await all.plan();
  expect([changesOf(plan), findingsIn(plan)]).toEqual([[], []]);
  const noted = plan.changes.flatMap(({ id, notes }) =>
    notes.filter((line) => line.startsWith('set by people')).map((line) => `${id} ${line}`),
  );
  expect(noted.sort()).toEqual([
    'event-source-mapping:shop-sales set by people, and kept: ScalingConfig.MaximumConcurrency 50',
    'function:shop-sales set by people, and kept: TracingConfig.Mode Active, EphemeralStorage.Size 1024',
    `sqs-queue:${queueArn('shop-inbox')} set by people, and kept: VisibilityTimeout 300, ReceiveMessageWaitTimeSeconds 20`,
  ]);
});

it('what is ours is mended, and what people set beside it stays', async () => {
  const all = await applied();
  const { dynamo, watch } = all.hand;
  await dynamo.send(
    new UpdateTableCommand({
      TableName: 'shop-sales',
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    }),
  );
  const [alarm] =
    (await watch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'shop-sales-f' }))).MetricAlarms ?? [];
  await watch.send(
    new PutMetricAlarmCommand({
      ...alarm,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 4,
      Unit: 'Seconds',
      OKActions: [topicArn('elsewhere')],
      ActionsEnabled: false,
    } as PutMetricAlarmCommand['input']),
  );
  await setQueue('shop-dead', { MessageRetentionPeriod: '60' })(all.hand);
  const plan = await all.plan();
  expect(changesOf(plan).sort()).toEqual([
    'alarm shop-sales-failures',
    'sqs-queue shop-dead',
    'table shop-sales',
  ]);
  const fields = plan.changes.flatMap((each) => each.fields.map(({ field }) => `${each.name} ${field}`));
  expect(fields.sort()).toEqual([
    'shop-dead MessageRetentionPeriod',
    'shop-sales billing mode',
    'shop-sales-failures DatapointsToAlarm',
    'shop-sales-failures EvaluationPeriods',
    'shop-sales-failures Unit',
    'shop-sales-failures actions',
  ]);
  expect(await all.apply(plan)).toMatchObject({ failed: 0, notAttempted: 0 });
  const again = await all.plan();
  expect([changesOf(again), findingsIn(again)]).toEqual([[], []]);
  const [mended] =
    (await watch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'shop-sales-f' }))).MetricAlarms ?? [];
  expect(mended).toMatchObject({ ActionsEnabled: true, OKActions: [topicArn('elsewhere')] });
});

it('what the file accepts is no warning until the day that it says; what is accepted for nothing is told', async () => {
  const accept = (until: string) =>
    `accept:
  - { thing: inbox, finding: DelaySeconds, reason: the CRM is slow${until} }
  - { thing: "Lambda function *", finding: VpcConfig.SubnetIds, reason: the CRM is in the VPC }
`;
  const all = await applied(accept(''));
  const unusedIn = ({ warnings }: Plan) => warnings.filter(({ code }) => code === 'accept-unused').length;
  expect(unusedIn(await all.plan())).toBe(2);
  await setQueue('shop-inbox', { DelaySeconds: '60' })(all.hand);
  const plan = await all.plan();
  expect([findingsIn(plan), unusedIn(plan)]).toEqual([[], 1]);
  expect(plan.changes.flatMap(({ notes }) => notes)).toContain(
    'accepted by the file: DelaySeconds 60 (the CRM is slow)',
  );
  all.write(file(accept(', until: "2999-12-31"')));
  expect(findingsIn(await all.plan())).toEqual([]);
  all.write(file(accept(', until: "2001-01-31"')));
  expect(findingsIn(await all.plan())[0]?.message).toMatch(
    /The file accepted it until 2001-01-31 \(the CRM is slow\), which has passed/,
  );
});
