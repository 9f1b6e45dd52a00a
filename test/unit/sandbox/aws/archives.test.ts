import {
  CreateArchiveCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  ListArchivesCommand,
  ListReplaysCommand,
  ListRulesCommand,
  PutRuleCommand,
  StartReplayCommand,
  UpdateArchiveCommand,
} from '@aws-sdk/client-eventbridge';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAws } from '../../../../src/lib/clients/aws/index.js';
import type { Aws } from '../../../../src/lib/clients/aws/model.js';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';
import { EVENT, queue, queueArn, RULE_ARN, rule, SOURCE } from './delivery-pipe.js';

const MINUTE = 60_000;
const START = Date.parse('2026-03-01T10:00:00Z');
const BUS_ARN = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${SOURCE}`;
const SETTINGS = {
  name: 'shop-default',
  description: 'ours',
  pattern: { source: [SOURCE] },
  retentionDays: 30,
};

let server: AwsServer;
let aws: Aws;
let now = START;
let queueUrl: string;

beforeAll(async () => {
  server = await startAws({
    now: () => now,
    seed: {
      sources: [{ name: SOURCE }],
      buses: [{ name: 'strict' }],
      refuseArchives: ['strict*'],
      replaySeconds: 60,
    },
  });
  aws = createAws({
    region: REGION,
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'secret' },
  });
  const allowed = { service: 'events.amazonaws.com', source: `${RULE_ARN}*` };
  queueUrl = await queue(server, 'inbox', allowed);
  await rule(server, { Id: 'inbox', Arn: queueArn('inbox') });
});

afterAll(async () => {
  await server.close();
});

beforeEach(async () => {
  now = START;
  await drained();
  for (const { name } of await aws.archives.list('')) await aws.archives.delete(name);
});

/** The bodies of the messages in the queue, which is empty then. */
async function drained(): Promise<readonly string[]> {
  const QueueUrl = queueUrl;
  const { Messages = [] } = await server.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  for (const { ReceiptHandle } of Messages)
    await server.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.map(({ Body = '' }) => Body);
}

/** Publishes events a minute apart, from START on, and empties the queue that they reach. */
async function publish(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const time = new Date(START + index * MINUTE).toISOString();
    server.cloud.partner.putEvent(SOURCE, { ...EVENT, id: `event-${index}`, time });
  }
  await server.cloud.settle();
  expect(await drained()).toHaveLength(count);
}

/** Starts a replay of everything, to the rule `calls`. */
async function replay(name: string, part: { from?: number; to?: number; ruleArns?: string[] } = {}) {
  const archiveArn = (await aws.archives.get(SETTINGS.name))?.arn ?? '';
  const all = { from: START, to: START + 60 * MINUTE, ruleArns: [RULE_ARN] };
  await aws.replays.start({ name, description: 'why', archiveArn, busArn: BUS_ARN, ...all, ...part });
  await server.cloud.settle();
}

describe('archives', () => {
  it('are made, found, changed and deleted, with the rule that fills them', async () => {
    await aws.archives.create(BUS_ARN, SETTINGS);
    const made = await aws.archives.get('shop-default');
    expect(made).toEqual({
      name: 'shop-default',
      arn: `arn:aws:events:${REGION}:${ACCOUNT}:archive/shop-default`,
      busArn: BUS_ARN,
      description: 'ours',
      pattern: JSON.stringify(SETTINGS.pattern),
      retentionDays: 30,
      state: 'ENABLED',
      events: 0,
      created: START,
    });
    expect(await aws.archives.list('shop-')).toEqual([made]);
    expect(await aws.archives.list('other-')).toEqual([]);

    const managed = async () =>
      (await aws.events.listRules(SOURCE)).find(({ name }) => name === 'Events-Archive-shop-default');
    expect(await managed()).toMatchObject({ managedBy: 'prod.vhs.events.aws.internal' });
    expect(JSON.parse((await managed())?.pattern ?? '')).toEqual({
      source: [SOURCE],
      'replay-name': [{ exists: false }],
    });

    await aws.archives.update({ ...SETTINGS, pattern: { source: ['x'] }, retentionDays: 0 });
    expect(await aws.archives.get('shop-default')).toMatchObject({
      retentionDays: 0,
      pattern: '{"source":["x"]}',
    });
    await aws.archives.delete('shop-default');
    await aws.archives.delete('shop-default');
    expect(await aws.archives.get('shop-default')).toBeUndefined();
    expect(await managed()).toBeUndefined();
  });

  it('are listed in pages', async () => {
    for (let index = 0; index < 3; index += 1)
      await aws.archives.create(BUS_ARN, { ...SETTINGS, name: `a${index}` });
    const first = await server.events.send(new ListArchivesCommand({ Limit: 2 }));
    expect(first.Archives?.map(({ ArchiveName }) => ArchiveName)).toEqual(['a0', 'a1']);
    const { Archives } = await server.events.send(
      new ListArchivesCommand({ Limit: 2, NextToken: first.NextToken, EventSourceArn: BUS_ARN }),
    );
    expect(Archives).toMatchObject([{ ArchiveName: 'a2', State: 'ENABLED', EventCount: 0 }]);
  });

  it('answer errors as AWS was recorded to', async () => {
    await aws.archives.create(BUS_ARN, SETTINGS);
    const create = (ArchiveName: string, EventSourceArn: string) =>
      failure(server.events.send(new CreateArchiveCommand({ ArchiveName, EventSourceArn })));
    expect(await create('shop-default', BUS_ARN)).toMatchObject({
      code: 'ResourceAlreadyExistsException',
      message: 'Archive shop-default already exists.',
    });
    expect(await create('b', BUS_ARN.replace(SOURCE, 'none'))).toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Event bus none does not exist.',
    });
    expect(await create('x'.repeat(49), BUS_ARN)).toMatchObject({ code: 'ValidationException' });
    expect(
      await failure(server.events.send(new UpdateArchiveCommand({ ArchiveName: 'none' }))),
    ).toMatchObject({
      code: 'ValidationException',
      message: 'At least one of EventPattern, RetentionDays or Description must be provided.',
    });
  });

  it('hold their bus, and their rule is nobody’s to delete', async () => {
    await aws.archives.create(BUS_ARN, SETTINGS);
    const Name = 'Events-Archive-shop-default';
    expect(
      await failure(server.events.send(new DeleteRuleCommand({ EventBusName: SOURCE, Name }))),
    ).toMatchObject({ code: 'ManagedRuleException' });
    expect(await failure(server.events.send(new DeleteEventBusCommand({ Name: SOURCE })))).toMatchObject({
      message: "EventBus can't be deleted since it has rules.",
    });
    const { Rules } = await server.events.send(new ListRulesCommand({ EventBusName: SOURCE }));
    expect(Rules?.map((each) => each.Name)).toEqual([Name, 'calls']);
  });

  it('that a bus refuses are a clear error', async () => {
    await expect(aws.archives.create(BUS_ARN.replace(SOURCE, 'strict'), SETTINGS)).rejects.toMatchObject({
      exitCode: 1,
      report: {
        code: 'archive-refused',
        what: 'AWS takes no archive for event bus strict, so its events are not kept for replay.',
        why: expect.stringContaining('Archives are not supported for event bus strict.'),
      },
    });
  });
});

describe('replays', () => {
  it('send the events of a time again, to the rules that they name, and mark them', async () => {
    await server.events.send(
      new PutRuleCommand({
        EventBusName: SOURCE,
        Name: 'calls-2',
        EventPattern: '{"source":[{"prefix":""}]}',
      }),
    );
    await aws.archives.create(BUS_ARN, SETTINGS);
    await publish(5);
    expect(await aws.archives.get('shop-default')).toMatchObject({ events: 5 });
    await replay('some', { from: START + MINUTE, to: START + 3 * MINUTE });
    const again = (await drained()).map((body) => JSON.parse(body));
    expect(again.map((event) => [event['replay-name'], event.detail])).toEqual([
      ['some', EVENT.detail],
      ['some', EVENT.detail],
    ]);
    // What is replayed is not archived again.
    expect(await aws.archives.get('shop-default')).toMatchObject({ events: 5 });
    await replay('elsewhere', { ruleArns: [`${RULE_ARN}-2`] });
    expect(await drained()).toEqual([]);
  });

  it('keep only what the archive’s pattern takes, and no longer than its retention', async () => {
    await aws.archives.create(BUS_ARN, { ...SETTINGS, pattern: { source: ['other'] } });
    await publish(2);
    expect(await aws.archives.get('shop-default')).toMatchObject({ events: 0 });
    await aws.archives.update(SETTINGS);
    await publish(2);
    expect(await aws.archives.get('shop-default')).toMatchObject({ events: 2 });
    now += 31 * 24 * 60 * MINUTE;
    expect(await aws.archives.get('shop-default')).toMatchObject({ events: 0 });
  });

  it('run for a while, and can be cancelled until they are over', async () => {
    await aws.archives.create(BUS_ARN, SETTINGS);
    await publish(1);
    await replay('long');
    expect(await aws.replays.get('long')).toEqual({
      name: 'long',
      description: 'why',
      state: 'STARTING',
      archiveArn: `arn:aws:events:${REGION}:${ACCOUNT}:archive/shop-default`,
    });
    now += 31_000;
    expect(await aws.replays.get('long')).toMatchObject({ state: 'RUNNING' });
    await aws.replays.cancel('long');
    expect(await aws.replays.get('long')).toMatchObject({ state: 'CANCELLING' });
    now += MINUTE;
    expect(await aws.replays.get('long')).toMatchObject({ state: 'CANCELLED' });
    await replay('whole');
    now += MINUTE;
    expect(await aws.replays.get('whole')).toMatchObject({ state: 'COMPLETED' });
    await expect(aws.replays.cancel('whole')).rejects.toMatchObject({ awsCode: 'IllegalStatusException' });
    const { Replays } = await server.events.send(new ListReplaysCommand({ State: 'CANCELLED' }));
    expect(Replays).toMatchObject([{ ReplayName: 'long' }]);
    expect(await aws.replays.get('none')).toBeUndefined();
  });

  it('answer errors as AWS was recorded to', async () => {
    await aws.archives.create(BUS_ARN, SETTINGS);
    await replay('once');
    const start = (part: object) =>
      failure(
        server.events.send(
          new StartReplayCommand({
            ReplayName: 'other',
            EventSourceArn: `arn:aws:events:${REGION}:${ACCOUNT}:archive/shop-default`,
            EventStartTime: new Date(START),
            EventEndTime: new Date(START + MINUTE),
            Destination: { Arn: BUS_ARN },
            ...part,
          }),
        ),
      );
    expect(await start({ ReplayName: 'once' })).toMatchObject({
      code: 'ResourceAlreadyExistsException',
      message: 'Replay once already exists.',
    });
    expect(await start({ Destination: { Arn: BUS_ARN.replace(SOURCE, 'strict') } })).toMatchObject({
      code: 'ValidationException',
      message: 'Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.',
    });
    expect(await start({ EventEndTime: new Date(START) })).toMatchObject({
      message: 'Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.',
    });
    const EventSourceArn = `arn:aws:events:${REGION}:${ACCOUNT}:archive/none`;
    expect(await start({ EventSourceArn })).toMatchObject({
      message: 'Parameter EventSourceArn is not valid. Reason: Archive none does not exist.',
    });
  });

  it('are in a snapshot, with the archives', async () => {
    await aws.archives.create(BUS_ARN, SETTINGS);
    await publish(1);
    server.cloud.restore(server.cloud.snapshot());
    expect(await aws.archives.get('shop-default')).toMatchObject({ events: 1 });
    await replay('after');
    expect(await drained()).toHaveLength(1);
  });
});
