import {
  CancelReplayCommand,
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  DescribeReplayCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListReplaysCommand,
  ListRulesCommand,
  PutRuleCommand,
  PutTargetsCommand,
  StartReplayCommand,
  UpdateArchiveCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect } from 'vitest';
import { proveRecording, refusedAs } from './recording.js';
import { EAST, eventIn, openStage, type Stage } from './stage.js';

const NO_KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
/** 1 January 2026. */
const DAY = Date.parse('2026-01-01T00:00:00Z');
const at = (clock: string) => new Date(`2026-01-01T${clock}Z`);

let stage: Stage;
let now = DAY + 7_200_000;
let started = 0;

beforeAll(async () => {
  stage = await openStage({ now: () => now, seed: { replaySeconds: 60 } });
  const Arn = await stage.queue('inbox');
  const second = await stage.queue('second');
  await stage.bus('bus', [
    { Id: 'X', Arn },
    { Id: 'Y', Arn: second },
  ]);
  await stage.bus('elsewhere', []);
  await events().send(
    new CreateArchiveCommand({
      ArchiveName: 'archive',
      EventSourceArn: stage.arn('events', 'event-bus/bus'),
      RetentionDays: 1,
    }),
  );
  await stage.put('bus', {
    Time: at('01:01:26'),
    TraceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793',
    Detail: '{"a":null}',
  });
  await stage.put('bus', { Time: at('01:01:20') });
  await taken();
});

afterAll(() => stage.server.close());

const events = () => stage.in(EAST).events;

async function taken() {
  const messages = [...(await stage.take('inbox')), ...(await stage.take('second'))];
  return messages.map((message) => ({ message, event: eventIn(message) }));
}

const describe = (ReplayName: string) => events().send(new DescribeReplayCommand({ ReplayName }));
const rule = (name = 'all') => stage.arn('events', `rule/bus/${name}`);

async function start(from: string, to: string, FilterArns?: string[], bus = 'bus') {
  started += 1;
  const ReplayName = `replay-${started}`;
  const answer = await events().send(
    new StartReplayCommand({
      ReplayName,
      EventSourceArn: stage.arn('events', 'archive/archive'),
      EventStartTime: at(from),
      EventEndTime: at(to),
      Destination: {
        Arn: stage.arn('events', `event-bus/${bus}`),
        ...(FilterArns === undefined ? {} : { FilterArns }),
      },
    }),
  );
  return { ReplayName, answer };
}

/** Replays an interval to its end. */
async function replay(from: string, to: string, FilterArns?: string[]) {
  const { ReplayName } = await start(from, to, FilterArns);
  now += 60_000;
  await stage.server.cloud.settle();
  return { ReplayName, shown: await describe(ReplayName), events: await taken() };
}

