import type { JsonObject } from '../../../base/json.js';
import { arnOf } from '../arn.js';
import { AwsError, resourceNotFound } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { integer, text, textMap, texts } from '../input.js';
import { pageOf } from '../pages.js';
import type { LogGroupRecord } from '../processor-records.js';
import type { TagMap } from '../tag-map.js';
import { checkTags, withoutTags } from '../tags.js';
import { deliveryThing } from './delivery-thing.js';
import { usableKey } from './usable-key.js';
import { makeLogGroup } from './write-log.js';

const GROUPS_PER_PAGE = 50;
const NAME_CHARACTERS = 512;
/** Days for which CloudWatch can keep logs. */
const RETENTION_DAYS: readonly number[] = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** CloudWatch Logs' answer to a wrong argument. */
export function invalidLogParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

/** The group of `logGroupName` or `logGroupIdentifier`. @throws AwsError ResourceNotFoundException */
export function groupOf(input: JsonObject, context: Context): LogGroupRecord {
  const given = text(input, 'logGroupName') ?? text(input, 'logGroupIdentifier') ?? '';
  const group = context.state.logGroups.get(given.replace(/^arn:[^:]+:logs:[^:]*:\d*:log-group:/, ''));
  if (group === undefined) throw resourceNotFound('The specified log group does not exist.');
  return group;
}

/** What carries tags: a log group, or a part of the delivery of logs. */
function taggedOfArn(input: JsonObject, context: Context): { tags: TagMap } {
  const arn = text(input, 'resourceArn') ?? '';
  const group = [...context.state.logGroups.values()].find((each) => each.arn === arn);
  const found = group ?? deliveryThing(arn, context);
  if (found === undefined) throw resourceNotFound('The specified resource does not exist.');
  return found;
}

/** Refuses a name that no log group or stream can have. @throws AwsError InvalidParameterException */
export function checkLogName(name: string, member: string): void {
  if (name.length > NAME_CHARACTERS) {
    throw invalidLogParameter(
      `Invalid LogGroup or LogStream, both must have length less than or equal to ${NAME_CHARACTERS}.`,
    );
  }
  const pattern = member === 'logGroupName' ? '[\\.\\-_/#A-Za-z0-9]+' : '[^:*]+';
  if (!new RegExp(`^${pattern}$`).test(name)) {
    throw invalidLogParameter(
      `1 validation error detected: Value '${name}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`,
    );
  }
}

function createLogGroup(input: JsonObject, context: Context): JsonObject {
  const name = text(input, 'logGroupName') ?? '';
  checkLogName(name, 'logGroupName');
  const tags = textMap(input, 'tags') ?? {};
  checkTags(tags, {}, invalidLogParameter);
  if (context.state.logGroups.has(name)) {
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
  }
  const key = text(input, 'kmsKeyId');
  const arn = arnOf('logs', context, `log-group:${name}`);
  const used = key === undefined ? undefined : usableKey(key, arn, context);
  const group = makeLogGroup(name, tags, context);
  if (used !== undefined) group.key = used;
  return {};
}

function describeLogGroups(input: JsonObject, context: Context): JsonObject {
  const prefix = text(input, 'logGroupNamePrefix');
  const pattern = text(input, 'logGroupNamePattern');
  if (prefix !== undefined && pattern !== undefined) {
    throw invalidLogParameter(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  }
  const size = integer(input, 'limit') ?? GROUPS_PER_PAGE;
  if (size < 1 || size > GROUPS_PER_PAGE) {
    throw invalidLogParameter(
      `1 validation error detected: Value '${size}' at 'limit' failed to satisfy constraint: Member must have value ${size < 1 ? 'greater than or equal to 1' : `less than or equal to ${GROUPS_PER_PAGE}`}`,
    );
  }
  const all = [...context.state.logGroups.values()]
    .filter(({ name }) => name.startsWith(prefix ?? '') && name.includes(pattern ?? ''))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const page = pageOf(all, size, text(input, 'nextToken'), 'InvalidParameterException');
  return {
    logGroups: page.items.map(shown),
    ...(page.next === undefined ? {} : { nextToken: page.next }),
  };
}

function shown(group: LogGroupRecord): JsonObject {
  return {
    logGroupName: group.name,
    creationTime: group.created,
    ...(group.retentionDays === undefined ? {} : { retentionInDays: group.retentionDays }),
    ...(group.key === undefined ? {} : { kmsKeyId: group.key }),
    metricFilterCount: 0,
    arn: `${group.arn}:*`,
    storedBytes: group.events.reduce((sum, { message }) => sum + message.length, 0),
    logGroupClass: 'STANDARD',
    logGroupArn: group.arn,
  };
}

function putRetentionPolicy(input: JsonObject, context: Context): JsonObject {
  const days = integer(input, 'retentionInDays') ?? 0;
  if (!RETENTION_DAYS.includes(days)) {
    throw invalidLogParameter(
      `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTION_DAYS.join(', ')}]`,
    );
  }
  groupOf(input, context).retentionDays = days;
  return {};
}

/** The calls of Amazon CloudWatch Logs that concern log groups. */
export const logGroupOperations: Operations = {
  CreateLogGroup: createLogGroup,
  DescribeLogGroups: describeLogGroups,
  DeleteLogGroup: (input, context) => {
    context.state.logGroups.delete(groupOf(input, context).name);
    return {};
  },
  PutRetentionPolicy: putRetentionPolicy,
  DeleteRetentionPolicy: (input, context) => {
    delete groupOf(input, context).retentionDays;
    return {};
  },
  TagResource: (input, context) => {
    const thing = taggedOfArn(input, context);
    const tags = textMap(input, 'tags') ?? {};
    checkTags(tags, thing.tags, invalidLogParameter);
    thing.tags = { ...thing.tags, ...tags };
    return {};
  },
  UntagResource: (input, context) => {
    const thing = taggedOfArn(input, context);
    thing.tags = withoutTags(thing.tags, texts(input, 'tagKeys'));
    return {};
  },
  ListTagsForResource: (input, context) => ({ tags: { ...taggedOfArn(input, context).tags } }),
};
