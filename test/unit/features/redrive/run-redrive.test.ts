import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Limits } from '../../../../src/lib/base/limits.js';
import { createAws } from '../../../../src/lib/clients/aws/index.js';
import type { Aws } from '../../../../src/lib/clients/aws/model.js';
import { markOf, markTags } from '../../../../src/lib/engine/kinds/index.js';
import { requireTarget, runRedrive } from '../../../../src/lib/features/redrive/index.js';
import type { RedriveRequest } from '../../../../src/lib/features/redrive/run-redrive.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { processorNames } from '../../../../src/lib/language/names/processor-names.js';
import { processor, project, route, sns, sqs } from '../../engine/plan/project.js';
import { type AwsServer, startAws } from '../../sandbox/aws/aws-server.js';

const LINE = processor('line', { messageGroup: '$.call' });
const PLAIN = processor('plain');
/** What the processor says of an event that leaves no room for attributes. */
const TRACED = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0;gcx-reason=malformed';
const config: Config = project(
  [route('ended', { targets: ['inbox', 'board'] })],
  [sqs('inbox', { deadLetter: 'dead' }), sns('board', { deadLetter: 'dead' }), sqs('dead'), LINE, PLAIN],
);
const INBOX = 'arn:aws:sqs:eu-west-1:111122223333:inbox';
const BOARD = 'arn:aws:sns:eu-west-1:111122223333:board';
/** As many as there are: nobody waits for more. */
const rate = { perSecond: 1_000, limit: 3 };
const quiet = new AbortController().signal;
const newer = { 'genesys-gcx:format': '3 gcx-0.4.0' };

let server: AwsServer;
let aws: Aws;
beforeAll(async () => {
  server = await startAws();
  aws = createAws({
    region: 'eu-west-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'secret' },
  });
});
afterAll(() => server.close());

/** What EventBridge writes of an event that it could not deliver. */
const undelivered = (to: string, code = 'NO_PERMISSIONS') => ({
  body: `{"to":"${to}"}`,
  messageAttributes: { TARGET_ARN: to, ERROR_CODE: code },
});

beforeEach(async () => {
  const tags = markTags(markOf(config));
  for (const name of ['inbox', 'dead']) await aws.sqs.createQueue(name, {}, tags);
  await aws.sns.createTopic('board', tags);
  await aws.sqs.send('dead', undelivered(INBOX));
  await aws.sqs.send('dead', undelivered(INBOX, 'THROTTLING'));
  await aws.sqs.send('dead', undelivered(BOARD));
  return async () => {
    for (const name of ['inbox', 'dead']) {
      await empty(name);
      await aws.sqs.tag(name, {}, Object.keys(newer));
    }
    await aws.sns.tag(BOARD, {}, Object.keys(newer));
  };
});

/** Takes all messages that can be seen out of an SQS queue; gives back how many there were. */
async function empty(name: string): Promise<number> {
  for (let count = 0; ; ) {
    const messages = (await aws.sqs.receive(name, 0, quiet)) ?? [];
    if (messages.length === 0) return count;
    count += messages.length;
    await aws.sqs.deleteMessages(
      name,
      messages.map(({ receipt }) => receipt),
    );
  }
}

/** A redrive of a target, with what its observer was told. */
async function run(part: Partial<RedriveRequest> = {}, name = 'inbox') {
  const told: string[] = [];
  const redrive = await runRedrive({
    config,
    aws,
    target: requireTarget(config, name),
    rate,
    showPersonalData: false,
    signal: quiet,
    observer: {
      warning: (text) => told.push(text),
      found: ({ count }) => told.push(`found ${count}`),
      sent: (count, all) => told.push(`sent ${count} of ${all}`),
    },
    ...part,
  });
  return { ...redrive, told };
}
const yes = async () => true;

