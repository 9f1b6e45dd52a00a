import type { TableDescription, TimeToLiveDescription } from '@aws-sdk/client-dynamodb';
import { answeredWith } from '../../base/answers.js';
import { withCause } from '../../base/gcx-error.js';
import type { Runtime } from '../../base/net/index.js';
import { once } from '../../base/once.js';
import { AwsCallError, hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import type { DynamoApi, DynamoTable } from './dynamo-model.js';
import { pagesOf } from './pages.js';
import { fromAwsTags, hasTags, toAwsTags } from './tags.js';
import type { Tags } from './tags-model.js';
import { isMissing, unlessMissing } from './unless-missing.js';
import type { Sleep } from './wait.js';
import { onceThere, retryWhile, sleepingWith, waitFor } from './wait.js';

/** ms that a table may take to come about or to go. */
const TABLE_TIMEOUT_MS = 300_000;

/** Amazon DynamoDB's tables. Making and deleting one is asynchronous: calls in between fail with ResourceInUseException. */
export function dynamoApi(caller: AwsCaller): DynamoApi {
  const sdk = once(async () => {
    const dynamo = await import('@aws-sdk/client-dynamodb');
    return { dynamo, client: await caller.open((config) => new dynamo.DynamoDBClient(config)) };
  });
  return {
    async table(name) {
      const described = await describe(name);
      const arn = described?.TableArn;
      if (described === undefined || arn === undefined || described.TableStatus === 'DELETING') return;
      const read = await unlessMissing(Promise.all([describeTtl(name), tagsOf(name, arn)]));
      // Deleted between the calls.
      if (read === undefined) return;
      const [ttl, tags] = read;
      const table = fromAws(name, arn, described, ttlOf(ttl), tags);
      return answeredWith(table, { ...described, TimeToLiveDescription: ttl });
    },
    async createTable(name, key, tags, sleep) {
      const runtime = sleepingWith(caller.runtime, sleep);
      // The old table of that name can still be on its way out.
      const isBeingDeleted = async (error: unknown): Promise<boolean> =>
        hasAwsCode(error, 'ResourceInUseException') && (await describe(name))?.TableStatus === 'DELETING';
      try {
        await retryWhile(runtime, TABLE_TIMEOUT_MS, isBeingDeleted, () => create(name, key, tags));
      } catch (error) {
        // After a lost answer, the table that exists with our tags is the one that the first attempt made.
        const lost = hasAwsCode(error, 'ResourceInUseException') && error.repeated;
        const found = lost ? (await describe(name))?.TableArn : undefined;
        if (found === undefined || !hasTags(await tagsOf(name, found), tags)) throw error;
      }
      const arn = await active(name, runtime);
      // Also where a call before said that it is there.
      await onceThere(runtime, () => setLackingTags(name, arn, tags));
    },
    async setOnDemand(name, sleep) {
      const runtime = sleepingWith(caller.runtime, sleep);
      await active(name, runtime);
      const { dynamo, client } = await sdk();
      await onceReady(sleep, () =>
        caller.call('dynamodb:UpdateTable', name, () =>
          client.send(new dynamo.UpdateTableCommand({ TableName: name, BillingMode: 'PAY_PER_REQUEST' })),
        ),
      );
      await active(name, runtime);
    },
    async enableTtl(name, attribute, sleep) {
      // A second update within an hour is refused, even one that changes nothing.
      if (ttlOf(await describeTtl(name)) === attribute) return;
      const { dynamo, client } = await sdk();
      const send = () =>
        caller.call('dynamodb:UpdateTimeToLive', name, () =>
          client.send(
            new dynamo.UpdateTimeToLiveCommand({
              TableName: name,
              TimeToLiveSpecification: { Enabled: true, AttributeName: attribute },
            }),
          ),
        );
      try {
        await onceReady(sleep, send);
      } catch (error) {
        // After a lost answer it is refused as a second update.
        const lost = hasAwsCode(error, 'ValidationException') && error.repeated;
        if (!(lost && ttlOf(await describeTtl(name)) === attribute)) throw withWait(error);
      }
    },
    tag: (arn, tags, removed, sleep) => onceReady(sleep, () => tag(arn, tags, removed)),
    async deleteTable(name, sleep) {
      const runtime = sleepingWith(caller.runtime, sleep);
      try {
        await onceReady(sleep, () => remove(name));
      } catch (error) {
        if (isMissing(error)) return;
        throw error;
      }
      const what = `DynamoDB did not finish deleting table ${name}`;
      await waitFor(runtime, { what, timeoutMs: TABLE_TIMEOUT_MS }, async () =>
        (await describe(name)) === undefined ? true : undefined,
      );
    },
  };

  /** Makes a call that DynamoDB refuses while another change of the table is under way. */
  function onceReady<T>(sleep: Sleep | undefined, call: () => Promise<T>): Promise<T> {
    const isInUse = (error: unknown): boolean => hasAwsCode(error, 'ResourceInUseException');
    return retryWhile(sleepingWith(caller.runtime, sleep), TABLE_TIMEOUT_MS, isInUse, call);
  }

  async function describe(name: string): Promise<TableDescription | undefined> {
    const { dynamo, client } = await sdk();
    const answer = await unlessMissing(
      caller.call('dynamodb:DescribeTable', name, () =>
        client.send(new dynamo.DescribeTableCommand({ TableName: name })),
      ),
    );
    return answer?.Table;
  }

  async function create(name: string, key: string, tags: Tags): Promise<void> {
    const { dynamo, client } = await sdk();
    await caller.call('dynamodb:CreateTable', name, () =>
      client.send(
        new dynamo.CreateTableCommand({
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
          KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
          Tags: toAwsTags(tags),
        }),
      ),
    );
  }

  /** Waits until a table can be worked with; gives its ARN. */
  async function active(name: string, runtime: Runtime): Promise<string> {
    const what = `DynamoDB table ${name} did not become ACTIVE`;
    return waitFor(runtime, { what, timeoutMs: TABLE_TIMEOUT_MS }, async () => {
      const table = await describe(name);
      return table?.TableStatus === 'ACTIVE' ? table.TableArn : undefined;
    });
  }

  async function remove(name: string): Promise<void> {
    if ((await describe(name))?.TableStatus === 'DELETING') return;
    const { dynamo, client } = await sdk();
    await caller.call('dynamodb:DeleteTable', name, () =>
      client.send(new dynamo.DeleteTableCommand({ TableName: name })),
    );
  }

  async function describeTtl(name: string): Promise<TimeToLiveDescription> {
    const { dynamo, client } = await sdk();
    const answer = await caller.call('dynamodb:DescribeTimeToLive', name, () =>
      client.send(new dynamo.DescribeTimeToLiveCommand({ TableName: name })),
    );
    return answer.TimeToLiveDescription ?? {};
  }

  async function tagsOf(name: string, arn: string): Promise<Tags> {
    const { dynamo, client } = await sdk();
    const pages = pagesOf(
      (NextToken) =>
        caller.call('dynamodb:ListTagsOfResource', name, () =>
          client.send(new dynamo.ListTagsOfResourceCommand({ ResourceArn: arn, NextToken })),
        ),
      ({ NextToken }) => NextToken,
    );
    const tags: Record<string, string> = {};
    for await (const page of pages) Object.assign(tags, fromAwsTags(page.Tags));
    return tags;
  }

  /** An emulator can make a table without its tags. */
  async function setLackingTags(name: string, arn: string, tags: Tags): Promise<void> {
    const set = await tagsOf(name, arn);
    await tag(arn, Object.fromEntries(Object.entries(tags).filter(([key, value]) => set[key] !== value)), []);
  }

  async function tag(arn: string, tags: Tags, removed: readonly string[]): Promise<void> {
    const { dynamo, client } = await sdk();
    if (Object.keys(tags).length > 0) {
      await caller.call('dynamodb:TagResource', arn, () =>
        client.send(new dynamo.TagResourceCommand({ ResourceArn: arn, Tags: toAwsTags(tags) })),
      );
    }
    if (removed.length > 0) {
      await caller.call('dynamodb:UntagResource', arn, () =>
        client.send(new dynamo.UntagResourceCommand({ ResourceArn: arn, TagKeys: [...removed] })),
      );
    }
  }
}

/** The attribute by which a table forgets; undefined where it does not. */
function ttlOf({
  TimeToLiveStatus: status,
  AttributeName: attribute,
}: TimeToLiveDescription): string | undefined {
  return status === 'ENABLED' || status === 'ENABLING' ? attribute : undefined;
}

function fromAws(
  name: string,
  arn: string,
  table: TableDescription,
  ttl: string | undefined,
  tags: Tags,
): DynamoTable {
  const { KeySchema: keys = [], AttributeDefinitions: attributes = [], TableStatus } = table;
  const [first] = keys;
  const isString = attributes.some(
    (each) => each.AttributeName === first?.AttributeName && each.AttributeType === 'S',
  );
  const key = keys.length === 1 && first?.KeyType === 'HASH' && isString ? first.AttributeName : undefined;
  return {
    name,
    arn,
    status: TableStatus ?? '',
    ...(key === undefined ? {} : { key }),
    provisioned: isProvisioned(table),
    ...(ttl === undefined ? {} : { ttl }),
    tags,
  };
}

/** A table that was made with a throughput, and never was on demand, may have no summary of it (API reference: BillingModeSummary). */
function isProvisioned({ BillingModeSummary, ProvisionedThroughput }: TableDescription): boolean {
  const mode = BillingModeSummary?.BillingMode;
  return mode === undefined ? (ProvisionedThroughput?.WriteCapacityUnits ?? 0) > 0 : mode === 'PROVISIONED';
}

/** DynamoDB takes one change of a table's TTL in an hour (API reference: UpdateTimeToLive). */
function withWait(error: unknown): unknown {
  if (!hasAwsCode(error, 'ValidationException') || !/modified multiple times/i.test(error.report.what)) {
    return error;
  }
  const fix =
    'Its TTL was changed within the last hour, and DynamoDB takes one change in an hour: apply again later.';
  return withCause(
    new AwsCallError({ ...error.report, fix }, error.exitCode, error.awsCode, error.repeated),
    error.cause,
  );
}
