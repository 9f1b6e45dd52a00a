import { join } from 'node:path';
import { DeauthorizeConnectionCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import type { ApiDestination } from '../../src/lib/clients/aws/http-model.js';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { adoptionPlan } from '../../src/lib/features/existing/adopt.js';
import { exportBus } from '../../src/lib/features/existing/export-bus.js';
import { planRelease } from '../../src/lib/features/release/index.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { afterThisTest } from '../clean-up.js';
import { head } from '../e2e/gcx.js';
import { startReceiver } from '../unit/sandbox/aws/http/receiver.js';
import { byHand } from './by-hand.js';
import { applied, type Trial, trial } from './trial.js';

const secret = (name: string) => `{ apiKey: { header: X-Key, secret: { env: ${name} } } }`;
const route = (targets: string) =>
  `routes:\n  ended: { events: [conversation.acd.end], targets: [${targets}] }\n`;
const file = (variable: string, more = '') => `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  crm: { http: { url: "https://crm.example.com/calls"${more}, auth: ${secret(variable)} } }
${route('inbox, crm')}`;
const without = `${head()}targets:\n  inbox: { sqs: { create: shop-inbox } }\n${route('inbox')}`;

function actions({ changes }: Plan): readonly string[] {
  return changes.flatMap(({ action, kind, name }) =>
    action === 'none' ? [] : [`${action} ${kind} ${name}`],
  );
}

/** Carries out `gcx adopt --all`. */
async function adopt(all: Trial): Promise<Plan> {
  const { genesys, aws, folder } = all;
  const loaded = await loadConfig({ cwd: folder, env: {} });
  const plan = await adoptionPlan(loaded, { genesys, aws, sandbox: true }, { all: true, json: true });
  expect(plan.refusals).toEqual([]);
  expect((await all.apply(plan)).failed).toBe(0);
  return plan;
}

/** A pipe, and beside it what people made under the names of an endpoint that the file is to have. */
async function withTheirs(description: string): Promise<Trial> {
  const all = await trial(without);
  await applied(all);
  const { http } = all.others;
  await http.createConnection({
    name: 'shop-crm',
    description,
    auth: { kind: 'apiKey', header: 'X-Key' },
    secret: 'key-of-people',
  });
  const connection = await http.connection('shop-crm');
  await http.createDestination({
    name: 'shop-crm',
    description,
    connectionArn: connection?.arn ?? '',
    endpoint: 'https://crm.example.com/calls',
    method: 'POST',
    rate: 300,
  });
  return all;
}

function notesOf({ changes }: Plan): readonly string[] {
  return changes.find(({ kind }) => kind === 'connection')?.notes ?? [];
}

describe('an HTTPS endpoint that people made, under the name that the file gives it', () => {
  it('is adopted with its secret, which gcx neither knows nor asks for, until the file names another', async () => {
    const all = await withTheirs('The CRM');
    const before = await all.others.http.destination('shop-crm');
    all.write(file('CRM_KEY'));
    const refused = await all.plan();
    expect(refused.refusals.map(({ code, fix }) => [code, fix.includes('gcx adopt --all')])).toEqual([
      ['name-taken', true],
      ['name-taken', true],
    ]);
    expect(actions(await adopt(all))).toEqual([
      'adopt connection shop-crm',
      'adopt api-destination shop-crm',
    ]);

    const plan = await applied(all);
    expect(actions(plan).filter((line) => /connection|destination/.test(line))).toEqual([]);
    expect(notesOf(plan)).toEqual([expect.stringMatching(/^secret kept: it was adopted/)]);
    // With the variable set, it is not sent either: whether it is another one cannot be told.
    all.secrets.set('CRM_KEY', 'key-of-the-environment');
    all.secrets.set('OTHER', 'another-key');
    expect(actions(await all.plan())).toEqual([]);
    const after = await all.others.http.destination('shop-crm');
    expect([after?.arn, after?.description.replace(/ \[.*$/, '')]).toEqual([before?.arn, 'The CRM']);

    // What people change then is drift, and is set back; their words stay.
    await all.others.http.updateDestination({ ...after, rate: 7 } as never);
    expect(actions(await applied(all))).toEqual(['update api-destination shop-crm']);
    expect(await all.others.http.destination('shop-crm')).toEqual(after);

    all.write(file('OTHER'));
    expect(actions(await applied(all))).toEqual(['update connection shop-crm']);
    expect(actions(await all.plan())).toEqual([]);
    expect((await all.others.http.connection('shop-crm'))?.description).toMatch(/^The CRM \[/);
  });

  it('is released and adopted also while its connection is not authorized: only the marks change', async () => {
    const all = await trial(file('CRM_KEY'));
    all.secrets.set('CRM_KEY', 'key-of-the-crm');
    await applied(all);
    const { events } = byHand(all.sandbox);
    await events.send(new DeauthorizeConnectionCommand({ Name: 'shop-crm' }));
    const { genesys, aws, folder } = all;
    const { plan } = await planRelease(
      await loadConfig({ cwd: folder, env: {} }),
      { genesys, aws, sandbox: true },
      [],
    );
    expect(await all.apply(plan)).toMatchObject({ failed: 0, notAttempted: 0 });
    expect((await all.others.http.destination('shop-crm'))?.description).not.toContain('genesys-gcx');
    expect(actions(await adopt(all))).toContain('adopt api-destination shop-crm');
    expect((await all.others.http.connection('shop-crm'))?.state).toBe('DEAUTHORIZED');
  });

  it('is deleted only on purpose', async () => {
    const all = await withTheirs('');
    all.write(file('CRM_KEY'));
    await adopt(all);
    await applied(all);
    all.write(without);
    const refused = await all.plan('apply', { force: false });
    expect(refused.refusals.map(({ code, change }) => `${code} ${change}`).sort()).toEqual([
      'adopted api-destination:shop-crm',
      'adopted connection:shop-crm',
    ]);
    await applied(all);
    expect(await all.others.http.connection('shop-crm')).toBeUndefined();
  });

  it('is left to another project whose mark it carries', async () => {
    const all = await withTheirs('Theirs [genesys-gcx:other/default/6513270e-269e-4d37-b2a7-4de452e6b438]');
    all.write(file('CRM_KEY'));
    expect((await all.plan()).refusals.map(({ fix }) => fix.includes('gcx adopt'))).toEqual([false, false]);
    expect(actions(await adopt(all))).toEqual([]);

    // Without the mark, there must be room for ours.
    const { http } = all.others;
    await http.updateConnection({ name: 'shop-crm', description: 'd'.repeat(500) });
    const { genesys, aws, folder } = all;
    const loaded = await loadConfig({ cwd: folder, env: {} });
    const plan = await adoptionPlan(loaded, { genesys, aws, sandbox: true }, { all: true, json: true });
    expect(plan.refusals.map(({ code, message }) => [code, message.split(':')[0]])).toEqual([
      ['description-too-long', 'Connection shop-crm has a description of 500 characters'],
    ]);
  });
});

const AUTH = { kind: 'basic', user: 'genesys' } as const;
const BUS = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';

/** What people made beside the pipe: two API destinations on one connection, a role, and a rule that sends to both. */
async function peoplesPipe({ others: { http, iam, events } }: Trial) {
  await http.createConnection({
    name: 'Salesforce.Prod',
    description: 'CRM',
    auth: AUTH,
    secret: 'of-people',
  });
  const connection = await http.connection('Salesforce.Prod');
  const destination = async (name: string, path: string) => {
    const endpoint = `https://crm.example.com/${path}`;
    const settings = { name, description: '', endpoint, method: 'POST', rate: 300 };
    await http.createDestination({ ...settings, connectionArn: connection?.arn ?? '' });
    return (await http.destination(name))?.arn ?? '';
  };
  const [calls, chats] = [await destination('sf_calls', 'calls/*'), await destination('sf_chats', 'chats')];
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' } },
    ],
  };
  await iam.createRole({ name: 'crm-sender', path: '/', description: '', trust, tags: {} });
  await iam.putPolicy('crm-sender', 'send', {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'events:InvokeApiDestination', Resource: [calls, chats] }],
  });
  const rule = { bus: BUS, name: 'sf-ended', description: 'To the CRM', enabled: true };
  await events.putRule({
    ...rule,
    pattern: { 'detail-type': [{ wildcard: 'v2.detail.events.conversation.*.acd.end' }] },
  });
  const roleArn = (await iam.roleArn('crm-sender')) ?? '';
  const path = ['$.detail.eventBody.conversationId'];
  await events.putTargets(BUS, rule.name, [
    { id: '1', arn: calls, roleArn, http: { path, headers: { 'X-Source': 'genesys' }, query: {} } },
    { id: '2', arn: chats, roleArn },
  ]);
}

