import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemRuntime } from '../../../../src/lib/base/net/index.js';
import { AwsCaller } from '../../../../src/lib/clients/aws/caller.js';
import { kmsApi } from '../../../../src/lib/clients/aws/kms.js';
import type { KmsApi } from '../../../../src/lib/clients/aws/model.js';
import { ACCOUNT, type AwsServer, REGION, startAws } from './aws-server.js';
import { EVENT, queueArn, RULE_ARN, rule, SOURCE, topicArn } from './delivery-pipe.js';

const arn = (id: string, account = ACCOUNT) => `arn:aws:kms:${REGION}:${account}:key/${id}`;
const letting = (service: string, part = {}) => ({
  Effect: 'Allow',
  Principal: { Service: service },
  Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  Resource: '*',
  ...part,
});
const policy = (...Statement: readonly object[]) => JSON.parse(JSON.stringify({ Statement }));
const everyone = (action: string) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: action }] });
const conditioned = letting('events.amazonaws.com', {
  Condition: { ArnLike: { 'aws:SourceArn': RULE_ARN } },
});

let aws: AwsServer;
let kms: KmsApi;

beforeEach(async () => {
  const on = (name: string, key: string, action: string) => ({
    name,
    attributes: { KmsMasterKeyId: key, Policy: everyone(action) },
  });
  aws = await startAws({
    seed: {
      sources: [{ name: SOURCE }],
      keys: [
        { key: 'open', alias: 'alias/open', policy: policy(letting('events.amazonaws.com')) },
        { key: 'closed' },
        { key: 'conditioned', policy: policy(conditioned) },
        { key: 'off', enabled: false, policy: policy(letting('events.amazonaws.com')) },
        { key: arn('theirs', '444455556666') },
      ],
      queues: [
        on('open', arn('open'), 'sqs:SendMessage'),
        on('by-alias', 'alias/open', 'sqs:SendMessage'),
        on('closed', 'closed', 'sqs:SendMessage'),
        on('of-aws', 'alias/aws/sqs', 'sqs:SendMessage'),
        on('conditioned', arn('conditioned'), 'sqs:SendMessage'),
        on('off', arn('off'), 'sqs:SendMessage'),
        on('gone', arn('gone'), 'sqs:SendMessage'),
      ],
      topics: [
        on('conditioned', arn('conditioned'), 'sns:Publish'),
        {
          ...on('open', arn('open'), 'sns:Publish'),
          subscriptions: [{ protocol: 'sqs', endpoint: queueArn('open') }],
        },
      ],
    },
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  kms = kmsApi(new AwsCaller({ region: REGION, endpoint: aws.endpoint, credentials }, systemRuntime));
});

afterEach(async () => {
  await aws.close();
});

async function outcomesAt(...arns: readonly string[]): Promise<readonly string[]> {
  await rule(aws, ...arns.map((target, index) => ({ Id: String(index), Arn: target })));
  aws.cloud.partner.putEvent(SOURCE, EVENT);
  await aws.cloud.settle();
  return aws.cloud
    .deliveries()
    .map(({ outcome, target, why }) => `${outcome} ${target?.split(':').at(-1)}: ${why}`);
}

describe('a key', () => {
  it('is read with its policy, by id, ARN and alias', async () => {
    const read = {
      arn: arn('open'),
      ofAws: false,
      enabled: true,
      policy: policy(letting('events.amazonaws.com')),
    };
    expect(await kms.key('open')).toEqual(read);
    expect(await kms.key(arn('open'))).toEqual(read);
    expect(await kms.key('alias/open')).toEqual(read);
    expect(await kms.key(arn('off'))).toMatchObject({ enabled: false });
  });

  it('that is not there is none, one of another account is read without its policy', async () => {
    expect(await kms.key(arn('gone'))).toBeUndefined();
    expect(await kms.key('alias/gone')).toBeUndefined();
    expect(await kms.key(arn('theirs', '444455556666'))).toEqual({
      arn: arn('theirs', '444455556666'),
      ofAws: false,
      enabled: true,
    });
  });
});

describe('what a key encrypts', () => {
  it('gets events where its policy lets EventBridge use it, and only then', async () => {
    const outcomes = await outcomesAt(
      ...['open', 'by-alias', 'closed', 'of-aws', 'conditioned'].map(queueArn),
    );
    expect(outcomes.map((line) => line.split(':')[0])).toEqual([
      'delivered open',
      'delivered by-alias',
      'dropped closed',
      'dropped of-aws',
      'delivered conditioned',
    ]);
    expect(outcomes[2]).toContain(`the policy of ${arn('closed')}`);
    expect(outcomes[3]).toContain('alias/aws/sqs, which events.amazonaws.com cannot use');
  });

  it('gets nothing where the key is off or gone', async () => {
    const outcomes = await outcomesAt(...['off', 'gone'].map(queueArn));
    expect(outcomes).toEqual([
      expect.stringContaining('is disabled'),
      expect.stringContaining('there is no such key'),
    ]);
  });

  it('for a topic takes no condition on the rule; a topic needs the key of the queue that it feeds', async () => {
    const outcomes = await outcomesAt(topicArn('conditioned'), topicArn('open'));
    expect(outcomes.map((line) => line.split(':')[0])).toEqual([
      'dropped conditioned',
      'delivered open',
      'dropped open',
    ]);
    expect(outcomes[2]).toContain('does not let sns.amazonaws.com do kms:GenerateDataKey');
  });
});
