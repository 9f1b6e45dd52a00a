import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  type Target,
  UntagResourceCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect } from 'vitest';
import { proveRecording, refusedAs } from './recording.js';
import { EAST, openStage, type Stage } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(() => stage.server.close());

const events = () => stage.in(EAST).events;
const bus = { EventBusName: 'X' };
const ruleArn = () => stage.arn('events', 'rule/X/r');
const pattern = '{"source":["x"]}';
const putRule = (more: object) => events().send(new PutRuleCommand({ ...bus, Name: 'r', ...more }));
const describe = () => events().send(new DescribeRuleCommand({ ...bus, Name: 'r' }));
const target = (): Target => ({ Id: 't', Arn: stage.arn('sqs', 'not-there') });
const targets = async () =>
  (await events().send(new ListTargetsByRuleCommand({ ...bus, Rule: 'r' }))).Targets;
const putTarget = (more: Partial<Target> = {}) =>
  events().send(new PutTargetsCommand({ ...bus, Rule: 'r', Targets: [{ ...target(), ...more }] }));
const bare = ({ $metadata: _, ...rest }: { $metadata?: unknown }) => rest;

/** In the order of the recording: one thing's life. */
proveRecording('2026-control-plane', {
  1: async () => {
    const made = await events().send(
      new CreateEventBusCommand({ Name: 'X', Description: 'mine', Tags: [{ Key: 'a', Value: 'b' }] }),
    );
    expect(bare(made)).toEqual({ EventBusArn: stage.arn('events', 'event-bus/X'), Description: 'mine' });
  },
  2: (line) => refusedAs(line, events().send(new CreateEventBusCommand({ Name: 'X' }))),
  3: async () => {
    const keys = ['Arn', 'CreationTime', 'Description', 'LastModifiedTime', 'Name'];
    const described = await events().send(new DescribeEventBusCommand({ Name: 'X' }));
    expect(Object.keys(bare(described)).sort()).toEqual(keys);
    const { EventBuses } = await events().send(new ListEventBusesCommand({ NamePrefix: 'X' }));
    expect(Object.keys(EventBuses?.[0] ?? {}).sort()).toEqual(keys);
  },
  4: async () => {
    const made = await putRule({
      EventPattern: pattern,
      State: 'DISABLED',
      Description: 'mine',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(made.RuleArn).toBe(ruleArn());
    expect(bare(await describe())).toEqual({
      Name: 'r',
      Arn: ruleArn(),
      EventPattern: pattern,
      State: 'DISABLED',
      Description: 'mine',
      EventBusName: 'X',
      CreatedBy: '111111111111',
    });
    const { Rules } = await events().send(new ListRulesCommand(bus));
    expect(Rules?.[0]).not.toHaveProperty('CreatedBy');
  },
  5: async (line) => {
    await refusedAs(line, putRule({ EventPattern: '{"source":[{"unknown":"x"}]}' }));
    expect(await describe()).toMatchObject({ EventPattern: pattern, State: 'DISABLED' });
  },
  6: async () => {
    await putRule({ EventPattern: pattern, Tags: [{ Key: 'c', Value: 'd' }] });
    const described = await describe();
    expect(described).toMatchObject({ State: 'ENABLED' });
    expect(described).not.toHaveProperty('Description');
    const { Tags } = await events().send(new ListTagsForResourceCommand({ ResourceARN: ruleArn() }));
    expect(Tags).toEqual([{ Key: 'a', Value: 'b' }]);
  },
  7: async () => {
    const settings = { Input: 'null', RetryPolicy: { MaximumRetryAttempts: 0 } };
    expect(await putTarget(settings)).toMatchObject({ FailedEntryCount: 0 });
    expect(await targets()).toEqual([{ ...target(), ...settings }]);
  },
  8: async () => {
    await putTarget();
    expect(await targets()).toEqual([target()]);
  },
  9: (line) => refusedAs(line, events().send(new DeleteRuleCommand({ ...bus, Name: 'r' }))),
  10: (line) => refusedAs(line, events().send(new DeleteEventBusCommand({ Name: 'X' }))),
  11: async () => {
    const answer = await events().send(new RemoveTargetsCommand({ ...bus, Rule: 'r', Ids: ['none', 't'] }));
    expect(answer.FailedEntryCount).toBe(0);
    expect(await targets()).toEqual([]);
  },
  12: async () => {
    const ResourceARN = ruleArn();
    for (const answer of [
      await events().send(new EnableRuleCommand({ ...bus, Name: 'r' })),
      await events().send(new DisableRuleCommand({ ...bus, Name: 'r' })),
      await events().send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'e', Value: 'f' }] })),
      await events().send(new UntagResourceCommand({ ResourceARN, TagKeys: ['absent'] })),
    ])
      expect(bare(answer)).toEqual({});
  },
  13: async () => {
    const entry = { Source: 'x', DetailType: 'd', Detail: '{}', EventBusName: 'X' };
    const answer = await events().send(
      new PutEventsCommand({
        Entries: [
          entry,
          { ...entry, Detail: '{' },
          { ...entry, EventBusName: 'not-there' },
          { ...entry, Source: 'aws.iam' },
        ],
      }),
    );
    const EventId = expect.stringMatching(/^[\da-f-]{36}$/);
    expect(bare(answer)).toEqual({
      FailedEntryCount: 2,
      Entries: [
        { EventId },
        { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
        { EventId },
        {
          ErrorCode: 'NotAuthorizedForSourceException',
          ErrorMessage: 'Not authorized for the source.',
        },
      ],
    });
  },
  14: async () => {
    for (const _ of ['first', 'second'])
      expect(bare(await events().send(new DeleteRuleCommand({ ...bus, Name: 'r' })))).toEqual({});
    for (const _ of ['first', 'second'])
      expect(bare(await events().send(new DeleteEventBusCommand({ Name: 'X' })))).toEqual({});
  },
  15: async (line) => {
    await refusedAs(line, events().send(new DescribeEventBusCommand({ Name: 'X' })));
    await refusedAs(line, events().send(new DeleteRuleCommand({ ...bus, Name: 'r' })));
  },
});
