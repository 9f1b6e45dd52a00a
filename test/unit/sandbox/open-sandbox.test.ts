import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeEventSourceCommand, ListRulesCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import platformClient from 'purecloud-platform-client-v2';
import { afterEach, describe, expect, it } from 'vitest';
import { openSandbox, type Sandbox, type SandboxOptions } from '../../../src/lib/sandbox/index.js';
import { ACD_END, call, USER_END } from './genesys-server.js';
import { BUS, clientsOf, enableIntegration, genesysOf, loginTo, routeToQueue } from './pipe.js';
import { ACCOUNT, ORGANIZATION, optionsIn, REGION, temporaryFolder } from './temporary-folder.js';

const open: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

async function start(changes: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await openSandbox(optionsIn(temporaryFolder(), changes));
  open.push(sandbox);
  return sandbox;
}

const EXISTING = { topics: [], queues: [], functions: [], buses: [], eventTypes: [] };

describe('a sandbox in process', () => {
  it('talks to the unmodified Genesys SDK', async () => {
    const sandbox = await start();
    const client = platformClient.ApiClient.instance;
    const settings = client as unknown as {
      config: { live_reload_config: boolean; setConfigPath(path: string): void };
    };
    settings.config.live_reload_config = false;
    settings.config.setConfigPath('');
    client.setGateway(sandbox.genesys.gateway);
    const { clientId, clientSecret } = sandbox.genesys.credentials;
    await client.loginClientCredentialsGrant(clientId, clientSecret);
    const organization = await new platformClient.OrganizationApi().getOrganizationsMe();
    expect(organization.id).toBe(ORGANIZATION);
    const queues = await new platformClient.RoutingApi().getRoutingQueuesDivisionviewsAll({ pageSize: 500 });
    expect(queues.entities?.map(({ name }) => name)).toContain('Sales Support');
    const topics = await new platformClient.NotificationsApi().getNotificationsAvailabletopics({
      expand: ['transports'],
    });
    expect(topics.entities?.find(({ id }) => id === ACD_END)?.transports).toEqual(['All']);
  });

  it('carries an event from an integration over a rule to an SQS queue', async () => {
    const sandbox = await start();
    const { events, sqs } = clientsOf(sandbox);
    await enableIntegration(sandbox, [ACD_END]);
    const source = await events.send(new DescribeEventSourceCommand({ Name: BUS }));
    expect(source.State).toBe('PENDING');

    const dropped = await sandbox.emit({ eventType: 'conversation.acd.end' });
    expect(dropped.events).toMatchObject([{ accepted: false, source: BUS }]);

    await routeToQueue(sandbox, ACD_END);
    const report = await sandbox.emit({
      eventType: 'acd.end',
      queue: 'Sales Support',
      set: { mediaType: 'MESSAGE' },
      count: 2,
    });
    expect(report.eventType).toBe(ACD_END);
    expect(report.events).toHaveLength(2);
    for (const event of report.events) {
      expect(event).toMatchObject({
        accepted: true,
        deliveries: [
          { rule: 'left', outcome: 'delivered', target: `arn:aws:sqs:${REGION}:${ACCOUNT}:inbox` },
        ],
      });
    }
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: `${sandbox.aws.endpoint}/${ACCOUNT}/inbox`,
        MaxNumberOfMessages: 10,
      }),
    );
    expect(messages).toHaveLength(2);
    expect(JSON.parse(messages[0]?.Body ?? '')).toMatchObject({
      source: BUS,
      account: ACCOUNT,
      region: REGION,
      'detail-type': ACD_END,
      detail: { eventBody: { queueId: '5affb229-7631-4992-b0ce-583505c6af07', mediaType: 'MESSAGE' } },
    });
    // One that says a later time than that of its arrival is left out by a replay up to now.
    const sent = Date.parse(JSON.parse(messages[0]?.Body ?? '').detail.timestamp);
    expect(sent).toBeLessThanOrEqual(Date.now());
  });

  it('says why an event was not published', async () => {
    const sandbox = await start();
    expect(await sandbox.emit({ eventType: 'acd.end' })).toEqual({
      eventType: ACD_END,
      events: [],
      silent: [],
    });
    const id = await enableIntegration(sandbox, [ACD_END]);
    expect(await sandbox.emit({ eventType: 'user.end' })).toEqual({
      eventType: USER_END,
      events: [],
      silent: [{ id, name: 'prod', why: 'it is not subscribed to that event type' }],
    });
    await expect(sandbox.emit({ eventType: 'acd.ende' })).rejects.toMatchObject({
      report: { code: 'unknown-event-type' },
    });
    await expect(sandbox.emit({ eventType: 'acd.end', queue: 'Support' })).rejects.toMatchObject({
      report: { code: 'queue-ambiguous', details: [expect.any(String), expect.any(String)] },
    });
    await expect(sandbox.emit({ eventType: 'acd.end', queue: 'Sales Suport' })).rejects.toMatchObject({
      report: { code: 'queue-not-found', fix: expect.stringContaining('Sales Support') },
    });
  });

  it('says which rules came nearest where none matched', async () => {
    const sandbox = await start();
    await enableIntegration(sandbox, [ACD_END, USER_END]);
    await routeToQueue(sandbox, ACD_END);
    const { events } = clientsOf(sandbox);
    const pattern = {
      'detail-type': [USER_END],
      detail: { eventBody: { queueId: ['5affb229-7631-4992-b0ce-583505c6af07'], mediaType: ['CHAT'] } },
    };
    await events.send(
      new PutRuleCommand({ EventBusName: BUS, Name: 'far', EventPattern: JSON.stringify(pattern) }),
    );
    const disabled = { EventBusName: BUS, Name: 'off', EventPattern: '{"account":["111122223333"]}' };
    await events.send(new PutRuleCommand({ ...disabled, State: 'DISABLED' }));
    const { events: emitted } = await sandbox.emit({
      eventType: 'user.end',
      queue: 'Billing',
      set: { mediaType: 'VOICE' },
    });
    expect(emitted[0]?.nearMisses).toEqual([
      { rule: 'off', why: 'The rule is disabled.' },
      { rule: 'far', why: expect.stringContaining('Billing') },
      { rule: 'left', why: expect.any(String), otherEventType: true },
    ]);
    // The rules that an event misses are told although another one takes it.
    const { events: taken } = await sandbox.emit({ eventType: 'acd.end' });
    expect(taken[0]?.deliveries).toMatchObject([{ rule: 'left' }]);
    expect(taken[0]?.nearMisses.map(({ rule }) => rule)).toEqual(['off', 'far']);
  });

  it('brings what the file calls existing', async () => {
    const sandbox = await start({
      existing: {
        ...EXISTING,
        buses: [BUS],
        eventTypes: [ACD_END],
        queues: [`arn:aws:sqs:${REGION}:${ACCOUNT}:there`],
      },
    });
    const { events, sqs } = clientsOf(sandbox);
    expect(await events.send(new DescribeEventSourceCommand({ Name: BUS }))).toMatchObject({
      State: 'ACTIVE',
    });
    expect(await events.send(new ListRulesCommand({ EventBusName: BUS }))).toMatchObject({ Rules: [] });
    const url = `${sandbox.aws.endpoint}/${ACCOUNT}/there`;
    expect(await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }))).not.toHaveProperty('Messages');
    expect(await sandbox.emit({ eventType: 'acd.end' })).toMatchObject({
      events: [{ accepted: true, deliveries: [] }],
    });
  });

  it('keeps its state, and knows its beginning', async () => {
    const folder = temporaryFolder();
    const first = await openSandbox(optionsIn(folder));
    await enableIntegration(first, [ACD_END]);
    await routeToQueue(first, ACD_END);
    await first.close();

    const second = await openSandbox(optionsIn(folder));
    open.push(second);
    expect(await second.emit({ eventType: 'acd.end' })).toMatchObject({
      events: [{ accepted: true, deliveries: [{ outcome: 'delivered' }] }],
    });
    await second.reset();
    expect(await second.emit({ eventType: 'acd.end' })).toMatchObject({ events: [], silent: [] });
    expect(await second.journal()).toEqual([]);
    expect(existsSync(join(folder, '.gcx-sandbox', '.gitignore'))).toBe(true);
  });

  it('keeps organisations and accounts apart', async () => {
    const folder = temporaryFolder();
    const production = await openSandbox(optionsIn(folder));
    const other = { organization: '00000000-0000-4000-8000-000000000001', account: '444455556666' };
    const test = await openSandbox(optionsIn(folder, other));
    open.push(production, test);
    await enableIntegration(production, [ACD_END]);
    const list = async (sandbox: Sandbox): Promise<unknown> =>
      (await call(genesysOf(sandbox), 'GET', '/api/v2/integrations', undefined, await loginTo(sandbox))).body[
        'total'
      ];
    expect(await list(production)).toBe(1);
    expect(await list(test)).toBe(0);
    await expect(
      clientsOf(test).events.send(new DescribeEventSourceCommand({ Name: BUS })),
    ).rejects.toThrow();
  });

  it('writes down its calls, without secrets', async () => {
    const sandbox = await start();
    await enableIntegration(sandbox, [ACD_END]);
    await clientsOf(sandbox).events.send(new ListRulesCommand({}));
    const journal = await sandbox.journal();
    expect(journal.map(({ service, action, write }) => [service, action, write])).toEqual([
      ['genesys', 'postOauthToken', false],
      ['genesys', 'postIntegrations', true],
      ['genesys', 'putIntegrationConfigCurrent', true],
      ['genesys', 'patchIntegration', true],
      ['events', 'ListRules', false],
    ]);
    expect(journal.every(({ requestId, status }) => requestId !== '' && status === 200)).toBe(true);
    const writes = await sandbox.journal({ writesOnly: true });
    expect(writes).toHaveLength(3);
    expect(await sandbox.journal({ since: Date.now() + 60_000 })).toEqual([]);
    expect(JSON.stringify(journal)).not.toMatch(/bearer|basic|signature/i);
  });

  it('begins with what a seed file says', async () => {
    const sandbox = await start({ seedFile: join(import.meta.dirname, 'seed.yml') });
    const token = await loginTo(sandbox);
    const get = async (path: string): Promise<Record<string, unknown>> =>
      (await call(genesysOf(sandbox), 'GET', `/api/v2/${path}`, undefined, token)).body;
    expect(await get('organizations/me')).toMatchObject({ name: 'Seeded' });
    const { entities } = await get('routing/queues?pageSize=500');
    expect((entities as { name: string }[]).map(({ name }) => name)).toEqual(['Claims', 'Sales']);
    const { entities: integrations } = await get('integrations?expand=config.current');
    expect(integrations).toMatchObject([
      { name: 'live', reportedState: { code: 'ACTIVE' }, config: { current: { notes: 'by hand' } } },
      { name: 'broken', reportedState: { code: 'ERROR', detail: { message: 'No such account.' } } },
      { name: 'half made', intendedState: 'DISABLED', config: { current: { properties: {} } } },
    ]);
    const live = `aws.partner/genesys.com/cloud/${ORGANIZATION}/live`;
    const rules = await clientsOf(sandbox).events.send(new ListRulesCommand({ EventBusName: live }));
    expect(rules.Rules).toMatchObject([{ Name: 'managed', ManagedBy: 'events.example.com' }]);
  });

  it('keeps what a seed file says of a thing that the file calls existing', async () => {
    const topic = `arn:aws:sns:${REGION}:${ACCOUNT}:theirs`;
    const seedFile = join(temporaryFolder(), 'seed.json');
    writeFileSync(
      seedFile,
      JSON.stringify({ aws: { topics: [{ name: 'theirs', attributes: { DisplayName: 'seeded' } }] } }),
    );
    const sandbox = await start({ seedFile, existing: { ...EXISTING, topics: [topic] } });
    const sns = new SNSClient(sandbox.aws);
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: topic }));
    expect(Attributes).toMatchObject({ DisplayName: 'seeded' });
  });

  it('refuses a seed file with all that is wrong in it', async () => {
    await expect(start({ seedFile: join(import.meta.dirname, 'bad-seed.yml') })).rejects.toMatchObject({
      report: {
        code: 'seed-invalid',
        details: [expect.stringContaining('queues.0'), expect.stringContaining('colour')],
      },
    });
  });

  it('does not go on with a state it cannot read', async () => {
    const folder = temporaryFolder();
    await (await openSandbox(optionsIn(folder))).close();
    const { writeFileSync } = await import('node:fs');
    const state = join(folder, '.gcx-sandbox', 'state.json');
    writeFileSync(state, readFileSync(state, 'utf8').replace('"schemaVersion":1', '"schemaVersion":99'));
    const attempt = openSandbox(optionsIn(folder));
    await expect(attempt).rejects.toMatchObject({
      report: { code: 'sandbox-state-unreadable', where: state },
    });
    expect(existsSync(join(folder, '.gcx-sandbox', 'lock'))).toBe(false);
  });
});
