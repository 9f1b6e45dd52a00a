import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { type AwsServer, startAws } from './aws-server.js';
import { queueArn } from './delivery-pipe.js';
import { invoke, makeFunction, WITH_ROLE } from './lambda-zip.js';

/** Answers what batches it got, when it is invoked with `{}`; otherwise does with each message as its body says. */
const WORKER = `
let batches = [];
export const handler = async (event) => {
  if (event.Records === undefined) return batches;
  batches.push(event.Records);
  const said = event.Records.map(({ body }) => body);
  if (said.includes('throw')) throw new Error('no');
  if (said.includes('die')) process.exit(1);
  if (said.includes('malformed')) return { batchItemFailures: [{ itemIdentifier: '' }] };
  const failed = event.Records.filter(({ body }) => body.startsWith('fail'));
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

const HIDDEN_SECONDS = 30;

let aws: AwsServer;
let ahead = 0;

beforeAll(async () => {
  aws = await startAws({ seed: WITH_ROLE, now: () => Date.now() + ahead });
});

afterAll(async () => {
  await aws.close();
});

/** The records of one message as the worker saw it. */
interface SeenRecord {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, unknown>>;
}

/** An SQS queue with a dead-letter queue, and a function that takes from it. */
async function pipe(
  name: string,
  mapping: { BatchSize?: number; MaximumBatchingWindowInSeconds?: number } = {},
  source = WORKER,
) {
  await aws.sqs.send(new CreateQueueCommand({ QueueName: `${name}-dead` }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn(`${name}-dead`), maxReceiveCount: 2 });
  const { QueueUrl = '' } = await aws.sqs.send(
    new CreateQueueCommand({
      QueueName: name,
      Attributes: { RedrivePolicy, VisibilityTimeout: String(HIDDEN_SECONDS) },
    }),
  );
  await makeFunction(aws, name, source);
  await aws.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: name,
      EventSourceArn: queueArn(name),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ...mapping,
    }),
  );
  return {
    send: async (...bodies: string[]) => {
      const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      await aws.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      await aws.cloud.settle();
    },
    url: QueueUrl,
    batches: async () => (await invoke(aws, name)).value as SeenRecord[][],
    waiting: () => aws.cloud.inspect().messages[queueArn(name)],
    dead: () => aws.cloud.inspect().messages[queueArn(`${name}-dead`)],
    passTime: async (seconds: number) => {
      ahead += seconds * 1_000;
      aws.cloud.wake();
      await aws.cloud.settle();
    },
  };
}

describe('an event source mapping', () => {
  it('hands messages over as Lambda writes them, and deletes them', async () => {
    const { url, batches, waiting } = await pipe('records');
    await aws.sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: 'hello',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'greeting' } },
      }),
    );
    await aws.cloud.settle();
    const [[record] = []] = await batches();
    expect(record).toEqual({
      messageId: expect.stringMatching(/^[\da-f-]{36}$/),
      receiptHandle: expect.any(String),
      body: 'hello',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        SenderId: expect.any(String),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      },
      messageAttributes: {
        kind: { stringValue: 'greeting', stringListValues: [], binaryListValues: [], dataType: 'String' },
      },
      md5OfMessageAttributes: expect.any(String),
      md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn('records'),
      awsRegion: 'eu-west-1',
    });
    expect(waiting()).toBe(0);
    const taken = aws.cloud.deliveries().filter(({ by }) => by === 'lambda');
    expect(taken).toMatchObject([{ outcome: 'delivered', eventId: record?.messageId }]);
  });

  it('gathers a batch, without waiting for the window where somebody waits', async () => {
    const { send, batches } = await pipe('gathers', { BatchSize: 100, MaximumBatchingWindowInSeconds: 300 });
    await send('a', 'b', 'c');
    expect((await batches()).map((batch) => batch.map(({ body }) => body))).toEqual([['a', 'b', 'c']]);
  });

  it('leaves what is reported as failed; it comes back, and goes to the dead-letter queue', async () => {
    const { send, batches, waiting, dead, passTime } = await pipe('partly', {
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 1,
    });
    await send('good', 'fail');
    expect([waiting(), dead()]).toEqual([1, 0]);
    await passTime(HIDDEN_SECONDS - 1);
    expect(await batches()).toHaveLength(1);
    await passTime(2);
    expect((await batches()).map((batch) => batch.map(({ body }) => body))).toEqual([
      ['good', 'fail'],
      ['fail'],
    ]);
    expect((await batches())[1]?.[0]?.attributes['ApproximateReceiveCount']).toBe('2');
    await passTime(HIDDEN_SECONDS + 1);
    expect([waiting(), dead()]).toEqual([0, 1]);
    const { QueueUrl = '' } = await aws.sqs.send(new CreateQueueCommand({ QueueName: 'partly-dead' }));
    const { Messages } = await aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'] }),
    );
    expect(Messages?.[0]?.Attributes?.['DeadLetterQueueSourceArn']).toBe(queueArn('partly'));
  });

  it.each(['throw', 'die', 'malformed'])('leaves the whole batch after: %s', async (body) => {
    const { send, waiting, dead, passTime } = await pipe(`whole-${body}`, {
      MaximumBatchingWindowInSeconds: 1,
    });
    await send('good', body);
    expect([waiting(), dead()]).toEqual([2, 0]);
    await passTime(HIDDEN_SECONDS + 1);
    await passTime(HIDDEN_SECONDS + 1);
    expect([waiting(), dead()]).toEqual([0, 2]);
  });

  it('takes the messages of a FIFO queue in the order of their groups, and no window or large batch of it', async () => {
    const file = join(temporaryFolder(), 'handled');
    const Attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true', VisibilityTimeout: '30' };
    const { QueueUrl } = await aws.sqs.send(new CreateQueueCommand({ QueueName: 'calls.fifo', Attributes }));
    await makeFunction(
      aws,
      'calls',
      `import { appendFileSync } from 'node:fs';
      export const handler = async ({ Records: [{ body, messageId, attributes }] }) => {
        appendFileSync(${JSON.stringify(file)}, body + ' ');
        const failed = body === 'a1' && attributes.ApproximateReceiveCount === '1';
        return { batchItemFailures: failed ? [{ itemIdentifier: messageId }] : [] };
      };`,
    );
    const map = (settings: { BatchSize: number; MaximumBatchingWindowInSeconds?: number }) =>
      aws.lambda.send(
        new CreateEventSourceMappingCommand({
          FunctionName: 'calls',
          EventSourceArn: queueArn('calls.fifo'),
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          ...settings,
        }),
      );
    await expect(map({ BatchSize: 10, MaximumBatchingWindowInSeconds: 1 })).rejects.toThrow(
      'Batching window is not supported for FIFO queues',
    );
    await expect(map({ BatchSize: 11 })).rejects.toThrow('Maximum batch window in seconds must be greater');
    await map({ BatchSize: 1 });
    const handled = () => readFileSync(file, 'utf8').trim().split(' ');
    const ofGroup = (group: string) => handled().filter((body) => body.startsWith(group));
    const Entries = ['a1', 'a2', 'b1', 'a3', 'b2'].map((MessageBody) => ({
      Id: MessageBody,
      MessageBody,
      MessageGroupId: MessageBody.slice(0, 1),
    }));
    await aws.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    await aws.cloud.settle();
    expect([ofGroup('a'), ofGroup('b')]).toEqual([['a1'], ['b1', 'b2']]);
    ahead += 31_000;
    aws.cloud.wake();
    await aws.cloud.settle();
    expect(ofGroup('a')).toEqual(['a1', 'a1', 'a2', 'a3']);
  });

  it('tells the worker the time of the sandbox', async () => {
    const { passTime } = await pipe(
      'clock',
      {},
      'export const handler = async () => [Date.now(), new Date().getTime()];',
    );
    await passTime(7 * 86_400);
    const { value } = await invoke(aws, 'clock');
    for (const time of value as number[]) expect(Math.abs(time - Date.now() - ahead)).toBeLessThan(60_000);
  });

  it('stops when it is disabled, and when it is deleted', async () => {
    const { url, waiting } = await pipe('stops');
    const {
      DeleteEventSourceMappingCommand,
      ListEventSourceMappingsCommand,
      UpdateEventSourceMappingCommand,
    } = await import('@aws-sdk/client-lambda');
    const { EventSourceMappings: [{ UUID = '' } = {}] = [] } = await aws.lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName: 'stops' }),
    );
    ahead += 2_000;
    await aws.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
    await aws.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'a' }));
    await aws.cloud.settle();
    expect(waiting()).toBe(1);
    ahead += 2_000;
    await aws.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
    await aws.cloud.settle();
    expect(waiting()).toBe(0);
    ahead += 2_000;
    await aws.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    await aws.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'b' }));
    await aws.cloud.settle();
    const { Attributes } = await aws.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    expect(Attributes?.['ApproximateNumberOfMessages']).toBe('1');
  });
});
