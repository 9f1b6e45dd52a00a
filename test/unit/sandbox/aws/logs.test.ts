import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Context } from '../../../../src/lib/sandbox/aws/context.js';
import { LOG_EVENTS_PER_GROUP, writeLog } from '../../../../src/lib/sandbox/aws/logs/write-log.js';
import { emptyState } from '../../../../src/lib/sandbox/aws/state.js';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';

const NAME = '/aws/lambda/calls';
const ARN = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${NAME}`;
const group = { logGroupName: NAME };
const DAY_MS = 24 * 60 * 60_000;

let aws: AwsServer;
let logs: CloudWatchLogsClient;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2025, 10, 21);
  aws = await startAws({ now: () => now });
  logs = aws.open(CloudWatchLogsClient);
});

afterEach(() => aws.close());

async function write(stream: string, ...messages: readonly [time: number, message: string][]) {
  const logEvents = messages.map(([timestamp, message]) => ({ timestamp, message }));
  await logs.send(new PutLogEventsCommand({ ...group, logStreamName: stream, logEvents }));
}

async function filtered(input: Omit<FilterLogEventsCommandInput, 'logGroupName'> = {}) {
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ ...group, ...input }));
  return events.map(({ message }) => message);
}

it('makes a group with retention and tags, and takes them away', async () => {
  await logs.send(new CreateLogGroupCommand({ ...group, tags: { 'gcx:project': 'calls', team: 'voice' } }));
  await logs.send(new PutRetentionPolicyCommand({ ...group, retentionInDays: 30 }));
  const describe = async () =>
    (await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: NAME }))).logGroups;
  expect(await describe()).toMatchObject([
    { logGroupName: NAME, arn: `${ARN}:*`, logGroupArn: ARN, retentionInDays: 30, creationTime: now },
  ]);
  await logs.send(new DeleteRetentionPolicyCommand(group));
  expect((await describe())?.[0]).not.toHaveProperty('retentionInDays');
  await logs.send(new TagResourceCommand({ resourceArn: ARN, tags: { more: 'yes' } }));
  await logs.send(new UntagResourceCommand({ resourceArn: ARN, tagKeys: ['team'] }));
  const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn: ARN }));
  expect(tags).toEqual({ 'gcx:project': 'calls', more: 'yes' });
  const found = await aws.tagging.send(
    new GetResourcesCommand({ ResourceTypeFilters: ['logs:log-group'], TagFilters: [{ Key: 'more' }] }),
  );
  expect(found.ResourceTagMappingList?.map(({ ResourceARN }) => ResourceARN)).toEqual([ARN]);
  await logs.send(new DeleteLogGroupCommand(group));
  expect(await describe()).toEqual([]);
});

it('lists groups in pages', async () => {
  for (const name of ['/b/2', '/a', '/b/1', '/b/3']) {
    await logs.send(new CreateLogGroupCommand({ logGroupName: name }));
  }
  const page = async (nextToken?: string) =>
    await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/b/', limit: 2, nextToken }));
  const first = await page();
  const second = await page(first.nextToken);
  expect([first, second].map(({ logGroups }) => logGroups?.map(({ logGroupName }) => logGroupName))).toEqual([
    ['/b/1', '/b/2'],
    ['/b/3'],
  ]);
  expect(second.nextToken).toBeUndefined();
});

it('finds lines by time, stream and terms, those of all streams in order of time', async () => {
  await logs.send(new CreateLogGroupCommand(group));
  for (const logStreamName of ['one', 'two']) {
    await logs.send(new CreateLogStreamCommand({ ...group, logStreamName }));
  }
  await write('one', [1_000, 'first ERROR'], [3_000, 'third'], [3_000, 'third again']);
  await write('two', [2_000, 'second ERROR of "two"'], [4_000, 'fourth']);
  expect(await filtered()).toEqual([
    'first ERROR',
    'second ERROR of "two"',
    'third',
    'third again',
    'fourth',
  ]);
  expect(await filtered({ startTime: 2_000, endTime: 3_000 })).toHaveLength(3);
  expect(await filtered({ logStreamNames: ['two'] })).toHaveLength(2);
  expect(await filtered({ filterPattern: 'ERROR -first' })).toEqual(['second ERROR of "two"']);
  expect(await filtered({ filterPattern: '?first ?fourth' })).toEqual(['first ERROR', 'fourth']);
  expect(await filtered({ filterPattern: '"of \\"two\\""' })).toEqual(['second ERROR of "two"']);
  expect(await failure(filtered({ filterPattern: '{ $.level = "ERROR" }' }))).toMatchObject({
    code: 'InvalidParameterException',
    message: expect.stringContaining('plain terms only'),
  });
  const { logStreams } = await logs.send(
    new DescribeLogStreamsCommand({ ...group, orderBy: 'LastEventTime', descending: true, limit: 1 }),
  );
  expect(logStreams).toMatchObject([{ logStreamName: 'two', lastEventTimestamp: 4_000 }]);
});

it('gives lines in pages that do not shift while more are written', async () => {
  await logs.send(new CreateLogGroupCommand(group));
  await logs.send(new CreateLogStreamCommand({ ...group, logStreamName: 'one' }));
  await write('one', [1_000, 'a'], [2_000, 'b'], [2_000, 'c']);
  const first = await logs.send(new FilterLogEventsCommand({ ...group, limit: 2 }));
  await write('one', [500, 'late'], [3_000, 'd']);
  const { nextToken } = first;
  expect(first.events?.map(({ message }) => message)).toEqual(['a', 'b']);
  expect(await filtered({ nextToken })).toEqual(['c', 'd']);
  expect(await failure(filtered({ nextToken: 'none' }))).toMatchObject({
    code: 'InvalidParameterException',
    message: 'The specified nextToken is invalid.',
  });
});

it('shows no line that is older than its group keeps', async () => {
  await logs.send(new CreateLogGroupCommand(group));
  await logs.send(new CreateLogStreamCommand({ ...group, logStreamName: 'one' }));
  await logs.send(new PutRetentionPolicyCommand({ ...group, retentionInDays: 1 }));
  await write('one', [now, 'old']);
  expect(await filtered()).toEqual(['old']);
  now += DAY_MS + 1;
  expect(await filtered()).toEqual([]);
});

it('says what is missing, there already, or wrong', async () => {
  const missing = { code: 'ResourceNotFoundException', message: 'The specified log group does not exist.' };
  expect(await failure(filtered())).toMatchObject(missing);
  expect(await failure(logs.send(new DeleteLogGroupCommand(group)))).toMatchObject(missing);
  await logs.send(new CreateLogGroupCommand(group));
  expect(await failure(logs.send(new CreateLogGroupCommand(group)))).toMatchObject({
    code: 'ResourceAlreadyExistsException',
    message: 'The specified log group already exists',
  });
  expect(await failure(write('none', [1, 'a']))).toMatchObject({
    message: 'The specified log stream does not exist.',
  });
  expect(
    await failure(logs.send(new PutRetentionPolicyCommand({ ...group, retentionInDays: 2 }))),
  ).toMatchObject({ code: 'InvalidParameterException' });
  await logs.send(new CreateLogStreamCommand({ ...group, logStreamName: 'one' }));
  expect((await failure(write('one', [2, 'b'], [1, 'a']))).message).toBe(
    'Log events in a single PutLogEvents request must be in chronological order.',
  );
});

it('lets services write, into groups that they make, and keeps the newest lines', () => {
  const state = emptyState();
  const context: Pick<Context, 'account' | 'region' | 'state' | 'now'> = {
    account: ACCOUNT,
    region: REGION,
    state,
    now: () => now,
  };
  const lines = Array.from({ length: 1_000 }, (_, time) => ({ time, message: String(time) }));
  for (let written = 0; written < LOG_EVENTS_PER_GROUP * 1.2; written += lines.length) {
    writeLog(context, NAME, 'stream', lines);
  }
  writeLog(context, NAME, 'stream', [{ time: 5_000, message: 'last' }]);
  const kept = state.logGroups.get(NAME);
  expect(kept).toMatchObject({ arn: ARN, tags: {}, streams: { stream: now } });
  expect(kept).not.toHaveProperty('retentionDays');
  expect(kept?.events.at(-1)?.message).toBe('last');
  expect(kept?.events.length).toBeLessThanOrEqual(LOG_EVENTS_PER_GROUP * 1.1);
  expect(kept?.events.length).toBeGreaterThanOrEqual(LOG_EVENTS_PER_GROUP);
});
