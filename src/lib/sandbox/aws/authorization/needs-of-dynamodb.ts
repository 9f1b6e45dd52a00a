import { isJsonObject } from '../../../base/json.js';
import { arnOf, parseArn } from '../arn.js';
import { objects, text, texts } from '../input.js';
import { readTags } from '../tags.js';
import {
  all,
  anywhere,
  type Call,
  type Conditions,
  type Needs,
  type NeedsOfCalls,
  on,
  taggedWith,
  where,
  withoutKeys,
} from './asked.js';

function tableNamed(given: string, { context }: Call): string {
  return parseArn(given) === undefined ? arnOf('dynamodb', context, `table/${given}`) : given;
}

const table = (call: Call): string => tableNamed(text(call.input, 'TableName') ?? '', call);
const resource = ({ input }: Call): string => text(input, 'ResourceArn') ?? '';
const newTags = ({ input }: Call): Conditions => taggedWith(readTags(objects(input, 'Tags')));

/** A table, or the index of it that is asked. */
const tableOrIndex = (call: Call): string => {
  const index = text(call.input, 'IndexName');
  return index === undefined ? table(call) : `${table(call)}/index/${index}`;
};

function onTable(action: string): Needs {
  return on(`dynamodb:${action}`, table);
}

/** Each table of a batch. */
function onTables(action: string): Needs {
  return (call) => {
    const items = call.input['RequestItems'];
    return Object.keys(isJsonObject(items) ? items : {}).map((name) => ({
      action: `dynamodb:${action}`,
      resource: tableNamed(name, call),
    }));
  };
}

/** What the calls of Amazon DynamoDB need. */
export const needsOfDynamodb: NeedsOfCalls = {
  BatchGetItem: onTables('BatchGetItem'),
  BatchWriteItem: onTables('BatchWriteItem'),
  CreateTable: all(
    on('dynamodb:CreateTable', table, newTags),
    where(({ input }) => objects(input, 'Tags').length > 0, on('dynamodb:TagResource', table, newTags)),
  ),
  DeleteItem: onTable('DeleteItem'),
  DeleteTable: onTable('DeleteTable'),
  DescribeTable: onTable('DescribeTable'),
  DescribeTimeToLive: onTable('DescribeTimeToLive'),
  GetItem: onTable('GetItem'),
  ListTables: anywhere('dynamodb:ListTables'),
  ListTagsOfResource: on('dynamodb:ListTagsOfResource', resource),
  PutItem: onTable('PutItem'),
  Query: on('dynamodb:Query', tableOrIndex),
  Scan: on('dynamodb:Scan', tableOrIndex),
  TagResource: on('dynamodb:TagResource', resource, newTags),
  UntagResource: on('dynamodb:UntagResource', resource, ({ input }) => withoutKeys(texts(input, 'TagKeys'))),
  UpdateItem: onTable('UpdateItem'),
  UpdateTable: onTable('UpdateTable'),
  UpdateTimeToLive: onTable('UpdateTimeToLive'),
};
