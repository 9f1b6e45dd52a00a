import type { JsonObject } from '../../base/json.js';
import { ownValue } from '../../base/own-value.js';
import { arnOf, parseArn } from './arn.js';
import { AwsError } from './aws-error.js';
import type { Context, Operations } from './context.js';
import { integer, objects, text, texts } from './input.js';
import { pageOf } from './pages.js';
import type { TagMap } from './tag-map.js';
import { writeTags } from './tags.js';

const RESOURCES_PER_PAGE = 100;

/** What the API lists; rules and buses too, as public reports say (facts/aws.md). */
function taggedResources(context: Context): readonly { arn: string; type: string; tags: TagMap }[] {
  const { buses, rules, topics, queues, functions, mappings, logGroups, tables, alarms } = context.state;
  const all = [
    ...[...buses.values()].map(({ arn, tags }) => ({ arn, type: 'events:event-bus', tags })),
    ...[...rules.values()].map(({ arn, tags }) => ({ arn, type: 'events:rule', tags })),
    ...[...topics.values()].map(({ arn, tags }) => ({ arn, type: 'sns:topic', tags })),
    ...[...queues.values()].map(({ arn, tags }) => ({ arn, type: 'sqs:queue', tags })),
    ...[...functions.values()].map(({ arn, tags }) => ({ arn, type: 'lambda:function', tags })),
    ...[...mappings.values()].map(({ uuid, tags }) => ({
      arn: arnOf('lambda', context, `event-source-mapping:${uuid}`),
      type: 'lambda:event-source-mapping',
      tags,
    })),
    ...[...logGroups.values()].map(({ arn, tags }) => ({ arn, type: 'logs:log-group', tags })),
    ...[...alarms.values()].map(({ arn, tags }) => ({ arn, type: 'cloudwatch:alarm', tags })),
    ...[...tables.values()].map(({ arn, tags }) => ({ arn, type: 'dynamodb:table', tags })),
  ];
  return all
    .filter(({ arn, tags }) => Object.keys(tags).length > 0 && parseArn(arn)?.account === context.account)
    .sort((left, right) => (left.arn < right.arn ? -1 : 1));
}

/** Whether a resource type such as `sns` or `sns:topic` is among those asked for. */
function typeFits(type: string, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((entry) => entry === type || type.startsWith(`${entry}:`));
}

function getResources(input: JsonObject, context: Context): JsonObject {
  const types = texts(input, 'ResourceTypeFilters');
  const filters = objects(input, 'TagFilters').map((filter) => ({
    key: text(filter, 'Key') ?? '',
    values: texts(filter, 'Values'),
  }));
  const arns = texts(input, 'ResourceARNList');
  const size = integer(input, 'ResourcesPerPage') ?? RESOURCES_PER_PAGE;
  if (size < 1 || size > RESOURCES_PER_PAGE) {
    throw new AwsError(
      'InvalidParameterException',
      `ResourcesPerPage must be between 1 and ${RESOURCES_PER_PAGE}.`,
    );
  }
  const all = taggedResources(context).filter(
    ({ arn, type, tags }) =>
      typeFits(type, types) &&
      (arns.length === 0 || arns.includes(arn)) &&
      filters.every(({ key, values }) => {
        const value = ownValue(tags, key);
        return value !== undefined && (values.length === 0 || values.includes(value));
      }),
  );
  const page = pageOf(all, size, text(input, 'PaginationToken'), 'PaginationTokenExpiredException');
  return {
    PaginationToken: page.next ?? '',
    ResourceTagMappingList: page.items.map(({ arn, tags }) => ({ ResourceARN: arn, Tags: writeTags(tags) })),
  };
}

/** The calls of the Resource Groups Tagging API. */
export const taggingOperations: Operations = { GetResources: getResources };
