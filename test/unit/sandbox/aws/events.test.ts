import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeEventSourceCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListEventBusesCommand,
  ListEventSourcesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  type Target,
  TestEventPatternCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';

const SOURCE = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const PATTERN = '{"source":["me"]}';
const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:inbox`;

let aws: AwsServer;

beforeAll(async () => {
  aws = await startAws({
    rulesPerBus: 120,
    seed: {
      sources: [{ name: SOURCE }, { name: `${SOURCE}-old`, expirationTime: 1 }],
      buses: [{ name: 'shared', tags: { owner: 'platform' } }],
      rules: [
        { bus: 'shared', name: 'managed', pattern: { source: ['x'] }, managedBy: 'schemas.amazonaws.com' },
      ],
    },
  });
});

afterAll(async () => {
  await aws.close();
});

async function bus(Name: string): Promise<string> {
  await aws.events.send(new CreateEventBusCommand({ Name }));
  return Name;
}

const putTargets = (EventBusName: string, ...Targets: Target[]) =>
  aws.events.send(new PutTargetsCommand({ EventBusName, Rule: 'r', Targets }));

describe('buses and partner sources', () => {
  it('are made, found and deleted', async () => {
    const { EventBusArn } = await aws.events.send(
      new CreateEventBusCommand({ Name: SOURCE, EventSourceName: SOURCE }),
    );
    expect(EventBusArn).toBe(`arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${SOURCE}`);
    const { Arn } = await aws.events.send(new DescribeEventBusCommand({ Name: EventBusArn }));
    expect(Arn).toBe(EventBusArn);
    const { EventBuses } = await aws.events.send(new ListEventBusesCommand({ NamePrefix: 'aws.partner/' }));
    expect(EventBuses?.map(({ Name }) => Name)).toEqual([SOURCE]);
    await aws.events.send(new DeleteEventBusCommand({ Name: SOURCE }));
    await aws.events.send(new DeleteEventBusCommand({ Name: SOURCE }));
    const { State, ExpirationTime } = await aws.events.send(new DescribeEventSourceCommand({ Name: SOURCE }));
    expect(State).toBe('PENDING');
    expect(ExpirationTime?.getTime()).toBeGreaterThan(Date.now());
  });

  it('do not show a source that has expired', async () => {
    const { EventSources } = await aws.events.send(new ListEventSourcesCommand({}));
    expect(EventSources?.map(({ Name }) => Name)).toEqual([SOURCE]);
  });

  it('are not deleted while they have rules', async () => {
    expect(await failure(aws.events.send(new DeleteEventBusCommand({ Name: 'shared' })))).toMatchObject({
      code: 'ValidationException',
      message: "EventBus can't be deleted since it has rules.",
    });
  });

  it('need a source that exists', async () => {
    const Name = 'aws.partner/genesys.com/cloud/none/prod';
    const code = 'ResourceNotFoundException';
    expect(
      await failure(aws.events.send(new CreateEventBusCommand({ Name, EventSourceName: Name }))),
    ).toMatchObject({ code });
    expect(await failure(aws.events.send(new DescribeEventSourceCommand({ Name })))).toMatchObject({ code });
  });

  it('answer errors as AWS was recorded to', async () => {
    await bus('twice');
    expect(await failure(bus('twice'))).toMatchObject({
      code: 'ResourceAlreadyExistsException',
      message: 'Event bus twice already exists.',
      status: 400,
    });
    expect(await failure(aws.events.send(new DescribeEventBusCommand({ Name: 'none' })))).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Event bus none does not exist.',
    });
    expect(await failure(aws.events.send(new DeleteEventBusCommand({ Name: 'default' })))).toMatchObject({
      code: 'ValidationException',
      message: 'Cannot delete event bus default.',
    });
  });
});

describe('rules', () => {
  it('are replaced as a whole, but keep their targets and tags', async () => {
    const EventBusName = await bus('replace');
    const first = {
      EventBusName,
      Name: 'r',
      EventPattern: PATTERN,
      Description: 'one',
      State: 'DISABLED' as const,
    };
    const { RuleArn = '' } = await aws.events.send(
      new PutRuleCommand({ ...first, Tags: [{ Key: 'a', Value: '1' }] }),
    );
    expect(RuleArn).toBe(`arn:aws:events:${REGION}:${ACCOUNT}:rule/replace/r`);
    await putTargets(EventBusName, { Id: 't', Arn: QUEUE });
    await aws.events.send(
      new PutRuleCommand({
        EventBusName,
        Name: 'r',
        EventPattern: PATTERN,
        Tags: [{ Key: 'a', Value: '2' }],
      }),
    );
    const rule = await aws.events.send(new DescribeRuleCommand({ EventBusName, Name: 'r' }));
    expect(rule).toMatchObject({ State: 'ENABLED', EventPattern: PATTERN, EventBusName });
    expect(rule.Description).toBeUndefined();
    const tags = await aws.events.send(new ListTagsForResourceCommand({ ResourceARN: RuleArn }));
    expect(tags.Tags).toEqual([{ Key: 'a', Value: '1' }]);
    const targets = await aws.events.send(new ListTargetsByRuleCommand({ EventBusName, Rule: 'r' }));
    expect(targets.Targets).toEqual([{ Id: 't', Arn: QUEUE }]);
    const names = await aws.events.send(new ListRuleNamesByTargetCommand({ EventBusName, TargetArn: QUEUE }));
    expect(names.RuleNames).toEqual(['r']);
  });

  it('are tagged by an ARN whose bus holds slashes', async () => {
    await aws.events.send(new CreateEventBusCommand({ Name: SOURCE, EventSourceName: SOURCE }));
    const { RuleArn = '' } = await aws.events.send(
      new PutRuleCommand({ EventBusName: SOURCE, Name: 'r', EventPattern: PATTERN }),
    );
    await aws.events.send(
      new TagResourceCommand({
        ResourceARN: RuleArn,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      }),
    );
    await aws.events.send(new UntagResourceCommand({ ResourceARN: RuleArn, TagKeys: ['a'] }));
    const { Tags } = await aws.events.send(new ListTagsForResourceCommand({ ResourceARN: RuleArn }));
    expect(Tags).toEqual([{ Key: 'b', Value: '2' }]);
    const missing = `${RuleArn}-none`;
    expect(
      await failure(aws.events.send(new TagResourceCommand({ ResourceARN: missing, Tags: [] }))),
    ).toMatchObject({
      message: `Rule r-none does not exist on EventBus ${SOURCE}.`,
    });
  });

  it('are listed in pages of 100, in order, by prefix', async () => {
    const EventBusName = await bus('pages');
    const names = Array.from({ length: 120 }, (_, index) => `p-${String(index).padStart(3, '0')}`);
    for (const Name of [...names].reverse()) {
      await aws.events.send(new PutRuleCommand({ EventBusName, Name, EventPattern: PATTERN }));
    }
    const first = await aws.events.send(new ListRulesCommand({ EventBusName }));
    expect(first.Rules).toHaveLength(100);
    const second = await aws.events.send(new ListRulesCommand({ EventBusName, NextToken: first.NextToken }));
    expect([...(first.Rules ?? []), ...(second.Rules ?? [])].map(({ Name }) => Name)).toEqual(names);
    expect(second.NextToken).toBeUndefined();
    const some = await aws.events.send(new ListRulesCommand({ EventBusName, NamePrefix: 'p-01' }));
    expect(some.Rules).toHaveLength(10);

    const more = new PutRuleCommand({ EventBusName, Name: 'one-more', EventPattern: PATTERN });
    expect(await failure(aws.events.send(more))).toMatchObject({
      code: 'LimitExceededException',
      message: 'The requested resource exceeds the maximum number allowed.',
    });
    await aws.events.send(
      new PutRuleCommand({ EventBusName, Name: 'p-000', EventPattern: '{"source":["changed"]}' }),
    );
  });

  it('are deleted only without targets, and twice without complaint', async () => {
    const EventBusName = await bus('delete');
    await aws.events.send(new PutRuleCommand({ EventBusName, Name: 'r', EventPattern: PATTERN }));
    await putTargets(EventBusName, { Id: 't', Arn: QUEUE });
    const remove = () => aws.events.send(new DeleteRuleCommand({ EventBusName, Name: 'r' }));
    expect(await failure(remove())).toMatchObject({
      code: 'ValidationException',
      message: "Rule can't be deleted since it has targets.",
    });
    await aws.events.send(new RemoveTargetsCommand({ EventBusName, Rule: 'r', Ids: ['t'] }));
    await remove();
    await remove();
    expect(
      await failure(aws.events.send(new DescribeRuleCommand({ EventBusName, Name: 'r' }))),
    ).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Rule r does not exist on EventBus delete.',
    });
  });

  it('are switched off and on', async () => {
    const EventBusName = await bus('switch');
    await aws.events.send(new PutRuleCommand({ EventBusName, Name: 'r', EventPattern: PATTERN }));
    await aws.events.send(new DisableRuleCommand({ EventBusName, Name: 'r' }));
    const off = await aws.events.send(new DescribeRuleCommand({ EventBusName, Name: 'r' }));
    await aws.events.send(new EnableRuleCommand({ EventBusName, Name: 'r' }));
    const on = await aws.events.send(new DescribeRuleCommand({ EventBusName, Name: 'r' }));
    expect([off.State, on.State]).toEqual(['DISABLED', 'ENABLED']);
  });

  it('of another manager are left alone', async () => {
    const change = { EventBusName: 'shared', Name: 'managed' };
    const code = 'ManagedRuleException';
    expect(await failure(aws.events.send(new DisableRuleCommand(change)))).toMatchObject({ code });
    expect(
      await failure(aws.events.send(new PutRuleCommand({ ...change, EventPattern: PATTERN }))),
    ).toMatchObject({ code });
    expect(await failure(aws.events.send(new DeleteRuleCommand(change)))).toMatchObject({ code });
  });

  it.each([
    [
      'a bad name',
      { Name: 'a b', EventPattern: PATTERN },
      'ValidationException',
      /regular expression pattern: \[\\\.\\-_A-Za-z0-9\]\+$/,
    ],
    [
      'a long name',
      { Name: 'n'.repeat(65), EventPattern: PATTERN },
      'ValidationException',
      /length less than or equal to 64$/,
    ],
    [
      'a long description',
      { Name: 'r', EventPattern: PATTERN, Description: 'd'.repeat(513) },
      'ValidationException',
      /equal to 512$/,
    ],
    [
      'no pattern',
      { Name: 'r' },
      'ValidationException',
      /EventPattern or ScheduleExpression must be specified/,
    ],
    [
      'a bad pattern',
      { Name: 'r', EventPattern: '{"a":1}' },
      'InvalidEventPatternException',
      /"a" must be an object or an array/,
    ],
    [
      'a pattern over the quota',
      { Name: 'r', EventPattern: `{"a":["${'x'.repeat(2_048)}"]}` },
      'LimitExceededException',
      /exceeds the maximum/,
    ],
    [
      'a pattern over the model',
      { Name: 'r', EventPattern: `{"a":["${'x'.repeat(4_096)}"]}` },
      'ValidationException',
      /equal to 4096$/,
    ],
    [
      'a bus that is missing',
      { Name: 'r', EventPattern: PATTERN, EventBusName: 'no' },
      'ResourceNotFoundException',
      /^Event bus no does not exist\.$/,
    ],
    [
      'a reserved tag',
      { Name: 'r', EventPattern: PATTERN, Tags: [{ Key: 'aws:x', Value: '' }] },
      'ValidationException',
      /System tags/,
    ],
  ])('are refused with %s', async (_what, input, code, message) => {
    expect(await failure(aws.events.send(new PutRuleCommand(input)))).toEqual({
      code,
      message: expect.stringMatching(message),
      status: 400,
    });
  });

  it('are tried out with TestEventPattern', async () => {
    const event = {
      id: '1',
      account: '1',
      source: 'me',
      time: '',
      region: '',
      resources: [],
      'detail-type': 'x',
      detail: {},
    };
    const test = (EventPattern: string, Event: object) =>
      aws.events.send(new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(Event) }));
    expect((await test(PATTERN, event)).Result).toBe(true);
    expect((await test(PATTERN, { ...event, source: 'you' })).Result).toBe(false);
    expect(await failure(test(PATTERN, { source: 'me' }))).toMatchObject({
      message: 'Parameter Event is not valid.',
    });
  });
});

describe('targets', () => {
  let EventBusName: string;

  beforeAll(async () => {
    EventBusName = await bus('targets');
    await aws.events.send(new PutRuleCommand({ EventBusName, Name: 'r', EventPattern: PATTERN }));
  });

  const five = ['1', '2', '3', '4', '5'].map((Id) => ({ Id, Arn: QUEUE }));

  it('are five to a rule, put over each other by id', async () => {
    await putTargets(EventBusName, ...five);
    await putTargets(EventBusName, { Id: '5', Arn: QUEUE, InputPath: '$.detail' });
    expect(await failure(putTargets(EventBusName, { Id: '6', Arn: QUEUE }))).toMatchObject({
      code: 'LimitExceededException',
      message: 'The requested resource exceeds the maximum number allowed.',
    });
    const { Targets } = await aws.events.send(new ListTargetsByRuleCommand({ EventBusName, Rule: 'r' }));
    expect(Targets).toHaveLength(5);
    expect(Targets?.[4]).toEqual({ Id: '5', Arn: QUEUE, InputPath: '$.detail' });
    const page = await aws.events.send(new ListTargetsByRuleCommand({ EventBusName, Rule: 'r', Limit: 2 }));
    const rest = await aws.events.send(
      new ListTargetsByRuleCommand({ EventBusName, Rule: 'r', NextToken: page.NextToken }),
    );
    expect([page.Targets?.length, rest.Targets?.length]).toEqual([2, 3]);
  });

  it('that are missing fail inside an answer of HTTP 200', async () => {
    const answer = await aws.events.send(
      new RemoveTargetsCommand({ EventBusName, Rule: 'r', Ids: ['1', 'none'] }),
    );
    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.FailedEntries?.[0]).toMatchObject({
      TargetId: 'none',
      ErrorCode: 'ResourceNotFoundException',
    });
  });

  const withTemplate = (InputTemplate: string, InputPathsMap: Record<string, string> = {}) => ({
    Id: 't',
    Arn: QUEUE,
    InputTransformer: { InputTemplate, InputPathsMap },
  });

  it.each<[string, Target[], RegExp]>([
    [
      'a bad id',
      [{ Id: '!@#$@!#$', Arn: QUEUE }],
      /^1 validation error detected: Value '!@#\$@!#\$' at 'targets\.1\.member\.id' failed to satisfy constraint: Member must satisfy regular expression pattern: \[\\\.\\-_A-Za-z0-9\]\+$/,
    ],
    [
      'a long id',
      [{ Id: 'i'.repeat(65), Arn: QUEUE }],
      /'targets\.1\.member\.id' failed to satisfy constraint: Member must have length less than or equal to 64$/,
    ],
    [
      'eleven entries',
      Array.from({ length: 11 }, (_, index) => ({ Id: String(index), Arn: QUEUE })),
      /less than or equal to 10$/,
    ],
    [
      'no ARN',
      [{ Id: 't', Arn: 'inbox' }],
      /^Parameter inbox is not valid\. Reason: Provided Arn is not in correct format\.$/,
    ],
    [
      'no role for a state machine',
      [{ Id: 't', Arn: `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:a` }],
      /^RoleArn is required for target arn:aws:states:/,
    ],
    ['another region', [{ Id: 't', Arn: `arn:aws:sqs:us-east-1:${ACCOUNT}:inbox` }], /same region/],
    [
      'no group for a FIFO queue',
      [{ Id: 't', Arn: `${QUEUE}.fifo` }],
      /^Parameter\(s\) SqsParameters must be specified for target: t\.$/,
    ],
    [
      'two kinds of input',
      [{ Id: 't', Arn: QUEUE, Input: '{}', InputPath: '$.detail' }],
      /^Only one of Input, InputPath, or InputTransformer must be provided for target t\.$/,
    ],
    [
      'an unknown placeholder',
      [withTemplate('{"a": <notdefinedkey>}', { b: '$.detail' })],
      /^InputTemplate for target t contains invalid placeholder notdefinedkey\.$/,
    ],
    ['a long template', [withTemplate('x'.repeat(8_193))], /inputTransformer\.inputTemplate' failed.*8192$/],
    [
      'too many paths',
      [withTemplate('x', Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`k${at}`, '$.id'])))],
      /less than or equal to 100$/,
    ],
    [
      'an age below the least',
      [{ Id: 't', Arn: QUEUE, RetryPolicy: { MaximumEventAgeInSeconds: 59 } }],
      /greater than or equal to 60$/,
    ],
    [
      'too many retries',
      [{ Id: 't', Arn: QUEUE, RetryPolicy: { MaximumRetryAttempts: 186 } }],
      /less than or equal to 185$/,
    ],
    [
      'a FIFO dead-letter queue',
      [{ Id: 't', Arn: QUEUE, DeadLetterConfig: { Arn: `${QUEUE}.fifo` } }],
      /standard SQS queue/,
    ],
  ])('are refused with %s', async (_what, targets, message) => {
    expect(await failure(putTargets(EventBusName, ...targets))).toEqual({
      code: 'ValidationException',
      message: expect.stringMatching(message),
      status: 400,
    });
  });
});

describe('PutEvents', () => {
  const entry = { Source: 'me', DetailType: 'x', Detail: '{}' };

  it('fails entry by entry', async () => {
    const { FailedEntryCount, Entries } = await aws.events.send(
      new PutEventsCommand({
        Entries: [
          entry,
          { ...entry, Detail: '[]' },
          { ...entry, Source: 'aws.ec2' },
          { ...entry, DetailType: '' },
        ],
      }),
    );
    expect(FailedEntryCount).toBe(3);
    expect(Entries?.map(({ EventId, ErrorCode }) => ErrorCode ?? typeof EventId)).toEqual([
      'string',
      'MalformedDetail',
      'NotAuthorizedForSourceException',
      'InvalidArgument',
    ]);
  });

  it('takes ten entries of limited size', async () => {
    const Entries = Array.from({ length: 11 }, () => entry);
    expect(await failure(aws.events.send(new PutEventsCommand({ Entries })))).toMatchObject({
      message: expect.stringMatching(
        /at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10$/,
      ),
    });
    const big = { ...entry, Detail: JSON.stringify({ x: 'x'.repeat(1_048_576) }) };
    expect(await failure(aws.events.send(new PutEventsCommand({ Entries: [big] })))).toMatchObject({
      message: 'Total size of the entries in the request is over the limit.',
    });
  });
});