proveRecording(
  '2026-replays',
  {
    1: async () => {
      const { answer } = await start('01:00:00', '01:02:00');
      expect(answer).toMatchObject({ State: 'STARTING', ReplayStartTime: new Date(now) });
      expect(answer.ReplayArn).toBe(stage.arn('events', 'replay/replay-1'));
    },
    2: async () => {
      const shown = await describe('replay-1');
      expect(shown.State).toBe('STARTING');
      expect(shown).not.toHaveProperty('EventLastReplayedTime');
      expect(shown).not.toHaveProperty('ReplayEndTime');
    },
    3: async () => {
      now += 60_000;
      const shown = await describe('replay-1');
      expect(shown.State).toBe('COMPLETED');
      expect((shown.ReplayEndTime?.getTime() ?? 0) - (shown.ReplayStartTime?.getTime() ?? 0)).toBe(60_000);
      await taken();
    },
    4: async () => {
      const { shown } = await replay('01:00:00', '01:01:27');
      expect(shown.EventLastReplayedTime).toEqual(at('01:01:00'));
    },
    5: async () => {
      const { shown, events } = await replay('00:59:27', '01:00:25');
      expect([events.length, shown.EventLastReplayedTime]).toEqual([0, at('01:00:00')]);
    },
    6: async () => {
      await events().send(new DisableRuleCommand({ EventBusName: 'bus', Name: 'all' }));
      const { shown, events: came } = await replay('01:00:00', '01:01:27', [rule()]);
      await events().send(new EnableRuleCommand({ EventBusName: 'bus', Name: 'all' }));
      expect([came.length, shown.EventLastReplayedTime]).toEqual([0, at('01:01:00')]);
    },
    7: async () => {
      const { shown } = await replay('01:05:16', '01:05:18');
      expect(shown.EventLastReplayedTime).toEqual(at('01:05:00'));
    },
    8: async () => {
      const { events: came } = await replay('01:01:20', '01:01:26');
      expect(came.map(({ event }) => event['time'])).toEqual(Array(2).fill('2026-01-01T01:01:20Z'));
    },
    9: async () => {
      const { events: came } = await replay('01:01:26', '01:01:27');
      const ids = new Set(came.map(({ event }) => event['id']));
      expect([came.length, ids.size]).toEqual([2, 1]);
      expect(came[0]?.event).toMatchObject({
        source: 'my.source',
        'detail-type': 'made',
        account: '111111111111',
        time: '2026-01-01T01:01:26Z',
        region: EAST,
        resources: [],
        detail: { a: null },
      });
    },
    10: async () => {
      const { events: came } = await replay('01:01:26', '01:01:27');
      expect(Object.keys(came[0]?.event ?? {})).toEqual([
        ...['version', 'id', 'detail-type', 'source', 'account', 'time', 'region'],
        ...['replay-name', 'resources', 'detail'],
      ]);
    },
    11: async () => {
      const [once, again] = [await replay('01:01:26', '01:01:27'), await replay('01:01:26', '01:01:27')];
      expect(once.events[0]?.event['id']).not.toBe(again.events[0]?.event['id']);
    },
    12: async () => {
      const put = (EventPattern: string) =>
        events().send(new PutRuleCommand({ EventBusName: 'bus', Name: 'all', EventPattern }));
      await put('{"source":["another"]}');
      expect((await replay('01:01:26', '01:01:27')).events).toEqual([]);
      await put('{"source":[{"exists":true}]}');
      expect((await replay('01:01:26', '01:01:27')).events).toHaveLength(2);
    },
    13: async () => {
      await events().send(new DisableRuleCommand({ EventBusName: 'bus', Name: 'all' }));
      expect((await replay('01:01:26', '01:01:27')).events).toEqual([]);
      await events().send(new EnableRuleCommand({ EventBusName: 'bus', Name: 'all' }));
    },
    14: async () => {
      const EventPattern = '{"source":[{"exists":true}]}';
      await events().send(new PutRuleCommand({ EventBusName: 'bus', Name: 'beside', EventPattern }));
      const target = { Id: 'Z', Arn: stage.arn('sqs', 'inbox') };
      await events().send(new PutTargetsCommand({ EventBusName: 'bus', Rule: 'beside', Targets: [target] }));
      expect((await replay('01:01:26', '01:01:27', [rule('beside')])).events).toHaveLength(1);
      await events().send(new DisableRuleCommand({ EventBusName: 'bus', Name: 'beside' }));
    },
    15: async () => {
      await stage.put('bus', { Time: new Date('2025-12-30T01:00:00Z') });
      await taken();
      const { ReplayName } = { ReplayName: 'two-days-ago' };
      await events().send(
        new StartReplayCommand({
          ReplayName,
          EventSourceArn: stage.arn('events', 'archive/archive'),
          EventStartTime: new Date('2025-12-30T00:00:00Z'),
          EventEndTime: new Date('2025-12-30T02:00:00Z'),
          Destination: { Arn: stage.arn('events', 'event-bus/bus') },
        }),
      );
      await stage.server.cloud.settle();
      expect(await taken()).toHaveLength(2);
    },
    16: async () => {
      const archive = () => events().send(new DescribeArchiveCommand({ ArchiveName: 'archive' }));
      const { EventCount: before } = await archive();
      await replay('01:00:00', '01:02:00');
      expect((await archive()).EventCount).toBe(before);
    },
    17: async (line) => {
      const { ReplayName } = await replay('01:00:00', '01:02:00');
      await refusedAs(line, events().send(new CancelReplayCommand({ ReplayName })), { X: ReplayName });
    },
    18: async () => {
      const name = 'short-lived';
      const EventSourceArn = stage.arn('events', 'event-bus/bus');
      await events().send(new CreateArchiveCommand({ ArchiveName: name, EventSourceArn }));
      await events().send(
        new StartReplayCommand({
          ReplayName: name,
          EventSourceArn: stage.arn('events', `archive/${name}`),
          EventStartTime: at('01:00:00'),
          EventEndTime: at('01:01:00'),
          Destination: { Arn: EventSourceArn },
        }),
      );
      await events().send(new DeleteArchiveCommand({ ArchiveName: name }));
      now += 60_000;
      expect(await describe(name)).toMatchObject({
        State: 'FAILED',
        StateReason: 'Archive resource not found.',
        ReplayEndTime: expect.any(Date),
      });
    },
    19: (line) => refusedAs(line, start('01:00:00', '01:02:00', undefined, 'elsewhere')),
    20: (line) => refusedAs(line, events().send(new DescribeArchiveCommand({ ArchiveName: 'X' }))),
    21: (line) => refusedAs(line, events().send(new DescribeEventBusCommand({ Name: 'X' }))),
    22: async () => {
      const { Rules = [] } = await events().send(new ListRulesCommand({ EventBusName: 'bus' }));
      expect(Rules.find(({ Name }) => Name === 'Events-Archive-archive')?.ManagedBy).toBeDefined();
    },
    24: async () => {
      const names = async () => (await events().send(new ListReplaysCommand({}))).Replays?.length ?? 0;
      const before = await names();
      now += 89 * 86_400_000;
      expect(await names()).toBe(before);
      now += 2 * 86_400_000;
      expect(await names()).toBe(0);
    },
    25: async () => {
      await stage.put('bus', {
        Time: at('01:01:26'),
        TraceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793',
      });
      const [sent] = await taken();
      expect(sent?.message.Attributes?.AWSTraceHeader).toBeDefined();
      const { events: came } = await replay('01:01:26', '01:01:27');
      expect(came.map(({ message }) => message.Attributes?.AWSTraceHeader)).toEqual([undefined, undefined]);
    },
    26: async () => {
      const update = (KmsKeyIdentifier: string) =>
        events().send(
          new UpdateArchiveCommand({ ArchiveName: 'archive', RetentionDays: 1, KmsKeyIdentifier }),
        );
      expect((await update(NO_KEY)).State).toBe('UPDATING');
      const failed = await events().send(new DescribeArchiveCommand({ ArchiveName: 'archive' }));
      expect(failed).toMatchObject({ State: 'UPDATE_FAILED', StateReason: expect.stringContaining(NO_KEY) });
      expect((await update('')).State).toBe('ENABLED');
    },
  },
  {
    23: 'the target of an archive’s own rule, which was not recorded: the sandbox’s rule has none',
  },
);
