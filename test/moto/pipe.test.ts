import { PutEventsCommand, PutRuleCommand, RemoveTargetsCommand } from '@aws-sdk/client-eventbridge';
import { ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentOf, names, Project } from '../e2e/gcx.js';
import { AwsAt, type AwsHoldings, statementsBySid } from './aws-holdings.js';
import { makeForeignThings } from './foreign-things.js';
import { MOTO_ACCOUNT, type MotoServer, startMoto } from './moto-server.js';

const organization = '6513270e-269e-4d37-b2a7-4de452e6b438';
const salesSupport = '5affb229-7631-4992-b0ce-583505c6af07';
const mark = {
  'genesys-gcx:project': 'shop',
  'genesys-gcx:environment': 'default',
  'genesys-gcx:organization': organization,
};
/** What gcx asked for, as a digest. */
const asked = { 'genesys-gcx:asked': expect.stringMatching(/^1:[\w+/=]+$/) };
/** A rule's record of the names by which its queues were chosen: hashes. */
const queueRecord = { 'genesys-gcx:queues:1': expect.stringMatching(/^[0-9a-f]{8}( [0-9a-f]{8})*$/) };
const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:${MOTO_ACCOUNT}:${resource}`;
const rulesOfProject = arn('events', 'rule/shared/shop-*');

const file = `version: 1
project: shop
genesys:
  environment: mypurecloud.com
  organization: ${organization}
aws: { account: "${MOTO_ACCOUNT}", region: us-east-1, bus: shared }
defaults: { deadLetter: dead, retry: { maxAge: 6h, attempts: 50 } }
targets:
  dead: { sqs: { create: shop-dead } }
  inbox: { sqs: { create: shop-inbox } }
  wallboard: { sqs: { create: shop-wallboard } }
  theirs: { sqs: { existing: their-inbox } }
  board:
    sns: { create: shop-board }
    subscribers: [{ email: a@example.com }, { sqs: wallboard }]
  by-type: { sns: { create: "shop-{eventType}" } }
  crm: { lambda: { existing: crm-sync } }
  ordered:
    sqs: { create: shop-ordered.fifo, messageGroup: all }
    input: { template: '{"conversation": "<id>"}', paths: { id: $.detail.eventBody.conversationId } }
routes:
  ended:
    description: Conversations that left the sales queues
    events: [conversation.acd.end]
    queues: ["Sales Support", { glob: "Sales DE*" }]
    where: { mediaType: [VOICE, MESSAGE] }
    targets: [board, inbox, crm, theirs]
  agents: { events: [conversation.user.end, conversation.acw], targets: [by-type] }
  started: { events: [conversation.acd.start], queues: ["Sales Support"], where: { mediaType: [VOICE] }, targets: [ordered] }
