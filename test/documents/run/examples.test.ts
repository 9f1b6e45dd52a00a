import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { isJsonObject, type JsonObject } from '../../../src/lib/base/json.js';
import { createAws } from '../../../src/lib/clients/aws/index.js';
import { metricsOf, type Sandbox } from '../../../src/lib/sandbox/index.js';
import { afterThisTest } from '../../clean-up.js';
import { documentOf, Project } from '../../e2e/gcx.js';
import { parseBlocks, ROOT } from '../code-blocks.js';

/** A copy of an example, with its pipe up. */
async function example(name: string, flags = ''): Promise<Project> {
  const project = new Project();
  cpSync(join(ROOT, 'examples', name), project.folder, { recursive: true });
  // In place of the `npm install` that the pages tell.
  symlinkSync(join(ROOT, 'node_modules'), join(project.folder, 'node_modules'));
  await project.done(`apply --auto-approve ${flags}`);
  return project;
}

/** What waits in an SQS queue. */
async function received(sandbox: Sandbox, queue: string): Promise<readonly JsonObject[]> {
  const client = new SQSClient({ ...sandbox.aws, maxAttempts: 1 });
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: `${sandbox.aws.endpoint}/111122223333/${queue}`,
      MaxNumberOfMessages: 10,
    }),
  );
  return Messages.map(({ Body = '' }) => JSON.parse(Body));
}

/** How often each metric of a processor was counted. */
async function counts(sandbox: Sandbox, processor: string): Promise<Readonly<Record<string, number>>> {
  const lines = await createAws(sandbox.aws).logs.lines(`/aws/lambda/${processor}`, 0);
  const sums = metricsOf((lines ?? []).map(({ message }) => message)).filter(
    ({ dimensions }) => !('eventType' in dimensions),
  );
  return Object.fromEntries(sums.filter(({ unit }) => unit === 'Count').map(({ name, sum }) => [name, sum]));
}

/** What became of events that `gcx sandbox emit` published, as {@link Project.emit} tells it: the file's relays are known. */
async function emitted(project: Project, args: string): Promise<readonly string[]> {
  const { stdout, stderr } = await project.gcx(`sandbox emit ${args} --json`);
  const { events, error } = documentOf({ code: null, stdout, stderr });
  expect(error, stdout).toBeUndefined();
  const deliveries: readonly { outcome: string; target?: string }[] = events.flatMap(
    (event: { deliveries: object[] }) => event.deliveries,
  );
  return deliveries.map(({ outcome, target }) => `${outcome} ${target?.split(':').at(-1)}`).sort();
}

const eventOf = (project: Project, file: string): JsonObject => JSON.parse(project.read(file));
const bodyOf = (event: JsonObject): JsonObject => {
  const detail = event['detail'];
  const body = isJsonObject(detail) ? detail['eventBody'] : undefined;
  return isJsonObject(body) ? body : {};
};

test('queue-endings: the CRM gets what the template says, supervisors the body of what was abandoned', async () => {
  const project = await example('queue-endings');
  await project.inside(async (sandbox) => {
    for (const name of ['answered', 'abandoned', 'billing'])
      await sandbox.emit({ event: eventOf(project, `events/${name}.json`) });
    const crm = await received(sandbox, 'queue-endings-crm');
    const told = ({ how }: JsonObject): string => String(how);
    expect(crm.map(told).sort()).toEqual(['ABANDON', 'ANSWERED']);
    // The page shows the very message, but for the time of the run.
    const page = parseBlocks(
      'README.md',
      readFileSync(join(ROOT, 'examples/queue-endings/README.md'), 'utf8'),
    );
    const shown = JSON.parse(page.find(({ language }) => language === 'json')?.text ?? '');
    expect(crm.find((message) => told(message) === 'ABANDON')).toEqual({
      ...shown,
      ended: expect.any(String),
    });
    const notified = await received(sandbox, 'queue-endings-supervisors');
    expect(notified.map(({ Message }) => JSON.parse(String(Message)))).toEqual([
      bodyOf(eventOf(project, 'events/abandoned.json')),
    ]);
    expect(await received(sandbox, 'queue-endings-dead-letters')).toEqual([]);
  });
});

