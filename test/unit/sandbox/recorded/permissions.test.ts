import {
  CreateEventBusCommand,
  DescribeEventBusCommand,
  ListEventBusesCommand,
  PutPermissionCommand,
  type PutPermissionCommandInput,
  RemovePermissionCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect } from 'vitest';
import { failure } from '../aws/aws-server.js';
import { inWords, proveRecording, type Recorded, refusedAs } from './recording.js';
import { EAST, openStage, type Stage } from './stage.js';

let stage: Stage;
let now = Date.now();

beforeAll(async () => {
  stage = await openStage({ now: () => now });
  await stage.in(EAST).events.send(new CreateEventBusCommand({ Name: 'bus' }));
});

afterAll(() => stage.server.close());

const events = () => stage.in(EAST).events;
const put = (more: PutPermissionCommandInput) =>
  events().send(new PutPermissionCommand({ EventBusName: 'bus', ...more }));
const remove = (more: { StatementId?: string; RemoveAllPermissions?: boolean }) =>
  events().send(new RemovePermissionCommand({ EventBusName: 'bus', ...more }));
const described = () => events().send(new DescribeEventBusCommand({ Name: 'bus' }));
const simple = (more: PutPermissionCommandInput = {}) =>
  put({ Action: 'events:PutEvents', Principal: '222222222222', StatementId: 'first', ...more });

async function statements(): Promise<readonly Record<string, unknown>[]> {
  return JSON.parse((await described()).Policy ?? '{"Statement":[]}').Statement;
}

const statement = (more: object = {}) => ({
  Sid: 's',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::222222222222:root' },
  Action: 'events:PutEvents',
  Resource: stage.arn('events', 'event-bus/bus'),
  ...more,
});
const whole = (...all: readonly object[]) =>
  put({ Policy: JSON.stringify({ Version: '2012-10-17', Statement: all }) });

async function without(field: string) {
  const { [field]: _, ...rest } = statement() as Record<string, unknown>;
  return whole(rest);
}

/** Refused with the line's code, and its message where `N` is any column and `…` anything. */
async function refusedSomewhere(line: Recorded, call: Promise<unknown>): Promise<void> {
  const { code, message } = typeof line.error === 'object' ? line.error : { code: '', message: '' };
  const found = await failure(call);
  expect(found.code).toBe(code);
  const pattern = message
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace('column N', 'column \\d+')
    .replace('…', '.*');
  expect(found.message).toMatch(new RegExp(`^${pattern}$`));
}

/** Refused by the model: the recording says the constraint only. */
async function refusedByModel(call: Promise<unknown>, ...constraints: readonly string[]): Promise<void> {
  const found = await failure(call);
  expect(found.code).toBe('ValidationException');
  expect(found.message).toContain(`${constraints.length} validation error`);
  for (const constraint of constraints) expect(found.message).toContain(constraint);
}

