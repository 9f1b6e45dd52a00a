import { describe, expect, it } from 'vitest';
import { type AwsRequest, jsonError, useAws } from './aws-server.js';

const setup = useAws();
const arn = 'arn:aws:dynamodb:eu-west-1:111122223333:table/t';
const missing = jsonError(
  'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
  'Requested resource not found: Table: t not found',
);
const inUse = jsonError('ResourceInUseException', 'Table already exists: t');

function table(status: string, key = 'S') {
  return {
    json: {
      Table: {
        TableName: 't',
        TableArn: arn,
        TableStatus: status,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: key }],
      },
    },
  };
}

/** A table without TTL whose tags come on two pages. */
function reads({ action, input }: AwsRequest) {
  if (action === 'DescribeTimeToLive') {
    return {
      json: { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLING', AttributeName: 'expiration' } },
    };
  }
  return input['NextToken'] === undefined
    ? { json: { Tags: [{ Key: 'a', Value: 'b' }], NextToken: 'n' } }
    : { json: { Tags: [{ Key: 'c', Value: 'd' }] } };
}

describe('a DynamoDB table', () => {
  it('is read with its key, its TTL and its tags over all pages', async () => {
    const { aws } = await setup((request) =>
      request.action === 'DescribeTable' ? table('ACTIVE') : reads(request),
    );
    expect(await aws.dynamo.table('t')).toEqual({
      name: 't',
      arn,
      status: 'ACTIVE',
      key: 'id',
      provisioned: false,
      ttl: 'expiration',
      tags: { a: 'b', c: 'd' },
    });
  });

  it.each([
    [{ BillingModeSummary: { BillingMode: 'PROVISIONED' } }, true],
    [{ BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } }, false],
    // One that was never on demand may have no summary.
    [{ ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } }, true],
    [{ ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 } }, false],
  ])('is provisioned or on demand: %o', async (billing, provisioned) => {
    const { json } = table('ACTIVE');
    const { aws } = await setup((request) =>
      request.action === 'DescribeTable'
        ? { json: { Table: { ...json.Table, ...billing } } }
        : reads(request),
    );
    expect((await aws.dynamo.table('t'))?.provisioned).toBe(provisioned);
  });

  it('has no key where that is no string', async () => {
    const { aws } = await setup((request) =>
      request.action === 'DescribeTable' ? table('ACTIVE', 'N') : reads(request),
    );
    expect(await aws.dynamo.table('t')).not.toHaveProperty('key');
  });

  it.each([
    ['not there', missing],
    ['being deleted', table('DELETING')],
  ] as const)('is none where it is %s', async (_, answer) => {
    const { aws } = await setup(() => answer);
    expect(await aws.dynamo.table('t')).toBeUndefined();
  });

  it('is waited for until it is ACTIVE, and tagged where its tags were dropped', async () => {
    let looks = 0;
    const { aws, calls, sleeps, server } = await setup((request) => {
      if (request.action === 'DescribeTable') return table(++looks < 3 ? 'CREATING' : 'ACTIVE');
      return request.action === 'CreateTable' ? table('CREATING') : reads(request);
    });
    await aws.dynamo.createTable('t', 'id', { a: 'b', e: 'f' });
    expect(calls()).toEqual([
      'CreateTable',
      ...Array(3).fill('DescribeTable'),
      ...Array(2).fill('ListTagsOfResource'),
      'TagResource',
    ]);
    expect(sleeps).toEqual([250, 500]);
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      Tags: [
        { Key: 'a', Value: 'b' },
        { Key: 'e', Value: 'f' },
      ],
    });
    expect(JSON.parse(server.received.at(-1)?.body ?? '')).toEqual({
      ResourceArn: arn,
      Tags: [{ Key: 'e', Value: 'f' }],
    });
  });

  it('whose tags are not there yet is asked for them again', async () => {
    let looks = 0;
    const { aws, sleeps } = await setup((request) => {
      if (request.action === 'ListTagsOfResource' && ++looks < 3) return missing;
      return /^(?:Create|Describe)Table$/.test(request.action) ? table('ACTIVE') : reads(request);
    });
    await aws.dynamo.createTable('t', 'id', { a: 'b' });
    expect(sleeps).toEqual([250, 500]);
  });

  it('is made once an old one of that name is gone', async () => {
    let creates = 0;
    const { aws, calls } = await setup((request) => {
      if (request.action === 'CreateTable') return ++creates === 1 ? inUse : table('CREATING');
      if (request.action === 'DescribeTable') return table(creates === 1 ? 'DELETING' : 'ACTIVE');
      return reads(request);
    });
    await aws.dynamo.createTable('t', 'id', { a: 'b' });
    expect(calls().filter((call) => call === 'CreateTable')).toHaveLength(2);
  });

  it('that is there already is an error, but after a lost answer', async () => {
    const others = await setup(({ action }) => (action === 'CreateTable' ? inUse : table('ACTIVE')));
    await expect(others.aws.dynamo.createTable('t', 'id', {})).rejects.toMatchObject({
      awsCode: 'ResourceInUseException',
    });
    const lost = await setup((request) => {
      if (request.action !== 'CreateTable') {
        return request.action === 'DescribeTable' ? table('ACTIVE') : reads(request);
      }
      return lost.calls().length === 1 ? { status: 500, json: {} } : inUse;
    });
    await lost.aws.dynamo.createTable('t', 'id', { a: 'b' });
    expect(lost.calls().slice(0, 3)).toEqual(['CreateTable', 'CreateTable', 'DescribeTable']);
    const taken = await setup((request) => {
      if (request.action !== 'CreateTable')
        return request.action === 'DescribeTable' ? table('ACTIVE') : reads(request);
      return taken.calls().length === 1 ? { status: 500, json: {} } : inUse;
    });
    await expect(taken.aws.dynamo.createTable('t', 'id', { a: 'others' })).rejects.toMatchObject({
      awsCode: 'ResourceInUseException',
    });
    expect(taken.calls()).not.toContain('TagResource');
  });

  it('that does not become ACTIVE is said to be late', async () => {
    const { aws } = await setup(() => table('CREATING'));
    await expect(aws.dynamo.createTable('t', 'id', {})).rejects.toMatchObject({
      report: { code: 'aws-not-done', what: 'DynamoDB table t did not become ACTIVE within 300 s.' },
    });
  });

  it('is not waited for any more once what waits is interrupted', async () => {
    const { aws } = await setup(() => table('CREATING'));
    const sleep = () => Promise.reject(new Error('interrupted'));
    await expect(aws.dynamo.createTable('t', 'id', {}, sleep)).rejects.toThrow('interrupted');
  });

  it('gets its TTL, and not a second time', async () => {
    const { aws, calls } = await setup(reads);
    await aws.dynamo.enableTtl('t', 'expiration');
    expect(calls()).toEqual(['DescribeTimeToLive']);
    await aws.dynamo.enableTtl('t', 'other');
    expect(calls().at(-1)).toBe('UpdateTimeToLive');
  });

  it('has its TTL where the answer to its setting was lost', async () => {
    let updates = 0;
    const { aws } = await setup(({ action }) => {
      if (action === 'UpdateTimeToLive') {
        return ++updates === 1
          ? { status: 500, json: {} }
          : jsonError('ValidationException', 'TimeToLive is already enabled');
      }
      const set = { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiration' };
      return { json: { TimeToLiveDescription: updates === 0 ? {} : set } };
    });
    await aws.dynamo.enableTtl('t', 'expiration');
    expect(updates).toBe(2);
  });

  it('says to wait where its TTL was changed within the hour', async () => {
    const { aws } = await setup(({ action }) =>
      action === 'UpdateTimeToLive'
        ? jsonError(
            'ValidationException',
            'Time to live has been modified multiple times within a fixed interval',
          )
        : { json: { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } } },
    );
    await expect(aws.dynamo.enableTtl('t', 'expiration')).rejects.toMatchObject({
      report: { fix: expect.stringContaining('one change in an hour') },
    });
  });

  it('is deleted when no change is under way, and waited for until it is gone', async () => {
    let looks = 0;
    const { aws, calls } = await setup(({ action }) => {
      if (action === 'DescribeTable')
        return ++looks < 5 ? table(looks < 3 ? 'UPDATING' : 'DELETING') : missing;
      return looks === 1 ? jsonError('ResourceInUseException', 'being updated') : table('DELETING');
    });
    await aws.dynamo.deleteTable('t');
    expect(calls()).toEqual([
      'DescribeTable',
      'DeleteTable',
      'DescribeTable',
      'DeleteTable',
      ...Array(3).fill('DescribeTable'),
    ]);
  });

  it('that is not there is deleted', async () => {
    const { aws } = await setup(() => missing);
    await aws.dynamo.deleteTable('t');
    expect(await aws.dynamo.table('t')).toBeUndefined();
  });
});