test('debug-a-rule: the chat misses and the call arrives; with the mend of its page both do', async () => {
  const project = await example('debug-a-rule');
  const emitBoth = () =>
    project.inside(async (sandbox) => {
      for (const name of ['call', 'chat'])
        await sandbox.emit({ event: eventOf(project, `events/${name}.json`) });
      const media = await received(sandbox, 'debug-a-rule-inbox');
      return media.map((event) => bodyOf(event)['mediaType']).sort();
    });
  expect(await emitBoth()).toEqual(['VOICE']);
  project.write(
    '.genesysrc.yml',
    project.read('.genesysrc.yml').replace('[VOICE, MESSAGE]', '[VOICE, MESSAGE, CHAT]'),
  );
  await project.done('apply --auto-approve');
  expect(await emitBoth()).toEqual(['CHAT', 'VOICE']);
});

test('deduplicate: the CRM is told once of what came twice, with what Genesys Cloud knows, and again where it was down', async () => {
  const told: { readonly key: string | undefined; readonly body: JsonObject }[] = [];
  let down = true;
  const crm = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      if (!down) told.push({ key: String(request.headers['idempotency-key']), body: JSON.parse(text) });
      response.writeHead(down ? 503 : 204).end();
    });
  });
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  afterThisTest(() => crm.close());
  const { port } = crm.address() as AddressInfo;
  const project = await example('deduplicate', `--var CRM_URL=http://127.0.0.1:${port}/`);
  await project.inside(async (sandbox) => {
    const event = eventOf(project, 'events/finished.json');
    await sandbox.emit({ event });
    await sandbox.settle();
    expect(told).toEqual([]);
    down = false;
    await sandbox.passTime(20 * 60_000);
    await sandbox.settle();
    await sandbox.emit({ event });
    await sandbox.settle();
    expect(told).toHaveLength(1);
    const { conversationId, ani, wrapupNotes } = bodyOf(event);
    expect(told[0]).toMatchObject({
      key: expect.stringMatching(/.{16}/),
      body: {
        conversation: conversationId,
        caller: ani,
        notes: wrapupNotes,
        agent: expect.stringMatching(/\w+ \S+/),
        wrapUp: expect.stringMatching(/\w/),
      },
    });
    expect(await counts(sandbox, 'deduplicate-crm')).toMatchObject({
      Received: 3,
      Failed: 1,
      Processed: 1,
      Duplicate: 1,
      ToldCrm: 1,
    });
  });
});

test('fan-out: each event type reaches the subscribers of its topic, and one that is not enabled nobody', async () => {
  const project = await example('fan-out');
  const emit = (eventType: string) => emitted(project, eventType);
  const all = ['delivered fan-out-data-lake', 'delivered fan-out-wallboard'];
  for (const eventType of ['conversationCreated', 'conversationUpdated'])
    expect(await emit(eventType)).toEqual([...all, `delivered genesys-${eventType}`].sort());
  expect(await emit('conversationEnded')).toEqual(
    [...all, 'delivered fan-out-billing', 'delivered genesys-conversationEnded'].sort(),
  );
  expect(await emit('conversationTransferred')).toEqual([]);
  await project.inside(async (sandbox) => {
    expect((await received(sandbox, 'fan-out-billing')).map((event) => event['detail-type'])).toEqual([
      'conversationEnded',
    ]);
    const topics = (await received(sandbox, 'fan-out-data-lake')).map(({ TopicArn }) =>
      String(TopicArn).split(':').at(-1),
    );
    expect(topics.sort()).toEqual([
      'genesys-conversationCreated',
      'genesys-conversationEnded',
      'genesys-conversationUpdated',
    ]);
  });
});

