import {
  DescribeRuleCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect } from 'vitest';
import { failure } from '../aws/aws-server.js';
import { createRole, seededRole } from '../aws/roles.js';
import { proveRecording, type Recorded, refusedAs } from './recording.js';
import { ACCOUNT, EAST, errorCode, OPEN, openStage, type Stage } from './stage.js';

const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const good = role('good');

let stage: Stage;
let now = Date.now();

beforeAll(async () => {
  stage = await openStage({
    now: () => now,
    seed: {
      roleSeconds: 10,
      functions: [{ name: 'sync', statements: [JSON.parse(OPEN).Statement[0]] }],
      roles: [
        seededRole('good', 'events.amazonaws.com'),
        seededRole('other', 'events.amazonaws.com'),
        seededRole('powerless', 'events.amazonaws.com', []),
        seededRole('x', 'lambda.amazonaws.com'),
      ],
    },
  });
  now += 60_000;
  await stage.queue('inbox');
  await stage.queue('dead');
  await stage.bus('bus', []);
  const { sns } = stage.in(EAST);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'board' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: stage.arn('sqs', 'inbox') }));
});

afterAll(() => stage.server.close());

const events = () => stage.in(EAST).events;
const putRule = (RoleArn?: string, Name = 'with-role') =>
  events().send(
    new PutRuleCommand({
      EventBusName: 'bus',
      Name,
      EventPattern: '{"source":["nobody"]}',
      ...(RoleArn === undefined ? {} : { RoleArn }),
    }),
  );
const describe = () => events().send(new DescribeRuleCommand({ EventBusName: 'bus', Name: 'with-role' }));

async function targetRoles(): Promise<readonly (string | undefined)[]> {
  const { Targets = [] } = await events().send(
    new ListTargetsByRuleCommand({ EventBusName: 'bus', Rule: 'all' }),
  );
  return Targets.map(({ RoleArn }) => RoleArn);
}

const toInbox = (more: Partial<Target> = {}): Target => ({
  Id: 'X',
  Arn: stage.arn('sqs', 'inbox'),
  DeadLetterConfig: { Arn: stage.arn('sqs', 'dead') },
  ...more,
});

/** Puts an event to one target. @returns how many messages came, and the codes of the dead letters */
async function sent(target: Target) {
  await stage.targets('bus', [target]);
  await stage.put('bus');
  return { arrived: (await stage.take('inbox')).length, dead: (await stage.take('dead')).map(errorCode) };
}

async function refusedRule(line: Recorded, RoleArn: string): Promise<void> {
  await putRule(good);
  await refusedAs(line, putRule(RoleArn));
  expect(await describe()).toMatchObject({ RoleArn: good });
}

proveRecording(
  '2026-target-roles',
  {
    1: async () => {
      await putRule(good);
      expect(await describe()).toMatchObject({ RoleArn: good });
      const { Rules = [] } = await events().send(new ListRulesCommand({ EventBusName: 'bus' }));
      expect(Rules.find(({ Name }) => Name === 'with-role')).toMatchObject({ RoleArn: good });
    },
    2: async () => {
      await putRule(role('other'));
      expect(await describe()).toMatchObject({ RoleArn: role('other') });
    },
    3: async () => {
      await putRule();
      expect(await describe()).not.toHaveProperty('RoleArn');
    },
    4: (line) => refusedRule(line, role('missing')),
    5: (line) => refusedRule(line, role('x')),
    6: async () => {
      const settings = stage.server.clients({ region: EAST }).sts.config;
      const fresh = await createRole(
        { endpoint: stage.server.endpoint, region: EAST, credentials: settings.credentials },
        'fresh',
        'events.amazonaws.com',
      );
      expect((await failure(putRule(fresh))).message).toBe(
        `Provided role '${fresh}' cannot be assumed by principal 'events.amazonaws.com'.`,
      );
      now += 10_000;
      await putRule(fresh);
    },
    7: async () => {
      for (const name of ['good', 'missing', 'x'])
        await stage.targets('bus', [toInbox({ RoleArn: role(name) })]);
    },
    8: async () => {
      await stage.targets('bus', [toInbox({ RoleArn: good })]);
      await stage.targets('bus', [toInbox({ RoleArn: role('other') })]);
      expect(await targetRoles()).toEqual([role('other')]);
      await stage.targets('bus', [toInbox()]);
      expect(await targetRoles()).toEqual([undefined]);
    },
    9: (line) =>
      refusedAs(
        line,
        stage.targets('bus', [toInbox({ Arn: stage.arn('logs', 'log-group:x'), RoleArn: good })]),
      ),
    12: () => stage.targets('bus', [toInbox()]),
    16: async () => {
      await stage.queue('closed', {});
      await events().send(
        new PutRuleCommand({
          EventBusName: 'bus',
          Name: 'all',
          EventPattern: '{"source":[{"exists":true}]}',
          RoleArn: good,
        }),
      );
      expect(await sent(toInbox({ Arn: stage.arn('sqs', 'closed') }))).toEqual({
        arrived: 0,
        dead: ['NO_PERMISSIONS'],
      });
    },
    17: async () => {
      for (const name of ['missing', 'x']) {
        for (const Arn of [
          stage.arn('sqs', 'inbox'),
          stage.arn('sns', 'board'),
          stage.arn('lambda', 'function:sync'),
        ])
          expect(await sent(toInbox({ Arn, RoleArn: role(name) }))).toEqual({
            arrived: 0,
            dead: ['FAILED_TO_ASSUME_ROLE'],
          });
      }
      expect(stage.server.cloud.invocations('sync')).toEqual([]);
    },
    18: async () => {
      expect(await sent(toInbox())).toEqual({ arrived: 1, dead: [] });
      expect(await sent(toInbox({ RoleArn: good }))).toEqual({ arrived: 1, dead: [] });
      expect(await sent(toInbox({ RoleArn: role('powerless') }))).toEqual({
        arrived: 0,
        dead: ['NO_PERMISSIONS'],
      });
    },
    19: async () => {
      await stage.bus('next', []);
      const Arn = stage.arn('events', 'event-bus/next');
      for (const name of ['missing', 'x', 'powerless'])
        expect(await sent(toInbox({ Arn, RoleArn: role(name) }))).toEqual({
          arrived: 0,
          dead: ['NO_PERMISSIONS'],
        });
    },
    20: async () => {
      const letIn = async (Condition: object) => {
        const statement = {
          Effect: 'Allow',
          Principal: '*',
          Action: 'sqs:SendMessage',
          Resource: '*',
          Condition,
        };
        const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
        const QueueUrl = `${stage.server.endpoint}/${ACCOUNT}/inbox`;
        await stage.in(EAST).sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
        return (await sent(toInbox({ RoleArn: role('powerless') }))).arrived;
      };
      expect(await letIn({ StringEquals: { 'aws:PrincipalType': 'AssumedRole' } })).toBe(1);
      expect(await letIn({ Null: { 'aws:SourceArn': 'true', 'aws:SourceAccount': 'true' } })).toBe(1);
      expect(await letIn({ ArnLike: { 'aws:SourceArn': '*' } })).toBe(0);
      expect(await letIn({ StringEquals: { 'aws:SourceAccount': ACCOUNT } })).toBe(0);
    },
  },
  {
    10: 'callers with few rights: the sandbox lets a caller do everything, or (DENY…) nothing',
    11: 'as 10',
    13: 'as 10',
    14: 'as 10',
    15: 'as 10',
    21: 'time is compressed: no event is still being retried when a call comes',
  },
);
