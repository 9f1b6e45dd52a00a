import type { JsonObject } from '../../../base/json.js';
import { AwsError, resourceNotFound, validationError } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { flag, object, objects, text, texts } from '../input.js';
import { pageOf } from '../pages.js';
import type { TableRecord } from '../processor-records.js';
import { checkTags, readTags, withoutTags, writeTags } from '../tags.js';

/** How long a table's time to live stays as it was set, in ms. */
const TIME_TO_LIVE_HOLD_MS = 60 * 60_000;
/** Tags of one answer of ListTagsOfResource. */
const TAGS_PER_PAGE = 10;

function tableOf(input: JsonObject, context: Context): TableRecord {
  const given = text(input, 'TableName') ?? '';
  const name = given.replace(/^arn:[^:]+:dynamodb:[^:]*:\d*:table\//, '');
  const table = context.state.tables.get(name);
  if (table === undefined) throw resourceNotFound(`Requested resource not found: Table: ${name} not found`);
  return table;
}

function tableOfArn(input: JsonObject, context: Context): TableRecord {
  const arn = text(input, 'ResourceArn') ?? '';
  const table = [...context.state.tables.values()].find((each) => each.arn === arn);
  if (table !== undefined) return table;
  if (!/^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/.+$/.test(arn)) {
    throw validationError(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  }
  // With the letter missing, as DynamoDB writes it.
  throw resourceNotFound(`Requested resource not found: ResourcArn: ${arn} not found`);
}

function updateTimeToLive(input: JsonObject, context: Context): JsonObject {
  const table = tableOf(input, context);
  const wanted = object(input, 'TimeToLiveSpecification') ?? {};
  const attribute = text(wanted, 'AttributeName') ?? '';
  const enabled = flag(wanted, 'Enabled') ?? false;
  if (attribute === '' || attribute.length > 255) {
    throw validationError('TimeToLive attribute name must be between 1 and 255 characters long.');
  }
  const now = context.now();
  if (table.expiry !== undefined && now - table.expiry.changed < TIME_TO_LIVE_HOLD_MS) {
    throw validationError('Time to live has been modified multiple times within a fixed interval');
  }
  const current = table.expiry?.enabled === true ? table.expiry.attribute : undefined;
  if (enabled && current === attribute) throw validationError('TimeToLive is already enabled');
  if (current !== undefined && current !== attribute) {
    throw validationError(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
    );
  }
  if (!enabled && current === undefined) throw validationError('TimeToLive is already disabled');
  table.expiry = { attribute, enabled, changed: now };
  return { TimeToLiveSpecification: { AttributeName: attribute, Enabled: enabled } };
}

/** The time to live of tables; items that it has expired stay, as they may for days on AWS. */
export const timeToLiveOperations: Operations = {
  UpdateTimeToLive: updateTimeToLive,
  DescribeTimeToLive: (input, context) => {
    const { expiry } = tableOf(input, context);
    return {
      TimeToLiveDescription:
        expiry?.enabled === true
          ? { TimeToLiveStatus: 'ENABLED', AttributeName: expiry.attribute }
          : { TimeToLiveStatus: 'DISABLED' },
    };
  },
};

/** The tags of tables. */
export const tagOperations: Operations = {
  TagResource: (input, context) => {
    const table = tableOfArn(input, context);
    const tags = readTags(objects(input, 'Tags'));
    checkTags(tags, table.tags, (message) => new AwsError('ValidationException', message));
    table.tags = { ...table.tags, ...tags };
    return {};
  },
  UntagResource: (input, context) => {
    const table = tableOfArn(input, context);
    table.tags = withoutTags(table.tags, texts(input, 'TagKeys'));
    return {};
  },
  ListTagsOfResource: (input, context) => {
    const page = pageOf(writeTags(tableOfArn(input, context).tags), TAGS_PER_PAGE, text(input, 'NextToken'));
    return { Tags: page.items, ...(page.next === undefined ? {} : { NextToken: page.next }) };
  },
};
