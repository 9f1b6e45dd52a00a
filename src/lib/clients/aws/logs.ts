import type { LogGroup as AwsLogGroup, FilterLogEventsRequest } from '@aws-sdk/client-cloudwatch-logs';
import { answeredWith } from '../../base/answers.js';
import { once } from '../../base/once.js';
import { readBusRecord } from './bus-record.js';
import { hasAwsCode } from './call-error.js';
import type { AwsCaller } from './caller.js';
import { firstNames } from './first-names.js';
import type { LogGroup, LogLine, LogSearch, LogsApi } from './logs-model.js';
import { pagesOf } from './pages.js';
import { hasTags } from './tags.js';
import type { Tags } from './tags-model.js';
import { unlessMissing } from './unless-missing.js';
import { onceThere } from './wait.js';

/** Characters of a filter pattern that FilterLogEvents takes (CloudWatch Logs API reference). */
const FILTER_PATTERN = 1_024;

/** Filter patterns that together find the lines with one of the words; one that finds all where there are no words. */
function filterPatterns(anyOf: LogSearch['anyOf']): readonly (string | undefined)[] {
  if (anyOf === undefined) return [undefined];
  const patterns: string[] = [];
  for (const word of anyOf) {
    const term = `?${JSON.stringify(word)}`;
    const last = patterns.at(-1);
    if (last === undefined || last.length + term.length + 1 > FILTER_PATTERN) patterns.push(term);
    else patterns[patterns.length - 1] = `${last} ${term}`;
  }
  return patterns;
}

/** Pages interleave streams in order of time; within one moment that of the answer stays. */
function inOrder(lines: LogLine[]): readonly LogLine[] {
  return lines.sort((a, b) => a.time - b.time);
}

