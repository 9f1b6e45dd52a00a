import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemovePermissionCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  type Target,
  UntagResourceCommand,
  UpdateEventBusCommand,
} from '@aws-sdk/client-eventbridge';
import { DeleteQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { failure } from '../aws/aws-server.js';
import { seededRole } from '../aws/roles.js';
import { proveRecording, type Recorded, refusedAs } from './recording.js';
import { ACCOUNT, EAST, eventIn, openStage, type Stage, WEST } from './stage.js';

const PARTNER = 'aws.partner/example.com/x';
const RoleArn = `arn:aws:iam::${ACCOUNT}:role/all`;
let stage: Stage;
let now = Date.parse('2026-01-01T00:00:00Z');

beforeAll(async () => {
  stage = await openStage({
    now: () => now,
    seed: { roles: [seededRole('all', 'events.amazonaws.com')], sources: [{ name: PARTNER }] },
  });
  await stage.queue('inbox');
  await stage.bus('bus', []);
});

afterAll(() => stage.server.close());

const events = () => stage.in(EAST).events;
const bare = ({ $metadata: _, ...rest }: { $metadata?: unknown }) => rest;
const create = (Name: string, more: object = {}) =>
  events().send(new CreateEventBusCommand({ Name, ...more }));
const describe = async (Name: string) => bare(await events().send(new DescribeEventBusCommand({ Name })));
const arn = (name: string) => stage.arn('events', `event-bus/${name}`);

/** An answer as it was recorded: keys, and values that are no stand-ins; times become the recording's word. */
function answered({ answer }: Recorded, found: object, names: Readonly<Record<string, string>>): void {
  if (typeof answer !== 'object') throw new Error('The line has no answer.');
  const wanted = Object.entries(names).reduce(
    (text, [name, ours]) => text.replaceAll(name, ours),
    JSON.stringify(answer),
  );
  const shown: JsonObject = JSON.parse(
    JSON.stringify(found, (key, value) => {
      if (/Time$/.test(key)) return 'datetime';
      return key === 'Policy' || key === 'EventPattern' ? JSON.parse(value) : value;
    }),
  );
  expect(shown).toEqual(JSON.parse(wanted));
}

const permit = (StatementId: string, Principal: string) =>
  events().send(
    new PutPermissionCommand({
      EventBusName: 'permitted',
      StatementId,
      Principal,
      Action: 'events:PutEvents',
    }),
  );
/** Statements in the order of their names: AWS keeps none (recorded elsewhere). */
async function statements(): Promise<readonly JsonObject[]> {
  const { Policy = '{"Statement":[]}' } = await describe('permitted').then(
    (found) => found as { Policy?: string },
  );
  const all: JsonObject[] = JSON.parse(Policy).Statement;
  return all.toSorted((a, b) => (String(a['Sid']) < String(b['Sid']) ? -1 : 1));
}
const permitted = (Sid: string, Principal: unknown) => ({
  Sid,
  Effect: 'Allow',
  Principal,
  Action: 'events:PutEvents',
  Resource: arn('permitted'),
});
const OWN = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const OTHER = { AWS: 'arn:aws:iam::222222222222:root' };

const put = (...entries: Partial<PutEventsRequestEntry>[]) =>
  events().send(
    new PutEventsCommand({
      Entries: entries.map((each) => ({
        EventBusName: 'bus',
        Source: 'x',
        DetailType: 'd',
        Detail: '{}',
        ...each,
      })),
    }),
  );
const failsWith = (entry: Partial<PutEventsRequestEntry>) => async (line: Recorded) => {
  expect(bare(await put(entry))).toEqual(line.answer);
};
const targets = async () =>
  (await events().send(new ListTargetsByRuleCommand({ EventBusName: 'bus', Rule: 'all' }))).Targets;
const inbox = (Id: string, more: Partial<Target> = {}): Target => ({
  Id,
  Arn: stage.arn('sqs', 'inbox'),
  ...more,
});
const EventPattern =
  '{"source":["core.update-account-command"],"detail-type":["core.update-account-command"],"detail":{"command":["update-account"]}}';
const putRule = (EventBusName: string, more: object = {}) =>
  events().send(new PutRuleCommand({ EventBusName, Name: 'r', EventPattern, ...more }));
const NAMES = { '<bus-name>': 'own', '<rule-name>': 'r' };

proveRecording(
  'bus-describe',
  {
    1: async (line) => answered(line, bare(await create('own', { Description: 'test bus' })), NAMES),
    2: async (line) =>
      answered(line, bare(await events().send(new ListEventBusesCommand({ NamePrefix: 'own' }))), NAMES),
    3: async (line) => answered(line, await describe('own'), NAMES),
    4: async (line) =>
      answered(line, bare(await events().send(new DeleteEventBusCommand({ Name: 'own' }))), NAMES),
    5: async (line) => answered(line, bare(await create('own')), NAMES),
    6: async (line) => answered(line, await describe('own'), NAMES),
    7: async () => {
      for (const name of ['p1', 'p2', 'p3', 'p4', 'p5', 'p6']) await create(name);
      const page = (NextToken?: string) =>
        events().send(
          new ListEventBusesCommand({
            NamePrefix: 'p',
            Limit: 3,
            ...(NextToken === undefined ? {} : { NextToken }),
          }),
        );
      const first = await page();
      const second = await page(first.NextToken);
      expect([first.EventBuses?.length, second.EventBuses?.length, second.NextToken]).toEqual([
        3,
        3,
        undefined,
      ]);
    },
    8: async () => {
      await create('permitted');
      await permit('s1', ACCOUNT);
      await permit('s2', ACCOUNT);
      await permit('s3', '222222222222');
      expect(await statements()).toEqual([
        permitted('s1', OWN),
        permitted('s2', OWN),
        permitted('s3', OTHER),
      ]);
    },
    9: async () => {
      await permit('s4', '*');
      await permit('s4', '*');
      expect((await statements()).at(-1)).toEqual(permitted('s4', '*'));
    },
    10: async () => {
      const statement = {
        Sid: 's5',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'events:ListRules',
        Resource: '*',
      };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      await events().send(new PutPermissionCommand({ EventBusName: 'permitted', Policy }));
      expect(await statements()).toEqual([statement]);
    },
    11: async () => {
      const remove = (more: object) =>
        events().send(new RemovePermissionCommand({ EventBusName: 'permitted', ...more }));
      await remove({ StatementId: 's5' });
      expect(await describe('permitted')).not.toHaveProperty('Policy');
      await permit('s1', ACCOUNT);
      await remove({ RemoveAllPermissions: true });
      expect(await describe('permitted')).not.toHaveProperty('Policy');
    },
    12: async () => {
      const answer = await put({}, { EventBusName: 'not-there' });
      const EventId = expect.any(String);
      expect(bare(answer)).toEqual({ FailedEntryCount: 0, Entries: [{ EventId }, { EventId }] });
    },
    13: async () => {
      const QueueUrl = `${stage.server.endpoint}/${ACCOUNT}/gone`;
      await stage.targets('bus', [inbox('gone', { Arn: await stage.queue('gone') })]);
      await stage.in(EAST).sqs.send(new DeleteQueueCommand({ QueueUrl }));
      expect(bare(await put({}))).toEqual({
        FailedEntryCount: 0,
        Entries: [{ EventId: expect.any(String) }],
      });
      await events().send(new RemoveTargetsCommand({ EventBusName: 'bus', Rule: 'all', Ids: ['gone'] }));
    },
    14: failsWith({ Source: undefined }),
    15: failsWith({ Detail: undefined }),
    16: failsWith({ DetailType: undefined }),
    17: failsWith({ Detail: '["a"]' }),
    18: async (line) => {
      await putRule('own');
      answered(line, bare(await events().send(new ListRulesCommand({ EventBusName: 'own' }))), NAMES);
    },
    19: async (line) => {
      const shown = await events().send(new DescribeRuleCommand({ EventBusName: 'own', Name: 'r' }));
      answered(line, bare(shown), NAMES);
    },
    20: async (line) => {
      const gone = await events().send(new DeleteRuleCommand({ EventBusName: 'own', Name: 'r' }));
      answered(line, bare(gone), NAMES);
    },
    21: async (line) => {
      await putRule('default');
      answered(line, bare(await events().send(new DescribeRuleCommand({ Name: 'r' }))), NAMES);
    },
    22: async () => {
      await stage.targets(
        'bus',
        ['0', '1', '2', '3', '4'].map((id) => inbox(id)),
      );
      const page = (NextToken?: string) =>
        events().send(
          new ListTargetsByRuleCommand({
            ...{ EventBusName: 'bus', Rule: 'all', Limit: 3 },
            ...(NextToken === undefined ? {} : { NextToken }),
          }),
        );
      const first = await page();
      expect(first.Targets).toEqual([inbox('0'), inbox('1'), inbox('2')]);
      expect((await page(first.NextToken)).Targets).toEqual([inbox('3'), inbox('4')]);
      const Ids = ['0', '1', '2', '3', '4'];
      await events().send(new RemoveTargetsCommand({ EventBusName: 'bus', Rule: 'all', Ids }));
    },
    23: async () => {
      const both = [inbox('one', { InputPath: '$.detail' }), inbox('two', { InputPath: '$.doesnotexist' })];
      await stage.targets('bus', both);
      expect(await targets()).toEqual(both);
      await stage.put('bus');
      const bodies = (await stage.take('inbox')).map(({ Body }) => Body);
      expect(bodies.sort()).toEqual(['{"n":1}', '{}']);
    },
    24: async () => {
      await stage.targets('bus', [inbox('two')]);
      await stage.targets('bus', [inbox('two', { InputPath: '$.notexisting' })]);
      expect((await targets())?.at(-1)).toEqual(inbox('two', { InputPath: '$.notexisting' }));
      await events().send(
        new RemoveTargetsCommand({ EventBusName: 'bus', Rule: 'all', Ids: ['one', 'two'] }),
      );
    },
    25: async () => {
      await stage.targets('bus', [inbox('one')]);
      for (const time of ['2025-01-08', '2025-01-08T10:11:12', '2025-01-08T10:11:12+05:00'])
        await stage.put('bus', {
          Time: new Date(time.includes('T') && !/\+/.test(time) ? `${time}Z` : time),
        });
      const times = (await stage.take('inbox')).map((message) => eventIn(message)['time']);
      expect(times).toEqual(['2025-01-08T00:00:00Z', '2025-01-08T10:11:12Z', '2025-01-08T05:11:12Z']);
    },
    26: async () => {
      const Tags = [{ Key: 'a', Value: 'b' }];
      await create('again', { Tags });
      await events().send(new DeleteEventBusCommand({ Name: 'again' }));
      await create('again');
      const found = await events().send(new ListTagsForResourceCommand({ ResourceARN: arn('again') }));
      expect(found.Tags).toEqual([]);
    },
    27: async () => {
      const ResourceARN = arn('again');
      await events().send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'a', Value: 'b' }] }));
      const answer = await events().send(new UntagResourceCommand({ ResourceARN, TagKeys: ['none'] }));
      expect(bare(answer)).toEqual({});
    },
    28: async () => {
      await stage.bus('far', [{ Id: 'heard', Arn: await stage.queue('heard', undefined, WEST) }], WEST);
      const Arn = stage.arn('events', 'event-bus/far', WEST);
      await stage.targets('bus', [inbox('one'), { Id: 'far', Arn, RoleArn }]);
      const id = await stage.put('bus');
      const [[here], [there]] = [await stage.take('inbox'), await stage.take('heard', WEST)];
      expect(eventIn(here)['id']).toBe(id);
      expect(eventIn(there)['id']).not.toBe(id);
      expect(eventIn(there)).toMatchObject({ account: ACCOUNT, region: EAST, detail: { n: 1 } });
    },
    31: (line) => refusedAs(line, create('default')),
    32: (line) => refusedAs(line, create('a/b')),
    33: (line) => refusedAs(line, create('aws.partner/a/b', { EventSourceName: PARTNER })),
    34: (line) => refusedAs(line, create('n', { DeadLetterConfig: { Arn: stage.arn('sns', 'board') } })),
    35: (line) =>
      refusedAs(
        line,
        events().send(
          new PutPermissionCommand({
            EventBusName: PARTNER,
            StatementId: 's',
            Principal: '*',
            Action: 'events:PutEvents',
          }),
        ),
      ),
    36: async ({ error }) => {
      const found = await failure(put({ EventBusName: arn(PARTNER) }));
      // The model has let regions of longer names in since.
      const wanted = typeof error === 'object' ? error.message.replace('[a-z]{2}-', '[a-z]+-') : '';
      expect(found).toMatchObject({ code: 'ValidationException', message: wanted });
    },
    37: async (line) => {
      const LogConfig = { IncludeDetail: 'FULL', Level: 'TRACE' } as const;
      const found = bare(await events().send(new UpdateEventBusCommand({ Name: 'default', LogConfig })));
      answered(line, found, { 'ap-northeast-1': EAST });
    },
    38: async () => {
      expect(bare(await events().send(new DeleteEventBusCommand({ Name: 'not-there' })))).toEqual({});
    },
    39: async () => {
      expect(bare(await create('d', { Description: 'd' }))).toEqual({
        EventBusArn: arn('d'),
        Description: 'd',
      });
      const described = await describe('d');
      const { EventBuses = [] } = await events().send(new ListEventBusesCommand({ NamePrefix: 'd' }));
      const fresh = new Date(now);
      expect(described).toEqual({
        ...{ Name: 'd', Arn: arn('d'), Description: 'd' },
        ...{ CreationTime: fresh, LastModifiedTime: fresh },
      });
      expect(EventBuses.find(({ Name }) => Name === 'd')).toEqual(described);
      now += 1_000;
    },
    40: async () => {
      const tagged = { Tags: [{ Key: 'a', Value: 'b' }] };
      await putRule('d', { State: 'DISABLED', Description: 'mine', RoleArn, ...tagged });
      await putRule('d', { Tags: [{ Key: 'c', Value: 'd' }] });
      const shown = await events().send(new DescribeRuleCommand({ EventBusName: 'd', Name: 'r' }));
      expect(shown).toMatchObject({ State: 'ENABLED' });
      expect(Object.keys(shown)).not.toEqual(expect.arrayContaining(['Description']));
      expect(Object.keys(shown)).not.toEqual(expect.arrayContaining(['RoleArn']));
      const found = await events().send(
        new ListTagsForResourceCommand({ ResourceARN: stage.arn('events', 'rule/d/r') }),
      );
      expect(found.Tags).toEqual(tagged.Tags);
    },
    41: async () => {
      await stage.targets('bus', [inbox('one', { Input: '1', RetryPolicy: { MaximumRetryAttempts: 0 } })]);
      await stage.targets('bus', [inbox('one')]);
      expect((await targets())?.find(({ Id }) => Id === 'one')).toEqual(inbox('one'));
    },
    42: async () => {
      await events().send(new DeleteRuleCommand({ EventBusName: 'bus', Name: 'none' }));
      await events().send(new DeleteEventBusCommand({ Name: 'none' }));
      const answer = await events().send(
        new RemoveTargetsCommand({ EventBusName: 'bus', Rule: 'all', Ids: ['none'] }),
      );
      expect(answer.FailedEntryCount).toBe(0);
      expect(
        await failure(events().send(new DeleteRuleCommand({ EventBusName: 'none', Name: 'r' }))),
      ).toMatchObject({ code: 'ResourceNotFoundException' });
      await events().send(
        new PutTargetsCommand({ EventBusName: 'bus', Rule: 'all', Targets: [inbox('one')] }),
      );
    },
    43: async ({ answer }) => {
      const found = await put({}, { Detail: '{' }, { EventBusName: 'not-there' }, { Source: 'aws.iam' });
      const text = JSON.stringify(bare(found)).replaceAll(/"EventId":"[^"]+"/g, '"EventId":"e"');
      expect(JSON.parse(text)).toEqual(answer);
    },
  },
  {
    29: 'two accounts: a bus of another one is outside the sandbox, and it says so',
    30: 'as 29',
  },
);
