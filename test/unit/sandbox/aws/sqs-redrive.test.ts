import {
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';

const arn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
const redriveTo = (name: string, maxReceiveCount = 2) =>
  JSON.stringify({ deadLetterTargetArn: arn(name), maxReceiveCount });
const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });

let aws: AwsServer;
let clock: number;

beforeEach(async () => {
  clock = 1_700_000_000_000;
  aws = await startAws({ now: () => clock });
});

afterEach(() => aws.close());

async function queue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl = '' } = await aws.sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  return QueueUrl;
}

async function receive(QueueUrl: string) {
  const { Messages = [] } = await aws.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages;
}

it('counts receives, and moves a message with its attributes to the dead-letter queue, where it goes on', async () => {
  const dead = await queue('dead');
  const url = await queue('source', { VisibilityTimeout: '1' });
  await aws.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { RedrivePolicy: redriveTo('dead') } }),
  );
  await aws.sqs.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: 'poison',
      MessageAttributes: { 'gcx-redriven': attribute('1') },
    }),
  );
  const sent = clock;
  for (const count of ['1', '2']) {
    const [message] = await receive(url);
    expect(message?.Attributes).toMatchObject({
      ApproximateReceiveCount: count,
      ApproximateFirstReceiveTimestamp: String(sent),
      SentTimestamp: String(sent),
    });
    expect(message?.Attributes).not.toHaveProperty('DeadLetterQueueSourceArn');
    clock += 1_000;
  }
  expect(await receive(url)).toEqual([]);
  const [message] = await receive(dead);
  expect(message).toMatchObject({
    Body: 'poison',
    MessageAttributes: { 'gcx-redriven': attribute('1') },
    Attributes: {
      ApproximateReceiveCount: '3',
      ApproximateFirstReceiveTimestamp: String(sent),
      SentTimestamp: String(sent),
      DeadLetterQueueSourceArn: arn('source'),
    },
  });
  const { queueUrls } = await aws.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }));
  expect(queueUrls).toEqual([url]);
});

it('lets only those sources redrive to a queue that it allows', async () => {
  const dead = await queue('dead');
  const allow = (policy: object) =>
    aws.sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: dead,
        Attributes: { RedriveAllowPolicy: JSON.stringify(policy) },
      }),
    );
  const source = (name: string) => queue(name, { RedrivePolicy: redriveTo('dead') });
  await allow({ redrivePermission: 'byQueue', sourceQueueArns: [arn('mine')] });
  const { Attributes: read } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ['RedriveAllowPolicy'] }),
  );
  expect(JSON.parse(read?.['RedriveAllowPolicy'] ?? '')).toEqual({
    redrivePermission: 'byQueue',
    sourceQueueArns: [arn('mine')],
  });
  await source('mine');
  expect(await failure(source('theirs'))).toMatchObject({
    code: 'InvalidParameterValue',
    message: expect.stringContaining('does not allow this source queue'),
  });
  await allow({ redrivePermission: 'denyAll' });
  expect(await failure(source('another'))).toMatchObject({ code: 'InvalidParameterValue' });
  await allow({ redrivePermission: 'allowAll' });
  await source('theirs');
  expect(await failure(allow({ redrivePermission: 'byQueue' }))).toMatchObject({
    code: 'InvalidParameterValue',
  });
  expect(await failure(allow({ redrivePermission: 'some' }))).toMatchObject({
    code: 'InvalidParameterValue',
  });
});

it('hides each message of a batch for its own time', async () => {
  const url = await queue('backoff');
  const Entries = ['a', 'b'].map((Id) => ({ Id, MessageBody: Id }));
  await aws.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  const handles = new Map((await receive(url)).map(({ Body, ReceiptHandle }) => [Body, ReceiptHandle]));
  const change = (Id: string, VisibilityTimeout: number, ReceiptHandle = handles.get(Id)) => ({
    Id,
    VisibilityTimeout,
    ReceiptHandle,
  });
  const { Successful: done, Failed: failed } = await aws.sqs.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl: url,
      Entries: [change('a', 5), change('b', 60), change('c', 1, 'none')],
    }),
  );
  expect(done?.map(({ Id }) => Id)).toEqual(['a', 'b']);
  expect(failed?.map(({ Id, Code }) => [Id, Code])).toEqual([['c', 'ReceiptHandleIsInvalid']]);
  clock += 5_000;
  expect((await receive(url)).map(({ Body }) => Body)).toEqual(['a']);
  clock += 55_000;
  expect((await receive(url)).map(({ Body }) => Body).sort()).toEqual(['a', 'b']);
});

it('refuses what is too much or of no type, for an entry or for a whole batch', async () => {
  const url = await queue('large');
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`a${at}`, attribute('x')]));
  const batch = (Entries: ConstructorParameters<typeof SendMessageBatchCommand>[0]['Entries']) =>
    aws.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  const { Successful: sent, Failed: failed } = await batch([
    { Id: 'fine', MessageBody: 'x' },
    { Id: 'many', MessageBody: 'x', MessageAttributes: many },
    { Id: 'type', MessageBody: 'x', MessageAttributes: { a: { DataType: 'Text', StringValue: 'x' } } },
  ]);
  expect(sent?.map(({ Id }) => Id)).toEqual(['fine']);
  expect(failed?.map(({ Id, Code }) => [Id, Code])).toEqual([
    ['many', 'InvalidParameterValue'],
    ['type', 'InvalidParameterValue'],
  ]);
  expect(failed?.[0]?.Message).toBe('Number of message attributes [11] exceeds the allowed maximum [10].');
  const half = 'x'.repeat(600_000);
  expect(
    await failure(
      batch([
        { Id: 'a', MessageBody: half },
        { Id: 'b', MessageBody: half },
      ]),
    ),
  ).toMatchObject({ code: 'AWS.SimpleQueueService.BatchRequestTooLong' });
});