/** Has the role of people allow calls of API destinations: their ARNs with another end in place of the id. */
async function allowCalls(
  { others: { iam } }: Trial,
  destinations: readonly (ApiDestination | undefined)[],
  end: string,
): Promise<void> {
  const Resource = destinations.map((each) => `${each?.arn.replace(/\/[^/]*$/, '')}${end}`);
  await iam.putPolicy('crm-sender', 'send', {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'events:InvokeApiDestination', Resource }],
  });
}

/** What `gcx export` writes, with or without `--create`. */
async function exported({ folder, aws, genesys }: Trial, create: boolean): Promise<string> {
  const { config, ...loaded } = await loadConfig({ cwd: folder, env: {} });
  const at = { ...loaded, config: { ...config, file: join(folder, '.genesysrc.yml') } };
  return (await exportBus(at, { aws, genesys }, { create })).exported.text;
}

describe('HTTPS endpoints that people made, under names of theirs', () => {
  it('are exported, adopted with nothing to change, and released, and each event is at them once', async () => {
    const receiver = await startReceiver();
    afterThisTest(() => receiver.close());
    const all = await trial(without, { deliver: [`crm.example.com=${receiver.origin}`] });
    await applied(all);
    await peoplesPipe(all);
    const { http } = all.others;
    const sent = async () => {
      receiver.received.length = 0;
      await all.sandbox.emit({ eventType: 'acd.end', queue: 'Sales Support', count: 2 });
      return receiver.received
        .map(({ url, headers }) => `${url.split('/')[1]} ${headers['authorization']}`)
        .sort();
    };
    const basic = `Basic ${Buffer.from('genesys:of-people').toString('base64')}`;
    const once = [`calls ${basic}`, `calls ${basic}`, `chats ${basic}`, `chats ${basic}`];
    expect(await sent()).toEqual(once);
    const before = [await http.destination('sf_calls'), await http.destination('sf_chats')];

    // As people have it: by ARN, with what to do about it.
    expect(await exported(all, false)).toMatch(
      /# gcx did not make API destination sf_calls: export --create .*\n {2}sf_calls: \{ arn: .*api-destination\/sf_calls\/[^/]*role: /,
    );
    const written = await exported(all, true);
    expect(written).toContain('name: "sf_calls", connection: "Salesforce.Prod"');
    expect(written.match(/secret: \{ env: "SALESFORCE_PROD_SECRET" \}/g)).toHaveLength(2);
    all.write(written);
    expect(actions(await adopt(all))).toEqual([
      `update bus ${BUS}`,
      'adopt rule sf-ended',
      'adopt connection Salesforce.Prod',
      'adopt api-destination sf_calls',
      'adopt api-destination sf_chats',
    ]);
    // Before an apply noted them, they are found by what the rule sends to: their names do not begin with the project's.
    all.write(without);
    const { refusals } = await all.plan('apply', { force: false });
    expect(refusals.map(({ change }) => change).sort()).toEqual([
      'api-destination:sf_calls',
      'api-destination:sf_chats',
      'connection:Salesforce.Prod',
      'rule:sf-ended',
    ]);
    all.write(written);
    expect(actions(await applied(all))).toEqual([]);
    expect(await sent()).toEqual(once);
    // The role allows the full ARNs, as AWS asks with them; all ids of a name do as well, the name without an id does not.
    expect((await all.diagnose()).findings).toEqual([]);
    const allows = (end: string) => allowCalls(all, [before[0], before[1]], end);
    await allows('/*');
    expect((await all.diagnose()).findings).toEqual([]);
    await allows('');
    expect((await all.diagnose()).findings.map(({ code, what }) => `${code} ${what}`)).toEqual(
      before.map((each) => expect.stringMatching(`^role-rights .* on ${each?.arn}\\.$`)),
    );
    await allows('/*');
    const { genesys, aws, folder } = all;
    const loaded = await loadConfig({ cwd: folder, env: {} });
    const release = await planRelease(loaded, { genesys, aws, sandbox: true }, []);
    expect((await all.apply(release.plan)).failed).toBe(0);
    expect([await http.destination('sf_calls'), await http.destination('sf_chats')]).toEqual(before);
    expect((await http.connection('Salesforce.Prod'))?.description).toBe('CRM');
    expect(await sent()).toEqual(once);
  });
});
