import { existsSync } from 'node:fs';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished } from 'vitest';
import {
  openSandbox,
  resetSandbox,
  sandboxFiles,
  sandboxOptionsWithoutFile,
} from '../../../src/lib/sandbox/index.js';
import { temporaryFolder } from './temporary-folder.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

it('keeps tables from one command to the next, until the sandbox is reset', async () => {
  const folder = temporaryFolder();
  const open = async () => {
    const sandbox = await openSandbox(sandboxOptionsWithoutFile(folder));
    const dynamodb = new DynamoDBClient({ ...sandbox.aws, maxAttempts: 1 });
    onTestFinished(() => dynamodb.destroy());
    const tables = async () => (await dynamodb.send(new ListTablesCommand({}))).TableNames;
    return { sandbox, dynamodb, tables };
  };
  const create = new CreateTableCommand({
    TableName: 'seen',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  const first = await open();
  await first.dynamodb.send(create);
  await first.sandbox.close();
  const second = await open();
  expect(await second.tables()).toEqual(['seen']);
  await second.sandbox.reset();
  expect(await second.tables()).toEqual([]);
  await second.dynamodb.send(create);
  await second.sandbox.close();
  await resetSandbox(folder, { seed: false });
  expect(existsSync(sandboxFiles(folder).tables)).toBe(false);
  const third = await open();
  expect(await third.tables()).toEqual([]);
  await third.sandbox.close();
});
