import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';

const ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/seen`;
const HOUR_MS = 60 * 60_000;
const table: CreateTableCommandInput = {
  TableName: 'seen',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
};

let aws: AwsServer | undefined;

afterEach(async () => {
  await aws?.close();
  aws = undefined;
});

async function start(options: Parameters<typeof startAws>[0] = {}) {
  aws = await startAws(options);
  return { aws, dynamodb: aws.open(DynamoDBClient) };
}

/** Makes a table and waits until it can be used: on a busy machine that is not at once. */
async function create(dynamodb: DynamoDBClient, input: CreateTableCommandInput): Promise<void> {
  await dynamodb.send(new CreateTableCommand(input));
  const describe = new DescribeTableCommand({ TableName: input.TableName });
  await expect.poll(async () => (await dynamodb.send(describe)).Table?.TableStatus).toBe('ACTIVE');
}

it('keeps tables and items, with conditions, as dynalite does', async () => {
  const { dynamodb } = await start();
  const { TableDescription: created } = await dynamodb.send(new CreateTableCommand(table));
  expect(created).toMatchObject({ TableArn: ARN, TableStatus: 'CREATING' });
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 5, minDelay: 1 }, { TableName: 'seen' });
  const { Table: described } = await dynamodb.send(new DescribeTableCommand({ TableName: 'seen' }));
  expect(described).toMatchObject({ TableArn: ARN, TableStatus: 'ACTIVE', TableName: 'seen' });
  const put = new PutItemCommand({
    TableName: 'seen',
    Item: { id: { S: 'a' }, n: { N: '1' }, bytes: { B: Buffer.from('ü') } },
    ConditionExpression: 'attribute_not_exists(id)',
  });
  await dynamodb.send(put);
  expect(await failure(dynamodb.send(put))).toMatchObject({
    code: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
  });
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: 'seen',
      Key: { id: { S: 'a' } },
      UpdateExpression: 'SET n = n + :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  );
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({ TableName: 'seen', Key: { id: { S: 'a' } }, ConsistentRead: true }),
  );
  expect(item).toEqual({ id: { S: 'a' }, n: { N: '2' }, bytes: { B: new Uint8Array(Buffer.from('ü')) } });
  const { Count: count } = await dynamodb.send(
    new QueryCommand({
      TableName: 'seen',
      KeyConditionExpression: 'id = :id',
      ExpressionAttributeValues: { ':id': { S: 'a' } },
    }),
  );
  expect(count).toBe(1);
});

it('names a table that is there already, or is not', async () => {
  const { dynamodb } = await start();
  await create(dynamodb, table);
  expect(await failure(dynamodb.send(new CreateTableCommand(table)))).toMatchObject({
    code: 'ResourceInUseException',
    message: 'Table already exists: seen',
  });
  expect(await failure(dynamodb.send(new DescribeTableCommand({ TableName: 'none' })))).toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Requested resource not found: Table: none not found',
  });
  expect(await failure(dynamodb.send(new DescribeTimeToLiveCommand({ TableName: 'none' })))).toMatchObject({
    code: 'ResourceNotFoundException',
  });
  const { TableDescription: deleted } = await dynamodb.send(new DeleteTableCommand({ TableName: 'seen' }));
  expect(deleted).toMatchObject({ TableArn: ARN, TableStatus: 'DELETING' });
  expect(await failure(dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: ARN })))).toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

it('sets the time to live of a table once an hour', async () => {
  let now = Date.now();
  const { dynamodb } = await start({ now: () => now });
  await create(dynamodb, table);
  const read = async () =>
    (await dynamodb.send(new DescribeTimeToLiveCommand({ TableName: 'seen' }))).TimeToLiveDescription;
  expect(await read()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  const specification = { AttributeName: 'expiration', Enabled: true };
  const set = (TimeToLiveSpecification: typeof specification) =>
    dynamodb.send(new UpdateTimeToLiveCommand({ TableName: 'seen', TimeToLiveSpecification }));
  expect((await set(specification)).TimeToLiveSpecification).toEqual(specification);
  expect(await read()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiration' });
  expect((await failure(set({ ...specification, Enabled: false }))).message).toBe(
    'Time to live has been modified multiple times within a fixed interval',
  );
  now += HOUR_MS;
  expect((await failure(set(specification))).message).toBe('TimeToLive is already enabled');
  expect((await failure(set({ AttributeName: 'other', Enabled: true }))).message).toBe(
    'TimeToLive is active on a different AttributeName: current AttributeName is expiration',
  );
  await set({ ...specification, Enabled: false });
  expect(await read()).toEqual({ TimeToLiveStatus: 'DISABLED' });
});

it('keeps tags, those of CreateTable too, and lists them with those of other services', async () => {
  const { aws, dynamodb } = await start();
  await create(dynamodb, { ...table, Tags: [{ Key: 'gcx:project', Value: 'calls' }] });
  await dynamodb.send(new TagResourceCommand({ ResourceArn: ARN, Tags: [{ Key: 'team', Value: 'voice' }] }));
  const filter = { ResourceTypeFilters: ['dynamodb:table'] };
  expect((await aws.tagging.send(new GetResourcesCommand(filter))).ResourceTagMappingList).toEqual([
    {
      ResourceARN: ARN,
      Tags: [
        { Key: 'gcx:project', Value: 'calls' },
        { Key: 'team', Value: 'voice' },
      ],
    },
  ]);
  await dynamodb.send(new UntagResourceCommand({ ResourceArn: ARN, TagKeys: ['gcx:project'] }));
  const { Tags: tags } = await dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: ARN }));
  expect(tags).toEqual([{ Key: 'team', Value: 'voice' }]);
});

it('keeps regions apart, and refuses who may do nothing', async () => {
  const { aws, dynamodb } = await start();
  await create(dynamodb, table);
  const elsewhere = aws.open(DynamoDBClient, { region: 'us-east-1' });
  expect((await elsewhere.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual(['seen']);
  const nobody = aws.open(DynamoDBClient, { accessKeyId: 'DENY' });
  expect(await failure(nobody.send(new ListTablesCommand({})))).toMatchObject({
    code: 'AccessDeniedException',
    message: expect.stringContaining('dynamodb:ListTables'),
  });
});

it('finds its tables again in their folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gcx-tables-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const first = await start({ tables: folder });
  await create(first.dynamodb, { ...table, Tags: [{ Key: 'team', Value: 'voice' }] });
  await first.dynamodb.send(new PutItemCommand({ TableName: 'seen', Item: { id: { S: 'a' } } }));
  const snapshot = first.aws.cloud.snapshot();
  await first.aws.close();
  const { aws, dynamodb } = await start({ tables: folder });
  aws.cloud.restore(snapshot);
  const get = new GetItemCommand({ TableName: 'seen', Key: { id: { S: 'a' } } });
  expect((await dynamodb.send(get)).Item).toEqual({ id: { S: 'a' } });
  const { Tags: tags } = await dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: ARN }));
  expect(tags).toEqual([{ Key: 'team', Value: 'voice' }]);
});