proveRecording(
  '2026-permissions',
  {
    2: async () => expect(await described()).not.toHaveProperty('Policy'),
    3: (line) => refusedAs(line, remove({ StatementId: 'unknown' })),
    4: async (line) => {
      await simple();
      await refusedAs(line, remove({ StatementId: 'unknown' }));
    },
    5: async () => {
      await remove({ RemoveAllPermissions: true });
      expect(await described()).not.toHaveProperty('Policy');
      await remove({ RemoveAllPermissions: true });
    },
    6: (line) => refusedAs(line, remove({})),
    7: (line) => refusedAs(line, remove({ RemoveAllPermissions: false })),
    8: (line) => refusedAs(line, remove({ StatementId: 'first', RemoveAllPermissions: true })),
    9: (line) => refusedAs(line, put({})),
    10: (line) => refusedAs(line, put({ Action: 'events:PutEvents', StatementId: 'first' })),
    11: async (line) => {
      await simple();
      expect((await described()).Policy).toBe(/read back: (.*)$/.exec(inWords(line))?.[1]);
    },
    12: async () => {
      await simple();
      expect(await statements()).toHaveLength(1);
    },
    13: async () => {
      await simple({ Principal: '333333333333' });
      expect(await statements()).toMatchObject([{ Principal: { AWS: 'arn:aws:iam::333333333333:root' } }]);
    },
    14: async () => {
      for (const StatementId of ['a', 'b', 'c']) await simple({ StatementId });
      const sids = (await statements()).map(({ Sid }) => Sid);
      expect([...sids].sort()).toEqual(['a', 'b', 'c', 'first']);
      expect(sids).not.toEqual(['first', 'a', 'b', 'c']);
    },
    15: async () => {
      await simple({ Principal: '*' });
      expect((await statements()).find(({ Sid }) => Sid === 'first')).toMatchObject({ Principal: '*' });
    },
    17: async () => {
      const { LastModifiedTime: before } = await described();
      now += 5_000;
      await simple();
      expect((await described()).LastModifiedTime?.getTime()).toBe((before?.getTime() ?? 0) + 5_000);
    },
    18: async () => {
      const { EventBuses = [] } = await events().send(new ListEventBusesCommand({ NamePrefix: 'bus' }));
      expect(EventBuses[0]?.Policy).toBe((await described()).Policy);
    },
    19: (line) => refusedAs(line, simple({ Action: 'events:PutRule' })),
    20: (line) => refusedAs(line, simple({ Action: 'events:PutTargets' })),
    21: (line) => refusedAs(line, simple({ Action: 'events:DescribeEventBus' })),
    22: (line) => refusedAs(line, simple({ Action: 'events:NoSuchAction' })),
    23: () => refusedByModel(simple({ Action: 'events:*' }), 'events:[a-zA-Z]+'),
    24: () =>
      refusedByModel(
        simple({ Principal: 'arn:aws:iam::222222222222:root' }),
        'less than or equal to 12',
        '(\\d{12}|\\*)',
      ),
    25: () => refusedByModel(simple({ Principal: '123' }), '(\\d{12}|\\*)'),
    26: async () => {
      const Condition = { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'o-1234567890' };
      await simple({ Principal: '*', StatementId: 'org', Condition });
      expect((await statements()).find(({ Sid }) => Sid === 'org')).toMatchObject({
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } },
      });
    },
    27: (line) =>
      refusedAs(line, simple({ Condition: { Type: 'StringEquals', Key: 'aws:x', Value: 'o-1234567890' } })),
    28: (line) =>
      refusedAs(
        line,
        simple({ Condition: { Type: 'StringLike', Key: 'aws:PrincipalOrgID', Value: 'o-1234567890' } }),
      ),
    29: (line) =>
      refusedAs(
        line,
        simple({ Condition: { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'mine' } }),
      ),
    30: async () => {
      await whole(statement());
      expect((await statements()).map(({ Sid }) => Sid)).toEqual(['s']);
    },
    31: async (line) => {
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement()] });
      const others: readonly PutPermissionCommandInput[] = [
        { Action: 'events:PutEvents' },
        { Principal: '*' },
        { StatementId: 'x' },
        { Condition: { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'o-1234567890' } },
      ];
      for (const other of others) await refusedAs(line, put({ Policy, ...other }));
    },
    32: (line) => refusedSomewhere(line, whole(statement(), statement())),
    33: (line) => refusedAs(line, without('Sid')),
    34: async () => {
      await put({ Policy: JSON.stringify({ Version: '2012-10-17', Statement: statement() }) });
      expect(await statements()).toEqual([statement()]);
    },
    35: (line) => refusedAs(line, put({ Policy: '{}' })),
    36: (line) => refusedAs(line, whole()),
    37: (line) => refusedAs(line, put({ Policy: 'null' })),
    38: (line) => refusedAs(line, put({ Policy: '{' })),
    39: (line) => refusedAs(line, put({ Policy: '' })),
    40: (line) => refusedAs(line, without('Resource')),
    41: (line) =>
      refusedSomewhere(line, whole(statement({ Resource: stage.arn('events', 'event-bus/other') }))),
    42: () => whole(statement({ Resource: '*' })),
    43: (line) => refusedSomewhere(line, whole(statement({ Action: 'iam:PassRole' }))),
    44: (line) => refusedSomewhere(line, whole(statement({ Action: 'events:NoSuchAction' }))),
    45: () => whole(statement({ Action: 'events:*' })),
    46: async () => {
      await whole(
        statement({ Sid: 'a', Principal: { Service: 'sns.amazonaws.com' } }),
        statement({ Sid: 'b', Principal: { AWS: 'arn:aws:iam::111111111111:role/r' } }),
        statement({ Sid: 'c', Principal: '*', Effect: 'Deny' }),
      );
      expect(await statements()).toHaveLength(3);
      await remove({ RemoveAllPermissions: true });
    },
  },
  {
    1: 'quotas, which the sandbox does not serve; it keeps to 10,240 characters',
    16: 'which accounts exist the sandbox cannot know: it takes all for accounts that do',
    47: 'as 16',
  },
);
