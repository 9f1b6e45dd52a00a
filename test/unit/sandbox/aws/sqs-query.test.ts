import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, startAws } from './aws-server.js';

let aws: AwsServer;

beforeAll(async () => {
  aws = await startAws();
});

afterAll(async () => {
  await aws.close();
});

describe('the old query protocol', () => {
  const headers = {
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
  };
  const call = async (parameters: Record<string, string>, path = '/') => {
    const body = new URLSearchParams({ ...parameters, Version: '2012-11-05' }).toString();
    const response = await fetch(`${aws.endpoint}${path}`, { method: 'POST', headers, body });
    return { status: response.status, body: await response.text() };
  };

  it('reaches the same queues', async () => {
    const created = await call({
      Action: 'CreateQueue',
      QueueName: 'old',
      'Attribute.1.Name': 'VisibilityTimeout',
      'Attribute.1.Value': '7',
      'Tag.1.Key': 'k',
      'Tag.1.Value': 'v',
    });
    expect(created.body).toContain(`<QueueUrl>${aws.endpoint}/${ACCOUNT}/old</QueueUrl>`);
    const path = `/${ACCOUNT}/old`;
    const sent = await call(
      {
        Action: 'SendMessageBatch',
        'SendMessageBatchRequestEntry.1.Id': 'a',
        'SendMessageBatchRequestEntry.1.MessageBody': 'fish & chips',
        'SendMessageBatchRequestEntry.2.Id': 'b',
        'SendMessageBatchRequestEntry.2.MessageBody': '',
      },
      path,
    );
    expect(sent.body).toMatch(/<SendMessageBatchResultEntry><Id>a<\/Id>.*<BatchResultErrorEntry><Id>b<\/Id>/);
    const attributes = await call(
      { Action: 'GetQueueAttributes', 'AttributeName.1': 'VisibilityTimeout' },
      path,
    );
    expect(attributes.body).toContain(
      '<Attribute><Name>VisibilityTimeout</Name><Value>7</Value></Attribute>',
    );
    const received = await call({ Action: 'ReceiveMessage' }, path);
    expect(received.body).toContain('<Body>fish &#38; chips</Body>');
    const tags = await call({ Action: 'ListQueueTags' }, path);
    expect(tags.body).toContain('<Tag><Key>k</Key><Value>v</Value></Tag>');
  });

  it('has its errors as XML', async () => {
    const { status, body } = await call({ Action: 'GetQueueUrl', QueueName: 'nobody' });
    expect(status).toBe(400);
    expect(body).toContain('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>');
  });
});
