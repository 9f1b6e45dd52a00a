import { existsSync } from 'node:fs';
import { type AddressInfo, Server } from 'node:net';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished, vi } from 'vitest';
import { sandboxFiles } from '../../../src/lib/base/sandbox-folder.js';

import { sandboxOptionsWithoutFile } from '../../../src/lib/features/sandbox/sandbox-options.js';
import { openSandbox, resetSandbox } from '../../../src/lib/sandbox/index.js';

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

it('keeps its tables from those who find the port that they are served on', async () => {
  const listening = vi.spyOn(Server.prototype, 'listen');
  const sandbox = await openSandbox(sandboxOptionsWithoutFile(temporaryFolder()));
  const dynamodb = new DynamoDBClient({ ...sandbox.aws, maxAttempts: 1 });
  // Before the folder goes.
  const end = async (): Promise<void> => {
    listening.mockRestore();
    dynamodb.destroy();
    await sandbox.close();
  };
  const work = async (): Promise<void> => {
    await dynamodb.send(new ListTablesCommand({}));
    const addresses = listening.mock.contexts.map((server) => (server as Server).address() as AddressInfo);
    const inner = addresses.filter(({ port }) => port !== sandbox.genesys.gateway.port);
    expect(inner).toHaveLength(1);
    const answer = await fetch(`http://127.0.0.1:${inner[0]?.port}/`, {
      method: 'POST',
      headers: {
        'x-amz-target': 'DynamoDB_20120810.ListTables',
        'content-type': 'application/x-amz-json-1.0',
        authorization:
          'AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
        'x-amz-date': '20260101T000000Z',
      },
      body: '{}',
    });
    expect([answer.status, await answer.text()]).toEqual([403, '']);
  };
  await work().finally(end);
});