test('batches: both versions are loaded, the old one is kept, and what fails alone comes again alone', async () => {
  const project = await example('batches');
  const old = eventOf(project, 'events/old.json');
  const detail = isJsonObject(old['detail']) ? old['detail'] : {};
  const fresh = {
    ...detail,
    event_id: 'new',
    schema_version: '2',
    timestamp: new Date().toISOString(),
    payload: { queue_name: 'Billing' },
  };
  project.write('version-2.json', JSON.stringify({ ...old, detail: fresh }));
  await emitted(project, 'call_ended --set queue=Sales --set handle_ms=182000 --count 12');
  for (const rest of ['--event version-2.json', '--event events/old.json', 'call_started'])
    await emitted(project, rest);
  await project.inside(async (sandbox) => {
    await sandbox.settle();
    const once = await counts(sandbox, 'batches-warehouse');
    // The one that fails may have come again already.
    expect(once).toMatchObject({ Processed: 13, Loaded: 13, Stale: 1 });
    expect([once['Received'], (once['Failed'] ?? 0) > 0]).toEqual([14 + (once['Failed'] ?? 0), true]);
    for (let attempt = 1; attempt < 8; attempt++) {
      await sandbox.passTime(20 * 60_000);
      await sandbox.settle();
    }
    // Nothing of the batch came again but the one that failed, and in the end that is kept as well.
    expect(await counts(sandbox, 'batches-warehouse')).toMatchObject({
      Processed: 13,
      Loaded: 13,
      Stale: 1,
      DeadLettered: 1,
    });
  });
  const { document } = await project.json('redrive warehouse --dry-run');
  expect(JSON.stringify(document)).toMatch(/too-old/);
  expect(JSON.stringify(document)).toMatch(/handler-failed/);
});

test('data-lake: the stream gets the whole event, with the conversation as its partition key', async () => {
  const project = await example('data-lake');
  await project.inside(async (sandbox) => {
    const { events } = await sandbox.emit({ eventType: 'acd.end' });
    const deliveries = events.flatMap((each) => each.deliveries);
    expect(deliveries.map(({ outcome, target }) => [outcome, target?.split('/').at(-1)])).toEqual([
      ['delivered', 'genesys-events'],
    ]);
    const { body = '', partitionKey } = deliveries[0]?.received ?? {};
    expect(JSON.parse(`${partitionKey}`)).toBe(bodyOf(JSON.parse(body))['conversationId']);
  });
});

test('presence: the function is called for the presences of the file, and for no other', async () => {
  const project = await example('presence');
  const emit = (presence: string) =>
    emitted(project, `users.presence --set presenceDefinition.systemPresence=${presence}`);
  expect(await emit('BREAK')).toEqual(['delivered presence-updates']);
  expect(await emit('BUSY')).toEqual([]);
});

test('customer-table: an event that comes twice is one item; without the permission the table gets none', async () => {
  const project = await example('customer-table');
  const items = await project.inside(async (sandbox) => {
    const client = new DynamoDBClient(sandbox.aws);
    await client.send(
      new CreateTableCommand({
        TableName: 'conversations',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'conversation', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'conversation', KeyType: 'HASH' }],
      }),
    );
    const event = JSON.parse((await project.gcx('event sample acd.end --set acdOutcome=ABANDON')).stdout);
    event.source = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/customer-table';
    event.time = new Date().toISOString();
    for (const _ of [1, 2]) await sandbox.emit({ event });
    await sandbox.settle();
    return (await client.send(new ScanCommand({ TableName: 'conversations' }))).Items;
  });
  expect(items).toMatchObject([{ outcome: { S: 'ABANDON' } }]);
  project.write('.genesysrc.yml', project.read('.genesysrc.yml').replace(/ {6}permissions:\n.*\n/, ''));
  await project.done('apply --auto-approve');
  await project.inside(async (sandbox) => {
    await sandbox.emit({ eventType: 'acd.end' });
    await sandbox.settle();
    const { Items } = await new DynamoDBClient(sandbox.aws).send(
      new ScanCommand({ TableName: 'conversations' }),
    );
    expect(Items).toHaveLength(1);
    expect(await counts(sandbox, 'customer-table-store')).toMatchObject({
      Processed: 1,
      Duplicate: 1,
      Failed: 1,
    });
  });
});
