import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, REGION, startAws } from './aws-server.js';
import { EVENT, rule, SOURCE } from './delivery-pipe.js';
import { seededRole } from './roles.js';

const OTHER = '444455556666';
const RoleArn = `arn:aws:iam::${ACCOUNT}:role/out`;
const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${OTHER}:${resource}`;
const allowing = (principal: string, Action: string) => ({
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action,
});
const policy = (principal: string, action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [allowing(principal, action)] });

let aws: AwsServer;

beforeEach(async () => {
  aws = await startAws({
    seed: {
      sources: [{ name: SOURCE }],
      roles: [seededRole('out', 'events.amazonaws.com')],
      queues: [
        { name: arn('sqs', 'open'), attributes: { Policy: policy(RoleArn, 'sqs:SendMessage') } },
        { name: arn('sqs', 'closed') },
        {
          name: arn('sqs', 'of-another-role'),
          attributes: { Policy: policy(`${RoleArn}-2`, 'sqs:SendMessage') },
        },
        {
          name: 'in-order.fifo',
          attributes: {
            ContentBasedDeduplication: 'true',
            Policy: JSON.stringify({
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: { Service: 'events.amazonaws.com' },
                  Action: 'sqs:SendMessage',
                },
              ],
            }),
          },
        },
      ],
      topics: [{ name: arn('sns', 'calls'), attributes: { Policy: policy(ACCOUNT, 'sns:Publish') } }],
      functions: [
        { name: arn('lambda', 'function:sync'), statements: [allowing(RoleArn, 'lambda:InvokeFunction')] },
      ],
    },
  });
});

afterEach(async () => {
  await aws.close();
});

async function emitted(event: Record<string, unknown> = EVENT) {
  aws.cloud.partner.putEvent(SOURCE, event as typeof EVENT);
  await aws.cloud.settle();
  return aws.cloud.deliveries().map(({ outcome, target = '', why }) => ({
    outcome,
    target: target.split(':').at(-1),
    why,
  }));
}

describe('targets in another account', () => {
  it('get events with a role that their policy lets in, and only then', async () => {
    await rule(
      aws,
      { Id: '1', Arn: arn('sqs', 'open'), RoleArn },
      { Id: '2', Arn: arn('sqs', 'closed'), RoleArn },
      { Id: '3', Arn: arn('sqs', 'of-another-role'), RoleArn },
      { Id: '4', Arn: arn('sns', 'calls'), RoleArn },
      { Id: '5', Arn: arn('lambda', 'function:sync'), RoleArn },
    );
    const found = await emitted();
    expect(found.map(({ outcome, target }) => `${outcome} ${target}`)).toEqual([
      'delivered open',
      'dropped closed',
      'dropped of-another-role',
      'delivered calls',
      'delivered sync',
    ]);
    expect(found[1]?.why).toContain(`does not let ${RoleArn} in`);
  });

  it.each([arn('sqs', 'open'), arn('sns', 'calls'), arn('lambda', 'function:sync')])(
    'are refused without a role: %s',
    async (there) => {
      await expect(rule(aws, { Id: '1', Arn: there })).rejects.toThrow(
        `RoleArn is required for target ${there}.`,
      );
      expect(await emitted()).toEqual([]);
    },
  );
});

describe('a message group', () => {
  const inOrder = `arn:aws:sqs:${REGION}:${ACCOUNT}:in-order.fifo`;
  const target = (MessageGroupId: string) => ({ Id: '1', Arn: inOrder, SqsParameters: { MessageGroupId } });

  it('comes from the event where it is a path', async () => {
    await rule(aws, target('$.detail.eventBody.mediaType'));
    await emitted();
    const QueueUrl = `${aws.endpoint}/${ACCOUNT}/in-order.fifo`;
    const { Messages = [] } = await aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['MessageGroupId'] }),
    );
    expect(Messages.map(({ Attributes }) => Attributes?.MessageGroupId)).toEqual(['VOICE']);
  });

  it('that is not in the event keeps it from being delivered', async () => {
    await rule(aws, target('$.detail.eventBody.nothing'));
    expect(await emitted()).toEqual([
      expect.objectContaining({
        outcome: 'dropped',
        why: expect.stringContaining('$.detail.eventBody.nothing'),
      }),
    ]);
  });
});
