import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';

let aws: AwsServer;
let clock = 1_700_000_000_000;

beforeAll(async () => {
  aws = await startAws({ now: () => clock, holdQueueNames: true });
});

afterAll(async () => {
  await aws.close();
});

async function queue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl = '' } = await aws.sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  return QueueUrl;
}

const send = (QueueUrl: string, MessageBody: string, MessageGroupId?: string) =>
  aws.sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody,
      ...(MessageGroupId === undefined ? {} : { MessageGroupId }),
    }),
  );

async function receive(QueueUrl: string, most = 10) {
  const { Messages = [] } = await aws.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: most,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages;
}

const read = async (QueueUrl: string, ...AttributeNames: QueueAttributeName[]) => {
  const { Attributes } = await aws.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return Attributes;
};

describe('queues', () => {
  it('are made, found, listed, tagged', async () => {
    const url = await queue('orders', { VisibilityTimeout: '5' });
    expect(url).toBe(`${aws.endpoint}/${ACCOUNT}/orders`);
    expect(await queue('orders', { VisibilityTimeout: '5' })).toBe(url);
    const found = await aws.sqs.send(
      new GetQueueUrlCommand({ QueueName: 'orders', QueueOwnerAWSAccountId: ACCOUNT }),
    );
    expect(found.QueueUrl).toBe(url);
    const listed = await aws.sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'ord' }));
    expect(listed.QueueUrls).toEqual([url]);
    expect(await read(url, 'QueueArn', 'VisibilityTimeout')).toEqual({
      QueueArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:orders`,
      VisibilityTimeout: '5',
    });
    await aws.sqs.send(new TagQueueCommand({ QueueUrl: url, Tags: { a: '1', b: '2' } }));
    await aws.sqs.send(new UntagQueueCommand({ QueueUrl: url, TagKeys: ['a'] }));
    const { Tags } = await aws.sqs.send(new ListQueueTagsCommand({ QueueUrl: url }));
    expect(Tags).toEqual({ b: '2' });
  });

  it('keep their name for 60 s after they are deleted', async () => {
    const QueueUrl = await queue('short-lived');
    await aws.sqs.send(new DeleteQueueCommand({ QueueUrl }));
    expect(await failure(queue('short-lived'))).toMatchObject({
      message: expect.stringContaining('You must wait 60 seconds'),
    });
    clock += 60_000;
    expect(await queue('short-lived')).toBe(QueueUrl);
  });

  it('answer errors as AWS was recorded to', async () => {
    await queue('taken');
    expect(await failure(queue('taken', { DelaySeconds: '7' }))).toEqual({
      code: 'QueueAlreadyExists',
      message: 'A queue already exists with the same name and a different value for attribute DelaySeconds',
      status: 400,
    });
    expect(await failure(aws.sqs.send(new GetQueueUrlCommand({ QueueName: 'none' })))).toEqual({
      code: 'AWS.SimpleQueueService.NonExistentQueue',
      message: 'The specified queue does not exist.',
      status: 400,
    });
    expect(await failure(queue('fifo-less', { ContentBasedDeduplication: 'true' }))).toMatchObject({
      code: 'InvalidAttributeName',
      message: 'Unknown Attribute ContentBasedDeduplication.',
    });
    const url = await queue('standard');
    const set = { QueueUrl: url, Attributes: { FifoQueue: 'true' } };
    expect(await failure(aws.sqs.send(new SetQueueAttributesCommand(set)))).toMatchObject({
      code: 'InvalidAttributeName',
      message: 'Unknown Attribute FifoQueue.',
    });
    expect(await failure(queue('n'.repeat(81)))).toMatchObject({ code: 'InvalidParameterValue' });
    expect(await failure(queue('bounds', { VisibilityTimeout: '43201' }))).toMatchObject({
      code: 'InvalidAttributeValue',
    });
  });

  it('refuse policies over the quotas', async () => {
    const url = await queue('policy');
    const set = (statements: readonly object[]) =>
      aws.sqs.send(
        new SetQueueAttributesCommand({
          QueueUrl: url,
          Attributes: { Policy: JSON.stringify({ Statement: statements }) },
        }),
      );
    const statements = (count: number, more = {}) =>
      Array.from({ length: count }, (_, at) => ({
        Sid: String(at),
        Effect: 'Allow',
        Principal: { AWS: ACCOUNT },
        Action: 'sqs:SendMessage',
        Resource: '*',
        ...more,
      }));
    await set(statements(20));
    expect(JSON.parse((await read(url, 'Policy'))?.['Policy'] ?? '').Statement[0].Principal).toEqual({
      AWS: `arn:aws:iam::${ACCOUNT}:root`,
    });
    expect(await failure(set(statements(21)))).toEqual({
      code: 'OverLimit',
      message: '21 statements were found in the submitted policy, max allowed is 20',
      status: 403,
    });
    expect(
      await failure(set(statements(4, { Condition: { ArnLike: { 'aws:SourceArn': 'x'.repeat(2_000) } } }))),
    ).toMatchObject({
      code: 'OverLimit',
      message: 'Submitted policy is over max allowed size.',
    });
    const actions = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `sqs:${name}`);
    expect(await failure(set(statements(1, { Action: actions })))).toMatchObject({
      message: '8 actions were found in a statement from the submitted policy, max allowed is 7',
    });
  });
});

describe('messages', () => {
  it('are hidden while they are worked on, and come back', async () => {
    const url = await queue('work', { VisibilityTimeout: '30' });
    await send(url, 'one');
    const [first] = await receive(url);
    expect(first?.Body).toBe('one');
    expect(await receive(url)).toEqual([]);
    expect(await read(url, 'ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible')).toEqual({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
    });
    clock += 30_000;
    const [second] = await receive(url);
    expect(second?.Attributes?.['ApproximateReceiveCount']).toBe('2');
    const { ReceiptHandle } = second ?? {};
    await aws.sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
    );
    expect(await receive(url)).toHaveLength(1);
    await aws.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    clock += 30_000;
    expect(await receive(url)).toEqual([]);
  });

  it('keep their attributes', async () => {
    const url = await queue('attributes');
    const MessageAttributes = {
      text: { DataType: 'String', StringValue: 'ä' },
      bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
    };
    await aws.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: '<&>', MessageAttributes }));
    const [message] = await receive(url);
    expect(message?.Body).toBe('<&>');
    expect(message?.MessageAttributes?.['text']?.StringValue).toBe('ä');
    expect([...(message?.MessageAttributes?.['bytes']?.BinaryValue ?? [])]).toEqual([0, 255]);
  });

  it('take a trace header of X-Ray’s form alone, and do not count it', async () => {
    const url = await queue('traced');
    const sendTraced = (StringValue: string) =>
      aws.sqs.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: 'x'.repeat(1_048_576),
          MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue } },
        }),
      );
    await sendTraced('Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0;Own=word');
    await expect(sendTraced('Root=dummy;Sampled=0')).rejects.toThrow('invalid value');
  });

  it('wake a receiver that waits', async () => {
    const url = await queue('long-poll');
    const waiting = aws.sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }));
    await send(url, 'at last');
    expect((await waiting).Messages?.[0]?.Body).toBe('at last');
  });

  it('come in batches, of which some may fail', async () => {
    const url = await queue('batch');
    const Entries = [
      { Id: 'a', MessageBody: 'a' },
      { Id: 'b', MessageBody: '' },
    ];
    const answer = await aws.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['a']);
    expect(answer.Failed?.map(({ Id, Code }) => [Id, Code])).toEqual([['b', 'MissingParameter']]);
    const [message] = await receive(url);
    const deletion = { QueueUrl: url, Entries: [{ Id: 'x', ReceiptHandle: message?.ReceiptHandle }] };
    expect((await aws.sqs.send(new DeleteMessageBatchCommand(deletion))).Successful).toHaveLength(1);
    const many = Array.from({ length: 11 }, (_, at) => ({ Id: String(at), MessageBody: 'x' }));
    expect(
      await failure(aws.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: many }))),
    ).toMatchObject({
      code: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
      message: 'Maximum number of entries per request are 10. You have sent 11.',
    });
  });

  it('are purged once a minute', async () => {
    const url = await queue('purge');
    await send(url, 'x');
    await aws.sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
    expect(await receive(url)).toEqual([]);
    expect(await failure(aws.sqs.send(new PurgeQueueCommand({ QueueUrl: url })))).toEqual({
      code: 'AWS.SimpleQueueService.PurgeQueueInProgress',
      message: 'Only one PurgeQueue operation on purge is allowed every 60 seconds.',
      status: 403,
    });
  });

  it('that nobody can work off move to the dead-letter queue', async () => {
    const dead = await queue('dead');
    const deadLetterTargetArn = `arn:aws:sqs:${REGION}:${ACCOUNT}:dead`;
    const url = await queue('source', {
      VisibilityTimeout: '1',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
    });
    await send(url, 'poison');
    for (let tries = 0; tries < 3; tries += 1) {
      await receive(url);
      clock += 1_000;
    }
    expect(await read(url, 'ApproximateNumberOfMessages')).toEqual({ ApproximateNumberOfMessages: '0' });
    expect((await receive(dead))[0]?.Body).toBe('poison');
    const none = JSON.stringify({ deadLetterTargetArn: `${deadLetterTargetArn}-none`, maxReceiveCount: 2 });
    expect(await failure(queue('broken', { RedrivePolicy: none }))).toMatchObject({
      message: expect.stringContaining('Dead letter target does not exist.'),
    });
  });

  it('expire', async () => {
    const url = await queue('expiry', { MessageRetentionPeriod: '60' });
    await send(url, 'old');
    clock += 60_001;
    expect(await receive(url)).toEqual([]);
  });
});

describe('FIFO queues', () => {
  it('keep the order within a group and drop what comes twice', async () => {
    const url = await queue('calls.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    await send(url, '1', 'a');
    await send(url, '2', 'a');
    await send(url, '1', 'a');
    await send(url, '3', 'b');
    const [first] = await receive(url, 1);
    expect(first?.Body).toBe('1');
    // The rest of group a waits for its first message.
    expect((await receive(url)).map(({ Body }) => Body)).toEqual(['3']);
    await aws.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
    expect((await receive(url)).map(({ Body }) => Body)).toEqual(['2']);
  });

  it('want a group, and a way to tell messages apart', async () => {
    const url = await queue('strict.fifo', { FifoQueue: 'true' });
    expect(await failure(send(url, 'x'))).toMatchObject({
      code: 'MissingParameter',
      message: 'The request must contain the parameter MessageGroupId.',
    });
    expect(await failure(send(url, 'x', 'g'))).toMatchObject({
      code: 'InvalidParameterValue',
      message:
        'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    });
    expect(await failure(queue('strict', { FifoQueue: 'true' }))).toMatchObject({
      code: 'InvalidParameterValue',
    });
  });
});