/** Amazon CloudWatch Logs. */
export function logsApi(caller: AwsCaller): LogsApi {
  const sdk = once(async () => {
    const logs = await import('@aws-sdk/client-cloudwatch-logs');
    return { logs, client: await caller.open((config) => new logs.CloudWatchLogsClient(config)) };
  });
  return {
    groupNames,
    group,
    groupTags: (arn) => tagsOf(arn, arn),
    async createGroup(name, retentionDays, tags, key) {
      const { logs, client } = await sdk();
      try {
        await caller.call('logs:CreateLogGroup', name, () =>
          client.send(
            new logs.CreateLogGroupCommand({
              logGroupName: name,
              tags: { ...tags },
              ...(key === undefined ? {} : { kmsKeyId: key }),
            }),
          ),
        );
      } catch (error) {
        // After a lost answer, the group that exists with our tags is the one that the first attempt made.
        const lost = hasAwsCode(error, 'ResourceAlreadyExistsException') && error.repeated;
        if (!(lost && hasTags((await group(name))?.tags, tags))) throw error;
      }
      if (retentionDays > 0) await onceThere(caller.runtime, () => setRetention(name, retentionDays));
    },
    setRetention,
    async setKey(name, key) {
      const { logs, client } = await sdk();
      if (key === undefined)
        await caller.call('logs:DisassociateKmsKey', name, () =>
          client.send(new logs.DisassociateKmsKeyCommand({ logGroupName: name })),
        );
      else
        await caller.call('logs:AssociateKmsKey', name, () =>
          client.send(new logs.AssociateKmsKeyCommand({ logGroupName: name, kmsKeyId: key })),
        );
    },
    async tag(arn, tags, remove) {
      const { logs, client } = await sdk();
      if (Object.keys(tags).length > 0) {
        await caller.call('logs:TagResource', arn, () =>
          client.send(new logs.TagResourceCommand({ resourceArn: arn, tags: { ...tags } })),
        );
      }
      if (remove.length > 0) {
        await caller.call('logs:UntagResource', arn, () =>
          client.send(new logs.UntagResourceCommand({ resourceArn: arn, tagKeys: [...remove] })),
        );
      }
    },
    async deleteGroup(name) {
      const { logs, client } = await sdk();
      await unlessMissing(
        caller.call('logs:DeleteLogGroup', name, () =>
          client.send(new logs.DeleteLogGroupCommand({ logGroupName: name })),
        ),
      );
    },
    async lines(name, since) {
      const lines = await unlessMissing(linesSince(name, since));
      return lines === undefined ? undefined : inOrder(lines);
    },
    async find(name, { from, to, anyOf }) {
      const found: LogLine[] = [];
      for (const filterPattern of filterPatterns(anyOf)) {
        const bounds = { endTime: to, ...(filterPattern === undefined ? {} : { filterPattern }) };
        const lines = await unlessMissing(linesSince(name, from, bounds));
        if (lines === undefined) return undefined;
        found.push(...lines);
      }
      return inOrder([...new Map(found.map((line) => [line.id, line])).values()]);
    },
    async busRecords(name, { since, until, containing }) {
      // Quotes make a term of what is looked for, whatever is in it.
      const pattern = containing === undefined ? {} : { filterPattern: JSON.stringify(containing) };
      const bounds = { ...pattern, ...(until === undefined ? {} : { endTime: until }) };
      const lines = await unlessMissing(linesSince(name, since, bounds));
      return lines?.flatMap(({ message }) => readBusRecord(message) ?? []).sort((a, b) => a.time - b.time);
    },
  };

  async function group(name: string): Promise<LogGroup | undefined> {
    const found = await describe(name);
    if (found === undefined) return undefined;
    // `arn` ends with `:*`, which tagging refuses; older answers have only that one.
    const arn = found.logGroupArn ?? (found.arn ?? '').replace(/:\*$/, '');
    const tags = await tagsOf(arn, name);
    if (tags === undefined) return undefined;
    const { retentionInDays: retentionDays, kmsKeyId: key } = found;
    const group = {
      name,
      arn,
      ...(key === undefined ? {} : { key }),
      ...(retentionDays === undefined ? {} : { retentionDays }),
      tags,
    };
    return answeredWith(group, found);
  }

  async function tagsOf(arn: string, subject: string): Promise<Tags | undefined> {
    const { logs, client } = await sdk();
    const answer = await unlessMissing(
      caller.call('logs:ListTagsForResource', subject, () =>
        client.send(new logs.ListTagsForResourceCommand({ resourceArn: arn })),
      ),
    );
    return answer === undefined ? undefined : (answer.tags ?? {});
  }

  async function linesSince(
    name: string,
    since: number,
    bounds: Pick<FilterLogEventsRequest, 'endTime' | 'filterPattern'> = {},
  ): Promise<LogLine[]> {
    const { logs, client } = await sdk();
    const pages = pagesOf(
      (nextToken) =>
        caller.call('logs:FilterLogEvents', name, () =>
          client.send(
            new logs.FilterLogEventsCommand({ ...bounds, logGroupName: name, startTime: since, nextToken }),
          ),
        ),
      ({ nextToken }) => nextToken,
    );
    const lines: LogLine[] = [];
    for await (const { events = [] } of pages) {
      for (const event of events) {
        lines.push({
          time: event.timestamp ?? 0,
          stream: event.logStreamName ?? '',
          message: event.message ?? '',
          id: event.eventId ?? '',
        });
      }
    }
    return lines;
  }

  async function groupNames(): Promise<readonly string[]> {
    const { logs, client } = await sdk();
    const pages = pagesOf(
      (nextToken) =>
        caller.call('logs:DescribeLogGroups', '', () =>
          client.send(new logs.DescribeLogGroupsCommand({ nextToken })),
        ),
      ({ nextToken }) => nextToken,
    );
    return firstNames(pages, ({ logGroups = [] }) =>
      logGroups.flatMap(({ logGroupName }) => logGroupName ?? []),
    );
  }

  /** DescribeLogGroups answers every group whose name begins so. */
  async function describe(name: string): Promise<AwsLogGroup | undefined> {
    const { logs, client } = await sdk();
    const pages = pagesOf(
      (nextToken) =>
        caller.call('logs:DescribeLogGroups', name, () =>
          client.send(new logs.DescribeLogGroupsCommand({ logGroupNamePrefix: name, nextToken })),
        ),
      ({ nextToken }) => nextToken,
    );
    for await (const page of pages) {
      const found = page.logGroups?.find(({ logGroupName }) => logGroupName === name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async function setRetention(name: string, retentionDays: number): Promise<void> {
    const { logs, client } = await sdk();
    if (retentionDays > 0) {
      await caller.call('logs:PutRetentionPolicy', name, () =>
        client.send(
          new logs.PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: retentionDays }),
        ),
      );
      return;
    }
    await caller.call('logs:DeleteRetentionPolicy', name, () =>
      client.send(new logs.DeleteRetentionPolicyCommand({ logGroupName: name })),
    );
  }
}
