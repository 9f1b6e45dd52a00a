import {
  CreateEventBusCommand,
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  TestEventPatternCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, failure, REGION } from './aws-server.js';
import { makeBus, PATTERN, putTargets, QUEUE, SOURCE, startBuses } from './bus-server.js';

let aws: AwsServer;

beforeAll(async () => {
  aws = await startBuses();
});

afterAll(async () => {
  await aws.close();
});

describe('rules', () => {
  it('are replaced as a whole, but keep their targets and tags', async () => {
    const EventBusName = await makeBus(aws, 'replace');
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
    await putTargets(aws, EventBusName, { Id: 't', Arn: QUEUE });
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
    const EventBusName = await makeBus(aws, 'pages');
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

  it('with wildcards are 30 on a bus, and may change', async () => {
    const EventBusName = await makeBus(aws, 'wildcards');
    const put = (Name: string, test: object) =>
      aws.events.send(
        new PutRuleCommand({ EventBusName, Name, EventPattern: JSON.stringify({ detail: { a: [test] } }) }),
      );
    for (let index = 0; index < 30; index++) await put(`w${index}`, { wildcard: `x*${index}` });
    expect(await failure(put('one-more', { wildcard: 'x*y' }))).toMatchObject({
      code: 'LimitExceededException',
    });
    expect(await failure(put('one-more', { 'anything-but': { wildcard: 'x*y' } }))).toMatchObject({
      code: 'LimitExceededException',
    });
    await put('one-more', { prefix: 'x' });
    await put('w0', { wildcard: 'y*z' });
    await put('w1', { suffix: 'x' });
    await put('one-more', { wildcard: 'x*y' });
  });

  it('are deleted only without targets, and twice without complaint', async () => {
    const EventBusName = await makeBus(aws, 'delete');
    await aws.events.send(new PutRuleCommand({ EventBusName, Name: 'r', EventPattern: PATTERN }));
    await putTargets(aws, EventBusName, { Id: 't', Arn: QUEUE });
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
    const EventBusName = await makeBus(aws, 'switch');
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
      'ValidationException',
      /^Parameter EventPattern for rule r exceeds limit of 2048\.$/,
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
      time: '2026-09-13T00:00:00Z',
      region: '',
      'detail-type': 'x',
      detail: {},
    };
    const test = (EventPattern: string, Event: object) =>
      aws.events.send(new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(Event) }));
    expect((await test(PATTERN, event)).Result).toBe(true);
    expect((await test(PATTERN, { ...event, source: 'you' })).Result).toBe(false);
    // version, resources and detail may be absent.
    expect((await test(PATTERN, { ...event, detail: undefined })).Result).toBe(true);
    for (const field of ['id', 'detail-type', 'source', 'account', 'time', 'region']) {
      expect(await failure(test(PATTERN, { ...event, [field]: undefined })), field).toMatchObject({
        message: 'Parameter Event is not valid.',
      });
    }
    for (const time of ['', 'yesterday', 0, '2026-02-30T00:00:00Z']) {
      expect(await failure(test(PATTERN, { ...event, time }))).toMatchObject({
        message: 'Parameter Event is not valid. Reason: Invalid time.',
      });
    }
  });

  it('that AWS cannot use are an InternalFailure', async () => {
    const pattern = JSON.stringify({ detail: { v: [{ 'anything-but': { prefix: [] } }] } });
    expect(
      await failure(aws.events.send(new PutRuleCommand({ Name: 'empty', EventPattern: pattern }))),
    ).toMatchObject({
      code: 'InternalFailure',
    });
  });
});
