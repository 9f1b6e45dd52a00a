import { ListTargetsByRuleCommand, RemoveTargetsCommand, type Target } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect } from 'vitest';
import { failure } from '../aws/aws-server.js';
import { seededRole } from '../aws/roles.js';
import { proveRecording, type Recorded, refusedAs } from './recording.js';
import { ACCOUNT, EAST, errorCode, eventIn, openStage, type Stage, WEST } from './stage.js';

const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const RoleArn = role('forward');
const SOUTH = 'eu-south-1';
/** From one bus to the next, by name and region. */
type Way = readonly (readonly [bus: string, region: string])[];

let stage: Stage;
let made = 0;

beforeAll(async () => {
  stage = await openStage({
    seed: {
      roles: [
        seededRole('forward', 'events.amazonaws.com'),
        seededRole('powerless', 'events.amazonaws.com', []),
        seededRole('of-lambda', 'lambda.amazonaws.com'),
      ],
    },
  });
  await stage.queue('dead');
  await stage.bus('from', []);
  await stage.bus('other', []);
});

afterAll(() => stage.server.close());

const toBus = (bus: string, more: Partial<Target> = {}, region = EAST): Target => ({
  Id: 'X',
  Arn: stage.arn('events', `event-bus/${bus}`, region),
  RoleArn,
  ...more,
});

/** Makes buses that forward one to the next, each with queues for what comes and for dead letters, and puts an event. */
async function sendAlong(...regions: readonly string[]) {
  made += 1;
  const way: Way = regions.map((region, index) => [`way-${made}-${index}`, region]);
  for (const [index, [bus, region]] of way.entries()) {
    const inbox = await stage.queue(`${bus}-inbox`, undefined, region);
    const dead = await stage.queue(`${bus}-dead`, undefined, region);
    const next = way[index + 1];
    const forward: readonly Target[] =
      next === undefined ? [] : [toBus(next[0], { Id: 'next', DeadLetterConfig: { Arn: dead } }, next[1])];
    await stage.bus(bus, [{ Id: 'inbox', Arn: inbox }, ...forward], region);
  }
  const [first = '', region = ''] = way[0] ?? [];
  const id = await stage.put(first, {}, region);
  const stations = [];
  for (const [bus, there] of way) {
    const [inbox, dead] = [await stage.take(`${bus}-inbox`, there), await stage.take(`${bus}-dead`, there)];
    stations.push({ arrived: inbox.length, event: eventIn(inbox[0]), dead: dead[0] });
  }
  return { id, stations, last: stations.at(-1), before: stations.at(-2) };
}

const arrives =
  (...regions: readonly string[]) =>
  async (): Promise<void> => {
    const { last, stations } = await sendAlong(...regions);
    expect(last?.arrived).toBe(1);
    expect(stations.every(({ dead }) => dead === undefined)).toBe(true);
  };

const stops =
  (...regions: readonly string[]) =>
  async (line: Recorded): Promise<void> => {
    const { last, before } = await sendAlong(...regions);
    expect([before?.arrived, last?.arrived]).toEqual([1, 0]);
    const code = /THIRD_\w+/.exec(line.delivery ?? '')?.[0] ?? 'THIRD_REGION_HOP_DETECTED';
    expect(errorCode(before?.dead)).toBe(code);
    expect(before?.dead?.MessageAttributes?.['ERROR_MESSAGE']?.StringValue).toBe(
      code === 'THIRD_ACCOUNT_HOP_DETECTED'
        ? 'Events received from another event bus cannot be forwarded to this event bus.'
        : 'Unknown exception.',
    );
  };

const DeadLetterConfig = () => ({ Arn: stage.arn('sqs', 'dead') });

