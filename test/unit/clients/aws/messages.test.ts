import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../base/net/test-server.js';
import { type AwsRequest, useAws, xml } from './aws-server.js';

const setup = useAws();
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const url = { json: { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/q' } };
const answering = (answer: (request: AwsRequest) => Reply) => (request: AwsRequest) =>
  request.action === 'GetQueueUrl' ? url : answer(request);

describe('messages of an SQS queue', () => {
  it('are received with attributes, SQS’s own and the sender’s, hidden for as long as asked', async () => {
    const { aws, server } = await setup(
      answering(() => ({
        json: {
          Messages: [
            {
              MessageId: 'm',
              Body: 'b',
              MD5OfBody: md5('b'),
              ReceiptHandle: 'r',
              Attributes: { ApproximateReceiveCount: '3', SentTimestamp: '1' },
              MessageAttributes: {
                'gcx-reason': { DataType: 'String', StringValue: 'malformed' },
                number: { DataType: 'Number', StringValue: '7' },
                bytes: { DataType: 'Binary', BinaryValue: 'AA==' },
              },
            },
            { MessageId: 'n', Body: 'c', MD5OfBody: md5('c'), ReceiptHandle: 's' },
          ],
        },
      })),
    );
    expect(await aws.sqs.receive('q', 0, new AbortController().signal, 1_800)).toEqual([
      {
        id: 'm',
        body: 'b',
        receipt: 'r',
        attributes: { ApproximateReceiveCount: '3', SentTimestamp: '1' },
        messageAttributes: { 'gcx-reason': 'malformed', number: '7' },
      },
      { id: 'n', body: 'c', receipt: 's', attributes: {}, messageAttributes: {} },
    ]);
    expect(JSON.parse(server.received[1]?.body ?? '')).toMatchObject({ VisibilityTimeout: 1_800 });
  });

  it('are hidden as the queue has it where nothing is asked', async () => {
    const { aws, server } = await setup(answering(() => ({ json: {} })));
    await aws.sqs.receive('q', 0, new AbortController().signal);
    expect(JSON.parse(server.received[1]?.body ?? '')).not.toHaveProperty('VisibilityTimeout');
  });

  it('are sent with attributes, and to a FIFO queue with a group', async () => {
    const inputs: unknown[] = [];
    const { aws } = await setup(
      answering(({ input }) => {
        inputs.push(input);
        return { json: { MessageId: 'm', MD5OfMessageBody: md5('b') } };
      }),
    );
    await aws.sqs.send('q', { body: 'b', messageAttributes: { 'gcx-redriven': 'true' } });
    await aws.sqs.send('q', { body: 'b', group: 'g', deduplicationId: 'd' });
    expect(inputs).toEqual([
      {
        QueueUrl: url.json.QueueUrl,
        MessageBody: 'b',
        MessageAttributes: { 'gcx-redriven': { DataType: 'String', StringValue: 'true' } },
      },
      {
        QueueUrl: url.json.QueueUrl,
        MessageBody: 'b',
        MessageAttributes: {},
        MessageGroupId: 'g',
        MessageDeduplicationId: 'd',
      },
    ]);
  });

  it('are shown again ten a call, whatever SQS says of those that are shown already', async () => {
    const sent: unknown[] = [];
    const failed = { Id: '0', Code: 'AWS.SimpleQueueService.MessageNotInflight', SenderFault: true };
    const { aws, calls } = await setup(
      answering(({ input }) => {
        sent.push(input);
        return { json: { Successful: [], Failed: [failed] } };
      }),
    );
    await aws.sqs.showAgain(
      'q',
      Array.from({ length: 11 }, (_, index) => `r${index}`),
    );
    expect(calls()).toEqual(['GetQueueUrl', 'ChangeMessageVisibilityBatch', 'ChangeMessageVisibilityBatch']);
    expect(sent[1]).toEqual({
      QueueUrl: url.json.QueueUrl,
      Entries: [{ Id: '0', ReceiptHandle: 'r10', VisibilityTimeout: 0 }],
    });
  });
});

describe('an SNS topic', () => {
  it('takes a message', async () => {
    const { aws, server } = await setup(({ action }) => xml(action, '<MessageId>m</MessageId>'));
    await aws.sns.publish('arn:aws:sns:eu-west-1:111122223333:t', 'hello');
    const form = new URLSearchParams(server.received[0]?.body);
    expect([form.get('Action'), form.get('Message')]).toEqual(['Publish', 'hello']);
  });
});
