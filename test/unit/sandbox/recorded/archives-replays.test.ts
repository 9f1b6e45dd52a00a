import {
  CancelReplayCommand,
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  DescribeRuleCommand,
  ListArchivesCommand,
  ListReplaysCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  StartReplayCommand,
  UpdateArchiveCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { failure } from '../aws/aws-server.js';
import { proveRecording, type Recorded, refusedAs } from './recording.js';
import { EAST, eventIn, openStage, type Stage, WEST } from './stage.js';

const MINUTE = 60_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const EventPattern =
  '{"source":["core.update-account-command"],"detail-type":["core.update-account-command"],"detail":{"command":["update-account"]}}';

let stage: Stage;
let now = START;

beforeAll(async () => {
  stage = await openStage({ now: () => now, seed: { replaySeconds: 60 } });
  const Arn = await stage.queue('inbox');
  await stage.bus('bus', []);
  await stage.bus('elsewhere', [], WEST);
  await stage.bus('other', []);
  for (const EventBusName of ['default', 'bus']) {
    await events().send(new PutRuleCommand({ EventBusName, Name: 'r', EventPattern }));
    await events().send(new PutTargetsCommand({ EventBusName, Rule: 'r', Targets: [{ Id: 'X', Arn }] }));
  }
});

afterAll(() => stage.server.close());

const events = () => stage.in(EAST).events;
const bare = ({ $metadata: _, ...rest }: { $metadata?: unknown }) => rest;
const busArn = (bus: string) => stage.arn('events', `event-bus/${bus}`);
const archiveArn = (name: string) => stage.arn('events', `archive/${name}`);
const describe = async (ArchiveName: string) =>
  bare(await events().send(new DescribeArchiveCommand({ ArchiveName })));
const create = (ArchiveName: string, bus: string, more: object = {}) =>
  events().send(new CreateArchiveCommand({ ArchiveName, EventSourceArn: busArn(bus), ...more }));

/** An answer as it was recorded, our names and numbers for its stand-ins; times become the recording's word. */
function answered({ answer }: Recorded, found: object, names: Readonly<Record<string, string>>): void {
  if (typeof answer !== 'object') throw new Error('The line has no answer.');
  const wanted = Object.entries(names).reduce(
    (text, [name, ours]) => text.replaceAll(name, ours),
    JSON.stringify(answer),
  );
  const shown: JsonObject = JSON.parse(
    JSON.stringify(found, (key, value) =>
      /Time$/.test(key) ? 'datetime' : key === 'EventPattern' ? JSON.parse(value) : value,
    ),
  );
  expect(shown).toEqual(JSON.parse(wanted));
}

/** An archive's life on a bus, in the lines that follow one another. */
function life(bus: string) {
  const name = `archive-of-${bus}`;
  const names = { '<archive-name>': name, '<event-bus-name>': bus };
  const settings = { EventPattern, Description: 'description of the archive', RetentionDays: 1 };
  return [
    async (line: Recorded) => answered(line, bare(await create(name, bus, settings)), names),
    async (line: Recorded) => {
      const listed = await events().send(new ListArchivesCommand({ EventSourceArn: busArn(bus) }));
      answered(line, bare(listed), names);
    },
    async (line: Recorded) => answered(line, await describe(name), names),
    async (line: Recorded) => {
      const updated = await events().send(new UpdateArchiveCommand({ ArchiveName: name, RetentionDays: 1 }));
      answered(line, bare(updated), names);
    },
    async (line: Recorded) => {
      const deleted = await events().send(new DeleteArchiveCommand({ ArchiveName: name }));
      answered(line, bare(deleted), names);
    },
  ] as const;
}
const [onDefault, onBus] = [life('default'), life('bus')];

const command = (more: object = {}) => ({
  Source: 'core.update-account-command',
  DetailType: 'core.update-account-command',
  Detail: '{"command":"update-account","payload":{"acc_id":"0a787ecb-4015","sf_id":"baz"}}',
  ...more,
});

/** Ten events in an archive; the size is what our events have. */
const filled =
  (name: string, pattern: object) =>
  async (line: Recorded): Promise<void> => {
    await create(name, 'other', { Description: 'description of the archive', RetentionDays: 1, ...pattern });
    for (let n = 0; n < 10; n += 1) await stage.put('other', command());
    const shown: { SizeBytes?: number } = await describe(name);
    expect(shown.SizeBytes).toBeGreaterThan(1_590);
    answered(line, { ...shown, SizeBytes: 1_590 }, { '<archive-name>': name, '<event-bus-name>': 'other' });
  };

let started = 0;

async function start(bus: string, FilterArns: string[], more: object = {}) {
  started += 1;
  const ReplayName = `replay-${started}`;
  const answer = await events().send(
    new StartReplayCommand({
      ReplayName,
      Description: 'description of the replay',
      EventSourceArn: archiveArn(`replayed-${bus}`),
      EventStartTime: new Date(now - 10 * MINUTE),
      EventEndTime: new Date(now + MINUTE),
      Destination: { Arn: busArn(bus), FilterArns },
      ...more,
    }),
  );
  return { ReplayName, answer };
}

/** A replay's life on a bus, in the lines that follow one another. */
function replays(bus: string) {
  const rule = () => stage.arn('events', bus === 'default' ? 'rule/r' : `rule/${bus}/r`);
  let name = '';
  let cancelled = '';
  const names = () => ({
    '<archive-name>': `replayed-${bus}`,
    '<event-bus-name>': bus,
    '<rule-name>': 'r',
    '<replay-name>': name,
    '<replay-canceled-name>': cancelled,
  });
  const describeReplay = async (ReplayName: string) =>
    bare(await events().send(new DescribeReplayCommand({ ReplayName })));
  return [
    async (line: Recorded) => {
      await create(`replayed-${bus}`, bus);
      await stage.put(bus, command());
      await stage.take('inbox');
      const { ReplayName, answer } = await start(bus, [rule()]);
      name = ReplayName;
      answered(line, bare(answer), names());
    },
    async ({ answer }: Recorded) => {
      await stage.server.cloud.settle();
      const [message] = await stage.take('inbox');
      const event = eventIn(message);
      expect(Object.keys(event)).toEqual(Object.keys(typeof answer === 'object' ? answer : {}));
      expect(event['replay-name']).toBe(name);
    },
    async (line: Recorded) => {
      now += MINUTE;
      const listed = await events().send(new ListReplaysCommand({ NamePrefix: name }));
      answered(line, bare(listed), { ...names(), 'replay-name': name });
    },
    async (line: Recorded) =>
      answered(line, await describeReplay(name), { ...names(), '"replay-name"': `"${name}"` }),
    async (line: Recorded) => {
      const { ReplayName } = await start(bus, [rule()]);
      cancelled = ReplayName;
      answered(line, bare(await events().send(new CancelReplayCommand({ ReplayName }))), names());
    },
    async (line: Recorded) =>
      answered(line, await describeReplay(cancelled), { ...names(), '"replay-name"': `"${cancelled}"` }),
  ] as const;
}
const [ofDefault, ofBus] = [replays('default'), replays('bus')];

proveRecording(
  'archives-replays',
  {
    ...Object.fromEntries([...onDefault, ...onBus].map((proof, index) => [index + 1, proof])),
    11: async ({ answer }) => {
      expect(bare(await events().send(new ListArchivesCommand({ NamePrefix: 'none' })))).toEqual(answer);
    },
    12: filled('ten', { EventPattern }),
    13: filled('ten-more', { EventPattern }),
    14: filled('ten-of-all', {}),
    ...Object.fromEntries([...ofDefault, ...ofBus].map((proof, index) => [index + 15, proof])),
    28: async () => {
      now += MINUTE;
      for (let n = 0; n < 6; n += 1) await start('bus', [], { ReplayName: `page-${n}` });
      const page = (NextToken?: string) =>
        events().send(
          new ListReplaysCommand({
            NamePrefix: 'page-',
            Limit: 3,
            ...(NextToken === undefined ? {} : { NextToken }),
          }),
        );
      const first = await page();
      const second = await page(first.NextToken);
      expect([first.Replays?.length, second.Replays?.length, second.NextToken]).toEqual([3, 3, undefined]);
    },
    29: async (line) => {
      const shown = await events().send(
        new DescribeRuleCommand({ EventBusName: 'bus', Name: 'Events-Archive-replayed-bus' }),
      );
      expect(line).toMatchObject({ value: { EventPattern: JSON.parse(shown.EventPattern ?? '') } });
    },
    32: async (line) => {
      const { max } = (line as unknown as { value: { max: number } }).value;
      now += MINUTE;
      for (let n = 0; n < max; n += 1) await start('bus', []);
      expect(await failure(start('bus', []))).toMatchObject({ code: 'LimitExceededException' });
      now += MINUTE;
      await start('bus', []);
    },
    33: async (line) => {
      const { days } = (line as unknown as { value: { days: number } }).value;
      now += days * 86_400_000 - 1;
      const listed = async () =>
        (await events().send(new ListReplaysCommand({ NamePrefix: `replay-${started}` }))).Replays?.length;
      expect(await listed()).toBe(1);
      now += 1;
      expect(await listed()).toBe(0);
    },
    34: async () => {
      await create('ordered', 'bus');
      const clock = (minute: number) => new Date(now - minute * MINUTE);
      for (const minute of [1, 3, 2]) await stage.put('bus', command({ Time: clock(minute) }));
      await stage.take('inbox');
      await start('bus', [], { EventSourceArn: archiveArn('ordered') });
      await stage.server.cloud.settle();
      const times = (await stage.take('inbox')).map((message) => eventIn(message)['time']);
      expect(times).toEqual([...times].sort());
      expect(times).toHaveLength(3);
    },
    35: async () => {
      await create('for-ever', 'default');
      await stage.put('default', command());
      now += 10_000 * 86_400_000;
      expect(await describe('for-ever')).toMatchObject({ EventCount: 1, RetentionDays: 0 });
    },
    36: async () => {
      expect(await failure(start('default', [], { Destination: { Arn: busArn('bus') } }))).toMatchObject({
        code: 'ValidationException',
        message: expect.stringContaining('Cross event bus replay is not permitted.'),
      });
    },
    37: (line) =>
      refusedAs(
        line,
        create('a', 'x', { EventSourceArn: stage.arn('events', 'event-bus/elsewhere', WEST) }),
        { '<name>': 'elsewhere' },
      ),
    38: async () => {
      const found = await failure(create('a', 'x', { EventSourceArn: stage.arn('sqs', 'inbox') }));
      expect(found).toMatchObject({
        code: 'ValidationException',
        message: expect.stringContaining("at 'eventSourceArn' failed to satisfy constraint"),
      });
    },
    39: async (line) => {
      const Name = 'Events-Archive-replayed-bus';
      const place = { EventBusName: 'bus', Rule: Name };
      const { Targets = [] } = await events().send(new ListTargetsByRuleCommand(place));
      const { Tags } = await events().send(
        new ListTagsForResourceCommand({ ResourceARN: stage.arn('events', `rule/bus/${Name}`) }),
      );
      const found = await events().send(new DescribeRuleCommand({ EventBusName: 'bus', Name }));
      const { EventPattern: pattern, State, ManagedBy } = found;
      const shown = JSON.stringify({
        Name,
        EventPattern: pattern,
        State,
        ManagedBy,
        target: Targets[0],
        tags: Tags,
      });
      const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;
      const neutral = JSON.parse(shown.replaceAll(uuid, '00000000-0000-4000-8000-000000000001'));
      answered(line, { ...neutral, EventPattern: JSON.stringify(pattern) }, { '<archive>': 'replayed-bus' });
    },
    40: async () => {
      expect((await failure(create('none', 'bus', { EventPattern: '{}' }))).code).toBe(
        'InvalidEventPatternException',
      );
      await create('empty', 'bus', { EventPattern: '', Description: '', RetentionDays: 2_147_483_648 });
      const shown = await describe('empty');
      expect(shown).toMatchObject({ RetentionDays: 2_147_483_647 });
      expect(Object.keys(shown).filter((key) => /EventPattern|Description/.test(key))).toEqual([]);
      await create('zero', 'bus', { RetentionDays: 0 });
      expect(await describe('zero')).toMatchObject({ RetentionDays: 0 });
    },
    41: async (line) => {
      now += 2 * MINUTE;
      await start('default', [stage.arn('events', 'rule/r')], {
        ReplayName: 'last',
        Description: undefined,
        EventStartTime: new Date(now - MINUTE),
        EventEndTime: new Date(now),
      });
      now += MINUTE;
      const shown = bare(await events().send(new DescribeReplayCommand({ ReplayName: 'last' })));
      const { answer } = line;
      const keys = Object.keys(typeof answer === 'object' ? answer : {});
      // The recorder left the names out.
      expect(Object.keys(shown).sort()).toEqual([...keys, 'ReplayArn', 'ReplayName'].sort());
    },
  },
  {
    27: 'of May 2024; since September 2026 the minute is told where nothing was found, too (2026-replays.jsonl)',
    30: 'time is compressed: an event is in the archive at once',
    31: 'time is compressed: counts are true at once',
  },
);