`;

/** A queue and a target more, two targets and a route less, subscribers more. */
const changed = file
  .replace('"Sales DE*" }]', '"Sales DE*" }, "911"]')
  .replace('[board, inbox, crm, theirs]', '[board, extra, theirs]')
  .replace('{ sqs: wallboard }]', '{ sqs: wallboard }, { sqs: inbox }, { lambda: crm }]')
  .replace('  wallboard:', '  extra: { sqs: { create: shop-extra } }\n  wallboard:')
  .replace(/ {2}by-type:.*\n/, '')
  .replace(/ {2}agents:.*\n/, '');

const project = new Project(file);
let moto: MotoServer | undefined;
let aws: AwsAt;
let env: Readonly<Record<string, string>>;
let before: AwsHoldings;

beforeAll(async () => {
  moto = await startMoto();
  aws = new AwsAt(moto.endpoint);
  await makeForeignThings(aws, moto.endpoint);
  before = await aws.holdings();
  const started = await project.gcx('sandbox start');
  expect(started, started.stderr).toMatchObject({ code: 0 });
  const { environment } = documentOf(await project.gcx('sandbox status --json'));
  // Genesys is the sandbox's, AWS is moto's.
  env = { ...environment, ...moto.env };
});

afterAll(async () => {
  await moto?.stop();
  await project.gcx('sandbox stop');
});

test('plan, apply, plan: no changes, and moto holds what the file says', async () => {
  const planned = await gcx('plan --detailed-exitcode', 2);
  expect(planned.stdout).toContain('event bus shared');
  expect(await aws.holdings()).toEqual(before);

  await gcx('apply --auto-approve');
  expect((await gcx('plan --detailed-exitcode')).stdout).toContain('No changes.');

  const { rules, topics, queues, functions } = await ours();
  expect(Object.keys(rules).sort()).toEqual([
    'shared/shop-agents-1',
    'shared/shop-agents-2',
    'shared/shop-ended-1',
    'shared/shop-started-1',
  ]);
  const ended = rules['shared/shop-ended-1'];
  expect(ended?.tags).toEqual({ ...mark, ...asked, ...queueRecord, 'genesys-gcx:route': 'ended' });
  expect(ended?.rule).toMatchObject({ State: 'ENABLED' });
  expect(JSON.parse(ended?.rule.EventPattern ?? '')).toMatchObject({
    'detail-type': ['v2.detail.events.conversation.{id}.acd.end'],
    detail: { eventBody: { mediaType: ['MESSAGE', 'VOICE'] } },
  });
  const dead = {
    RetryPolicy: { MaximumEventAgeInSeconds: 21_600, MaximumRetryAttempts: 50 },
    DeadLetterConfig: { Arn: arn('sqs', 'shop-dead') },
  };
  expect(ended?.targets).toEqual([
    { Id: 'board', Arn: arn('sns', 'shop-board'), ...dead },
    { Id: 'crm', Arn: arn('lambda', 'function:crm-sync'), ...dead },
    { Id: 'inbox', Arn: arn('sqs', 'shop-inbox'), ...dead },
    { Id: 'theirs', Arn: arn('sqs', 'their-inbox'), ...dead },
  ]);
  expect(rules['shared/shop-started-1']?.targets).toEqual([
    {
      Id: 'ordered',
      Arn: arn('sqs', 'shop-ordered.fifo'),
      InputTransformer: {
        InputPathsMap: { id: '$.detail.eventBody.conversationId' },
        InputTemplate: '{"conversation": "<id>"}',
      },
      SqsParameters: { MessageGroupId: 'all' },
      ...dead,
    },
  ]);

  expect(Object.keys(topics).sort()).toEqual([
    'shop-board',
    'shop-conversation-acw',
    'shop-conversation-user-end',
  ]);
  expect(topics['shop-board']?.tags).toMatchObject(mark);
  expect(Object.keys(topics['shop-board']?.subscriptions ?? {}).sort()).toEqual([
    'email a@example.com',
    `sqs ${arn('sqs', 'shop-wallboard')}`,
  ]);
  // What AWS put into the policy of a new topic stays.
  const board = statementsBySid(topics['shop-board']?.attributes['Policy']);
  expect(Object.keys(board)).toHaveLength(2);
  expect(board['__default_statement_ID']).toBeDefined();
  expect(Object.values(board)).toContainEqual(
    expect.objectContaining(allowed('sns:Publish', 'events', rulesOfProject)),
  );

  expect(names(Object.keys(queues).map((name) => ({ name })))).toEqual([
    'shop-dead',
    'shop-inbox',
    'shop-ordered.fifo',
    'shop-wallboard',
  ]);
  for (const [name, source] of [
    ['shop-dead', 'events'],
    ['shop-inbox', 'events'],
    ['shop-ordered.fifo', 'events'],
    ['shop-wallboard', 'sns'],
  ] as const) {
    const queue = queues[name];
    expect(queue?.tags).toEqual({ ...mark, ...asked });
    expect(Object.values(statementsBySid(queue?.attributes['Policy']))).toEqual([
      expect.objectContaining(
        allowed('sqs:SendMessage', source, source === 'sns' ? arn('sns', 'shop-board') : rulesOfProject),
      ),
    ]);
  }
  expect(queues['shop-ordered.fifo']?.attributes).toMatchObject({
    FifoQueue: 'true',
    ContentBasedDeduplication: 'true',
  });
  expect(Object.values(statementsBySid(functions['crm-sync']))).toContainEqual(
    expect.objectContaining({ Principal: { Service: 'events.amazonaws.com' } }),
  );
  await foreignIsUntouched();
});

test('moto’s own matcher and transformer deliver by the rules', async () => {
  const put = (DetailType: string, body: object) =>
    aws.events.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: 'shared',
            Source: `aws.partner/genesys.com/cloud/${organization}/prod`,
            DetailType,
            Detail: JSON.stringify({ eventBody: body }),
          },
        ],
      }),
    );
  const started = 'v2.detail.events.conversation.{id}.acd.start';
  const event = { conversationId: 'c-1', queueId: salesSupport, mediaType: 'VOICE' };
  await put(started, event);
  await put(started, { ...event, queueId: '2a958647-8926-5591-a985-ad2831b44b0c' });
  await put(started, { ...event, mediaType: 'CHAT' });
  await put('v2.detail.events.conversation.{id}.customer.end', event);
  const QueueUrl = `${moto?.endpoint}/${MOTO_ACCOUNT}/shop-ordered.fifo`;
  const { Messages = [] } = await aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  expect(Messages.map(({ Body }) => JSON.parse(Body ?? ''))).toEqual([{ conversation: 'c-1' }]);
});

test('a changed file: applied, no changes after it, nothing else touched', async () => {
  project.write('.genesysrc.yml', changed);
  await gcx('plan --detailed-exitcode', 2);
  await gcx('apply --auto-approve');
  expect((await gcx('plan --detailed-exitcode')).stdout).toContain('No changes.');

  const { rules, topics, queues, functions } = await ours();
  expect(Object.keys(rules).sort()).toEqual(['shared/shop-ended-1', 'shared/shop-started-1']);
  const ended = rules['shared/shop-ended-1'];
  expect(ended?.targets.map(({ Id }) => Id)).toEqual(['board', 'extra', 'theirs']);
  expect(ended?.tags).toEqual({
    ...{ ...mark, ...asked, ...queueRecord },
    'genesys-gcx:route': 'ended',
    // What the project has made stands with two of its rules, as the bus is people's.
    'genesys-gcx:made:1': expect.stringMatching(/^1:1:[\w+/]{4}(=1:[\w+/]+)?(_[\w+/]{4}(=1:[\w+/]+)?)*$/),
    'genesys-gcx:format': expect.stringMatching(/^2 gcx-/),
  });
  expect(Object.keys(topics)).toEqual(['shop-board']);
  expect(Object.keys(topics['shop-board']?.subscriptions ?? {}).sort()).toEqual([
    'email a@example.com',
    `lambda ${arn('lambda', 'function:crm-sync')}`,
    `sqs ${arn('sqs', 'shop-inbox')}`,
    `sqs ${arn('sqs', 'shop-wallboard')}`,
  ]);
  expect(Object.keys(queues).sort()).toEqual([
    'shop-dead',
    'shop-extra',
    'shop-inbox',
    'shop-ordered.fifo',
    'shop-wallboard',
  ]);
  // The inbox is fed by the topic now, and by no rule.
  expect(Object.values(statementsBySid(queues['shop-inbox']?.attributes['Policy']))).toEqual([
    expect.objectContaining(allowed('sqs:SendMessage', 'sns', arn('sns', 'shop-board'))),
  ]);
  const invokers = Object.values(statementsBySid(functions['crm-sync'])) as { Principal: object }[];
  expect(invokers.map(({ Principal }) => Principal)).toEqual([
    { Service: 's3.amazonaws.com' },
    { Service: 'sns.amazonaws.com' },
  ]);
  await foreignIsUntouched();
});

test('what people changed by hand is shown and put right', async () => {
  const Rule = 'shop-ended-1';
  const EventBusName = 'shared';
  await aws.events.send(new RemoveTargetsCommand({ Rule, EventBusName, Ids: ['extra'] }));
  await aws.events.send(
    new PutRuleCommand({ Name: Rule, EventBusName, EventPattern: '{"source":["x"]}', State: 'DISABLED' }),
  );
  const QueueUrl = `${moto?.endpoint}/${MOTO_ACCOUNT}/shop-extra`;
  await aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }));
  const planned = await gcx('plan --detailed-exitcode', 2);
  expect(planned.stdout).toMatch(/disabled -> enabled[\s\S]*SQS queue policy shop-extra/);
  await gcx('apply --auto-approve');
  await gcx('plan --detailed-exitcode');
  expect((await ours()).rules[`shared/${Rule}`]).toMatchObject({
    rule: { State: 'ENABLED' },
    tags: { ...mark, 'genesys-gcx:route': 'ended' },
    targets: [{ Id: 'board' }, { Id: 'extra' }, { Id: 'theirs' }],
  });
  await foreignIsUntouched();
});

test('a name that something unmarked has is refused', async () => {
  project.write('.genesysrc.yml', changed.replace('create: shop-extra', 'create: their-other'));
  const refused = await gcx('apply --auto-approve', 5);
  expect(refused.stdout + refused.stderr).toContain('existing: their-other');
  project.write('.genesysrc.yml', changed);
  await gcx('plan --detailed-exitcode');
  await foreignIsUntouched();
});

test('destroy: nothing of the project is left, all else is byte for byte as it was', async () => {
  await gcx('destroy --auto-approve --force');
  const after = await aws.holdings();
  expect(withoutTimes(after)).toEqual(withoutTimes(before));
  expect((await gcx('plan --detailed-exitcode', 2)).stdout).toMatch(
    /Plan: \d+ to create, 0 to change, 0 to delete/,
  );
});

async function gcx(args: string, code = 0) {
  const outcome = await project.gcx(args, { env });
  expect(outcome, `${args}\n${outcome.stdout}\n${outcome.stderr}`).toMatchObject({ code });
  return outcome;
}

function allowed(action: string, service: string, source: string) {
  return {
    Effect: 'Allow',
    Action: action,
    Principal: { Service: `${service}.amazonaws.com` },
    Condition: { ArnLike: { 'aws:SourceArn': source } },
  };
}

/** What moto holds and did not before, functions excepted. */
async function ours(): Promise<AwsHoldings> {
  const now = await aws.holdings();
  const without = <T>(all: Readonly<Record<string, T>>, known: object): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !(name in known)));
  return {
    rules: without(now.rules, before.rules),
    topics: without(now.topics, before.topics),
    queues: without(now.queues, before.queues),
    functions: now.functions,
  };
}

/** All that was there before is as it was, but for our own statement in the policies of what the file calls existing. */
async function foreignIsUntouched(): Promise<void> {
  const now = await aws.holdings();
  expect(now.rules).toMatchObject(before.rules);
  expect(now.topics).toMatchObject(before.topics);
  expect(now.queues['their-other']).toEqual(before.queues['their-other']);
  const { Policy, LastModifiedTimestamp: _, ...rest } = now.queues['their-inbox']?.attributes ?? {};
  expect(before.queues['their-inbox']?.attributes).toMatchObject(rest);
  expect(now.queues['their-inbox']?.tags).toEqual(before.queues['their-inbox']?.tags);
  expect(statementsBySid(Policy)).toMatchObject(
    statementsBySid(before.queues['their-inbox']?.attributes['Policy']),
  );
  expect(statementsBySid(now.functions['crm-sync'])).toMatchObject(
    statementsBySid(before.functions['crm-sync']),
  );
}

/** Without when the one queue that the file calls existing was changed last. */
function withoutTimes(holdings: AwsHoldings) {
  return JSON.parse(
    JSON.stringify(holdings, (key, value) => (key === 'LastModifiedTimestamp' ? undefined : value)),
  );
}
