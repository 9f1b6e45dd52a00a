import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { receiveEvents } from '../../../../src/lib/features/tail/receive-events.js';
import { type AwsSetup, awsSetup, jsonError } from '../../clients/aws/aws-server.js';

const open: AwsSetup[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ server }) => server.close()));
});
async function setup(...parameters: Parameters<typeof awsSetup>): Promise<AwsSetup> {
  const started = await awsSetup(...parameters);
  open.push(started);
  return started;
}

describe('receiving', () => {
  const raw = (Body: string, ReceiptHandle: string) => ({
    Body,
    ReceiptHandle,
    // The SDK checks it.
    MD5OfBody: createHash('md5').update(Body).digest('hex'),
  });
  const message = (id: string, time: string) =>
    raw(JSON.stringify({ id, time, 'detail-type': 'x' }), `r-${id}`);
  const never = new AbortController().signal;

  it('gives each event once, in order of time within an answer, and deletes what was taken', async () => {
    const answers = [
      [message('b', '2026-01-01T00:00:02Z'), message('a', '2026-01-01T00:00:01Z')],
      [],
      [message('a', '2026-01-01T00:00:01Z'), raw('no event', 'r-x')],
      [message('c', '2026-01-01T00:00:03Z')],
    ];
    const deleted: unknown[] = [];
    const { aws } = await setup(({ action, input }) => {
      if (action === 'ReceiveMessage') {
        expect(input).toMatchObject({ MaxNumberOfMessages: 10, WaitTimeSeconds: 20 });
        return { json: { Messages: answers.shift() } };
      }
      if (action === 'DeleteMessageBatch') deleted.push(input['Entries']);
      return { json: { QueueUrl: 'https://sqs/1/q', Successful: [] } };
    });
    const seen: string[] = [];
    for await (const { id } of receiveEvents(aws, 'q', { until: Date.now() + 60_000, signal: never })) {
      seen.push(id);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(deleted).toMatchObject([
      [{ ReceiptHandle: 'r-b' }, { ReceiptHandle: 'r-a' }],
      [{ ReceiptHandle: 'r-a' }, { ReceiptHandle: 'r-x' }],
    ]);
  });

  it('ends when the signal aborts, though AWS has not answered', async () => {
    const controller = new AbortController();
    const { aws } = await setup(({ action }) => {
      if (action !== 'ReceiveMessage') return { json: { QueueUrl: 'https://sqs/1/q' } };
      controller.abort();
      return 'hang';
    });
    const events = receiveEvents(aws, 'q', { until: Date.now() + 60_000, signal: controller.signal });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it('says that the queue is gone', async () => {
    const { aws } = await setup(({ action }) =>
      action === 'ReceiveMessage'
        ? jsonError('AWS.SimpleQueueService.NonExistentQueue', 'No such queue.')
        : { json: { QueueUrl: 'https://sqs/1/q' } },
    );
    const events = receiveEvents(aws, 'q', { until: Date.now() + 60_000, signal: never });
    await expect(events.next()).rejects.toMatchObject({ report: { code: 'tail-gone' } });
  });

  it('takes no turn from other calls, however many wait', async () => {
    const { aws } = await setup(({ action }) =>
      action === 'ReceiveMessage'
        ? 'hang'
        : { json: { QueueUrl: 'https://sqs/1/q', QueueUrls: ['https://sqs/1/q'] } },
    );
    const controller = new AbortController();
    const waiting = Array.from({ length: 20 }, () => aws.sqs.receive('q', 20, controller.signal));
    expect(await aws.sqs.queueNames('q')).toEqual(['q']);
    controller.abort();
    expect((await Promise.all(waiting)).flat()).toEqual([]);
  });
});