describe('a redrive', () => {
  test('sends back what is approved and goes to the target; the rest can be seen again', async () => {
    const asked: number[] = [];
    const { found, end, told } = await run({
      rate: { ...rate, limit: 10 },
      approve: async (count) => {
        asked.push(count);
        return true;
      },
    });
    expect(asked).toEqual([2]);
    expect(end).toEqual({ kind: 'sent', result: { sent: 2, left: 0, failures: [] } });
    expect(found).toMatchObject({ target: 'inbox', queues: ['dead'], missing: [], count: 3, more: false });
    expect(found.groups.map(({ reason, wayBack }) => [reason, wayBack.kind]).sort()).toEqual([
      ['NO_PERMISSIONS', 'none'],
      ['NO_PERMISSIONS', 'sqs'],
      ['THROTTLING', 'sqs'],
    ]);
    expect(told).toEqual(['found 3', 'sent 1 of 2', 'sent 2 of 2']);
    expect([await empty('inbox'), await empty('dead')]).toEqual([2, 1]);
  });

  test('that nobody approves leaves every dead letter to be seen, whichever way it ends', async () => {
    const ended = new AbortController();
    ended.abort();
    const broken = new Error('Ctrl-C');
    expect((await run()).end).toEqual({ kind: 'shown', sendable: 2 });
    expect((await run({ approve: async () => false })).end).toEqual({ kind: 'declined' });
    expect((await run({ signal: ended.signal, approve: yes })).end).toEqual({ kind: 'interrupted' });
    await expect(run({ approve: () => Promise.reject(broken) })).rejects.toBe(broken);
    await expect(run({ reasons: ['THROTLING'], approve: yes })).rejects.toMatchObject({
      report: { code: 'no-such-reason', fix: 'There are NO_PERMISSIONS, THROTTLING.' },
    });
    expect([await empty('inbox'), await empty('dead')]).toEqual([0, 3]);
    expect((await run({ approve: yes })).end).toEqual({ kind: 'nothing' });
  });

  test('sends only those of a reason', async () => {
    const { end } = await run({ reasons: ['THROTTLING'], approve: yes });
    expect(end).toMatchObject({ result: { sent: 1 } });
    expect([await empty('inbox'), await empty('dead')]).toEqual([1, 2]);
  });

  test('to a processor that keeps the order goes in the group of the event, and is not dropped as what came just before', async () => {
    const names = processorNames(config, LINE);
    const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
    await aws.sqs.createQueue(names.queue, fifo, markTags(markOf(config)));
    await aws.sqs.createQueue(names.deadLetterQueue, {}, markTags(markOf(config)));
    const body = '{"call":"a"}';
    // As EventBridge sent it, and again.
    for (const _ of [1, 2]) await aws.sqs.send(names.queue, { body, group: 'a' });
    const messageAttributes = { 'gcx-reason': 'handler-failed', 'gcx-processor': LINE.name };
    await aws.sqs.send(names.deadLetterQueue, { body, messageAttributes });
    const { end } = await run({ approve: yes }, LINE.name);
    expect(end).toEqual({ kind: 'sent', result: { sent: 1, left: 0, failures: [] } });
    const back = (await aws.sqs.receive(names.queue, 0, quiet)) ?? [];
    expect(
      back.map((each) => [each.attributes['MessageGroupId'], Object.keys(each.messageAttributes)]),
    ).toEqual([
      ['a', []],
      ['a', ['gcx-redriven']],
    ]);
  });

  test('of a processor, near the limit of SQS: without its name, and with a reason that is in no attribute', async () => {
    const names = processorNames(config, PLAIN);
    for (const name of [names.queue, names.deadLetterQueue])
      await aws.sqs.createQueue(name, {}, markTags(markOf(config)));
    // 40 bytes free: no room for gcx-processor. None free: none for gcx-reason.
    const bodies = [40, 0].map((free) => 'x'.repeat(Limits.sqsMessageBytes - free));
    const told = [{ messageAttributes: { 'gcx-reason': 'malformed' } }, { traceHeader: TRACED }];
    for (const [index, body] of bodies.entries())
      await aws.sqs.send(names.deadLetterQueue, { body, ...told[index] });
    const { found, end } = await run({ approve: yes }, PLAIN.name);
    expect(found.groups.map(({ reason, count }) => [reason, count])).toEqual([['malformed', 2]]);
    expect(end).toEqual({ kind: 'sent', result: { sent: 2, left: 0, failures: [] } });
    const back = (await aws.sqs.receive(names.queue, 0, quiet)) ?? [];
    expect(new Set(back.map(({ body }) => body))).toEqual(new Set(bodies));
    expect(await empty(names.deadLetterQueue)).toBe(0);
  });

  test('names the target that was meant, and what has no dead-letter queue', async () => {
    expect(() => requireTarget(config, 'inbx')).toThrow('has no target inbx');
    await expect(run({}, 'dead')).rejects.toMatchObject({
      report: { code: 'no-dead-letter-queue', fix: expect.stringContaining('inbox, board') },
    });
  });
});

describe('marks of a newer gcx', () => {
  const words = /^Marks of format 3 are on (SQS queue|SNS topic) \w+, written by gcx 0\.4\.0;/;

  test.each([
    ['the dead-letter queue', 'inbox', () => aws.sqs.tag('dead', newer, [])],
    ['the SQS queue of the target', 'inbox', () => aws.sqs.tag('inbox', newer, [])],
    ['the SNS topic of the target', 'board', () => aws.sns.tag(BOARD, newer, [])],
  ])('on %s: nothing is sent, and what is only shown comes with a warning', async (_, name, write) => {
    await write();
    await expect(run({ approve: yes }, name)).rejects.toMatchObject({
      exitCode: 5,
      report: {
        code: 'newer-format',
        what: expect.stringMatching(words),
        fix: 'Upgrade gcx to 0.4.0 or later, then run the command again.',
      },
    });
    const { end, told } = await run({}, name);
    expect(end.kind).toBe('shown');
    expect(told).toEqual([expect.stringMatching(words), 'found 3']);
    expect([await empty('inbox'), await empty('dead')]).toEqual([0, 3]);
  });

  test('of another project are none of its affair', async () => {
    await aws.sqs.tag('dead', { ...newer, 'genesys-gcx:project': 'other' }, []);
    expect((await run({ approve: yes })).end.kind).toBe('sent');
    await aws.sqs.tag('dead', markTags(markOf(config)), []);
  });
});