proveRecording(
  '2026-bus-forwarding',
  {
    1: (line) =>
      refusedAs(line, stage.targets('from', [toBus('other', { RetryPolicy: { MaximumRetryAttempts: 1 } })])),
    2: () => stage.targets('from', [toBus('other', { DeadLetterConfig: DeadLetterConfig() })]),
    3: async () => {
      await stage.targets('from', [toBus('other')]);
      const { RoleArn: _, ...bare } = toBus('other');
      const refused = await failure(stage.targets('from', [bare]));
      expect(refused).toMatchObject({
        code: 'ValidationException',
        message: `RoleArn is required for target ${bare.Arn}.`,
      });
      const { Targets } = await stage
        .in(EAST)
        .events.send(new ListTargetsByRuleCommand({ EventBusName: 'from', Rule: 'all' }));
      expect(Targets).toEqual([toBus('other')]);
    },
    4: async (line) => {
      for (const input of [
        { Input: '{}' },
        { InputPath: '$.detail' },
        { InputTransformer: { InputTemplate: '{"a":1}' } },
      ])
        await refusedAs(line, stage.targets('from', [toBus('other', input)]));
    },
    5: async () => {
      expect(await failure(stage.targets('from', [toBus('from')]))).toMatchObject({
        code: 'ValidationException',
        message: 'Source EventBus and Target EventBus must not be the same.',
      });
      expect(await failure(stage.targets('from', [toBus('x', {}, 'moon-1')]))).toMatchObject({
        message: `Parameter ${stage.arn('events', 'event-bus/x', 'moon-1')} is not valid. Reason: Provided Arn is not in correct format.`,
      });
    },
    6: () => stage.targets('from', [toBus('not-there')]),
    7: async () => {
      const { id, stations } = await sendAlong(EAST, EAST);
      expect(stations.map(({ event }) => event)).toEqual([
        expect.objectContaining({
          id,
          account: ACCOUNT,
          region: EAST,
          source: 'my.source',
          detail: { n: 1 },
        }),
        stations[0]?.event,
      ]);
    },
    8: async () => {
      const { id, stations } = await sendAlong(EAST, WEST);
      const [first, second] = stations.map(({ event }) => event);
      expect(second?.['id']).not.toBe(id);
      expect(second).toEqual({ ...first, id: second?.['id'], time: second?.['time'] });
      expect(second).toMatchObject({ account: ACCOUNT, region: EAST });
    },
    9: stops(EAST, EAST, EAST),
    10: arrives(EAST, EAST, WEST),
    11: arrives(EAST, WEST, WEST),
    12: async (line) => {
      await stops(EAST, WEST, SOUTH)(line);
      await stops(EAST, WEST, EAST)(line);
    },
    14: arrives(EAST, WEST, WEST),
    15: stops(EAST, WEST, EAST),
    16: async () => {
      await stage.targets('from', [toBus('not-there', { DeadLetterConfig: DeadLetterConfig() })]);
      const id = await stage.put('from');
      expect(await stage.take('dead')).toEqual([]);
      expect(stage.server.cloud.deliveries().filter(({ eventId }) => eventId === id)).toMatchObject([
        { outcome: 'dropped' },
      ]);
    },
    17: async () => {
      for (const name of ['powerless', 'of-lambda', 'missing']) {
        await stage.targets('from', [
          toBus('other', { RoleArn: role(name), DeadLetterConfig: DeadLetterConfig() }),
        ]);
        await stage.put('from');
        expect((await stage.take('dead')).map(errorCode)).toEqual(['NO_PERMISSIONS']);
      }
    },
    20: async () => {
      const Arn = await stage.queue('body');
      await stage.targets('from', [{ Id: 'X', Arn }]);
      const Time = new Date('2024-06-11T08:33:00Z');
      await stage.put('from', { Detail: '{"who": "Zoë, 電話"}', Time });
      const [message] = await stage.take('body');
      expect(message?.Body).toMatch(
        /^\{"version":"0","id":"[\da-f-]{36}","detail-type":"made","source":"my.source",/,
      );
      expect(message?.Body).toContain('"time":"2024-06-11T08:33:00Z"');
      expect(message?.Body).toContain('"detail":{"who":"Zoë, 電話"}');
      expect(message?.MessageAttributes).toBeUndefined();
    },
    22: async () => {
      const Arn = await stage.queue('many');
      await stage.bus('many', []);
      const all = ['1', '2', '3', '4', '5', '6'].map((Id) => ({ Id, Arn }));
      await stage.targets('many', all.slice(0, 5));
      expect(await failure(stage.targets('many', all.slice(5)))).toMatchObject({
        code: 'LimitExceededException',
      });
    },
    23: async (line) => {
      const Arn = await stage.queue('o.fifo', { FifoQueue: 'true' });
      await refusedAs(line, stage.targets('from', [{ Id: 'X', Arn }]));
    },
    24: async () => {
      const target = {
        Id: 'X',
        Arn: stage.arn('lambda', 'function:f'),
        SqsParameters: { MessageGroupId: 'g' },
      };
      await stage.targets('from', [target]);
      const { Targets } = await stage
        .in(EAST)
        .events.send(new ListTargetsByRuleCommand({ EventBusName: 'from', Rule: 'all' }));
      expect(Targets).toEqual([target]);
    },
    26: async () => {
      const TraceHeader = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
      const [inbox, closed] = [await stage.queue('traced'), await stage.queue('closed', {})];
      await stage.targets('from', [
        { Id: 'X', Arn: inbox },
        { Id: 'Y', Arn: closed, DeadLetterConfig: DeadLetterConfig() },
      ]);
      await stage.put('from', { TraceHeader });
      for (const queue of ['traced', 'dead']) {
        const messages = await stage.take(queue);
        expect(messages.map(({ Attributes }) => Attributes?.AWSTraceHeader)).toEqual([TraceHeader]);
      }
      const { events } = stage.in(EAST);
      await events.send(new RemoveTargetsCommand({ EventBusName: 'from', Rule: 'all', Ids: ['X', 'Y'] }));
    },
  },
  {
    13: 'two accounts: a sandbox’s bus of another account is outside it, and it says so',
    18: 'policies of buses: the sandbox lets every caller of its account in, and knows no other account',
    19: 'as 18',
    21: 'CloudWatch metrics of EventBridge, which the sandbox does not serve',
    25: 'callers that may not write to a bus, which the sandbox does not have',
  },
);
