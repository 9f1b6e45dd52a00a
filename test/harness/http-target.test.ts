import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeauthorizeConnectionCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { requireSecrets } from '../../src/lib/engine/apply/index.js';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { parseSavedPlan, savedPlanText } from '../../src/lib/engine/plan/saved-plan.js';
import { refuseStale } from '../../src/lib/engine/plan/stale-plan.js';
import { exportBus } from '../../src/lib/features/existing/export-bus.js';
import { driftOf } from '../../src/lib/features/plans/drift.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { head } from '../e2e/gcx.js';
import { NOTHING_ALLOWED } from '../unit/engine/plan/project.js';
import { temporaryFolder } from '../unit/sandbox/temporary-folder.js';
import { applied, type Trial, trial } from './trial.js';

const NAME = 'shop-crm';
const KEY = 'key-of-the-crm-4711';
const http = `url: "https://crm.example.com/contacts/{conversation}", path: { conversation: $.detail.eventBody.conversationId }, headers: { X-Source: gcx }, rate: 50`;
const file = (auth: string) => `${head()}targets:
  crm: { http: { ${http}, auth: ${auth} }, deadLetter: lost }
  lost: { sqs: { create: shop-lost } }
routes:
  ended: { events: [conversation.acd.end], targets: [crm] }
`;
const API_KEY = '{ apiKey: { header: X-Api-Key, secret: { env: CRM_KEY } } }';
const BASIC = '{ basic: { user: gcx, secret: { env: CRM_KEY } } }';
const gone = `${head()}targets:\n  crm: { sqs: { create: shop-lake } }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [crm] }\n`;

function actions({ changes }: Plan): readonly string[] {
  return changes.flatMap(({ action, kind, name }) =>
    action === 'none' ? [] : [`${action} ${kind} ${name}`],
  );
}

function ofHttp(plan: Plan): readonly string[] {
  return actions(plan).filter((line) => / (connection|api-destination|role|rule) /.test(line));
}

async function withKey(text: string): Promise<Trial> {
  const all = await trial(text);
  all.secrets.set('CRM_KEY', KEY);
  return all;
}

/** Answers in AWS's place that the connection is being deleted, so many times; then, that there is none. */
async function stuckInDeletion({ wire, plan }: Trial) {
  let deleting = '';
  wire.alter = (action, body) => {
    if (action === 'DescribeConnection' && body.includes(`"${NAME}"`))
      deleting = body.replace(/"ConnectionState":"\w+"/, '"ConnectionState":"DELETING"');
    return body;
  };
  await plan();
  const stuck = {
    looks: Number.POSITIVE_INFINITY,
    answer(action: string, asked: string) {
      if (action !== 'DescribeConnection' || !asked.includes(`"${NAME}"`)) return undefined;
      stuck.looks -= 1;
      return stuck.looks >= 0
        ? { status: 200, body: deleting }
        : { status: 400, body: '{"__type":"ResourceNotFoundException"}' };
    },
  };
  return stuck;
}

/** What `gcx export` writes. */
async function exported({ folder, aws, genesys }: Trial): Promise<string> {
  const { config, ...loaded } = await loadConfig({ cwd: folder, env: {} });
  const at = { ...loaded, config: { ...config, file: join(folder, '.genesysrc.yml') } };
  return (await exportBus(at, { aws, genesys }, { create: false })).exported.text;
}

async function converged(all: Trial): Promise<void> {
  expect(actions(await all.plan())).toEqual([]);
}

describe('an HTTPS endpoint as a target', () => {
  it('is made, kept as the file has it, and taken away, in an order in which no event misses it', async () => {
    const all = await withKey(file(API_KEY));
    const plan = await applied(all);
    expect(ofHttp(plan)).toEqual([
      `create connection ${NAME}`,
      `create api-destination ${NAME}`,
      'create role shop-send.http',
      'create rule shop-ended-1',
    ]);
    const connection = await all.others.http.connection(NAME);
    expect(connection).toMatchObject({ state: 'AUTHORIZED', auth: { kind: 'apiKey', header: 'X-Api-Key' } });
    const destination = await all.others.http.destination(NAME);
    expect(destination).toMatchObject({
      state: 'ACTIVE',
      connectionArn: connection?.arn,
      endpoint: 'https://crm.example.com/contacts/*',
      method: 'POST',
      rate: 50,
    });
    const [rule] = await all.others.events.listTargets(
      'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod',
      'shop-ended-1',
    );
    expect(rule).toMatchObject({
      arn: destination?.arn,
      http: { path: ['$.detail.eventBody.conversationId'], headers: { 'X-Source': 'gcx' }, query: {} },
    });
    expect((await all.others.iam.role('shop-send.http'))?.policies['gcx']).toMatchObject({
      Statement: [
        {
          Action: ['events:InvokeApiDestination'],
          Resource: `arn:aws:events:eu-west-1:111122223333:api-destination/${NAME}/*`,
        },
      ],
    });
    // The secret is in Secrets Manager alone.
    expect(JSON.stringify(plan)).not.toContain(KEY);
    expect(connection?.description).not.toContain(KEY);
    await converged(all);

    // Exported, it is the same target: its secret cannot be read, so the file says which variable to set.
    const written = await exported(all);
    expect(written).toContain('set GENESYS_GCX_SECRET_CRM_SECRET,');
    expect(written).not.toContain('api-destination/');
    all.write(written);
    all.secrets.delete('CRM_KEY');
    all.secrets.set('CRM_SECRET', KEY);
    await converged(all);

    // Somebody changes it by hand.
    if (destination === undefined) throw new Error('it was made');
    await all.others.http.updateDestination({ ...destination, rate: 7, method: 'GET' });
    expect(ofHttp(await applied(all))).toEqual([`update api-destination ${NAME}`]);
    await converged(all);

    // Deleted and made again by hand, it has another id: what the rule sends to is no more.
    await all.others.http.deleteDestination(NAME);
    await all.others.http.createDestination(destination);
    expect(ofHttp(await applied(all))).toEqual(['update rule shop-ended-1']);
    await converged(all);

    all.write(gone);
    // The file changed, and nobody changed anything by hand.
    expect(driftOf(await all.plan()).changed).toEqual([]);
    const last = ofHttp(await applied(all));
    expect(last.filter((line) => line.startsWith('delete'))).toEqual([
      `delete api-destination ${NAME}`,
      `delete connection ${NAME}`,
      'delete role shop-send.http',
    ]);
    expect(await all.others.http.connection(NAME)).toBeUndefined();
    await converged(all);
  });

  it('is destroyed with the pipe, also where an apply left only its connection', async () => {
    const all = await withKey(file(BASIC));
    const plan = await all.plan();
    const apply = {
      ...plan,
      changes: plan.changes.filter(({ kind }) => /^(?:integration|bus|connection)$/.test(kind)),
    };
    // No run makes it before the event bus, which notes it.
    const alone = { ...plan, changes: plan.changes.filter(({ kind }) => kind === 'connection') };
    await expect(all.apply(alone)).rejects.toThrow('changes wait for none of the plan');
    await all.apply(apply);
    expect(await all.others.http.connection(NAME)).toMatchObject({ auth: { kind: 'basic', user: 'gcx' } });
    expect(ofHttp(await applied(all))).toEqual([
      `create api-destination ${NAME}`,
      'create role shop-send.http',
      'create rule shop-ended-1',
    ]);
    await converged(all);
    const groups = (await all.plan('destroy')).changes.flatMap(({ kind, group }) =>
      ['connection', 'api-destination', 'role'].includes(kind) ? [group] : [],
    );
    expect(new Set(groups.map((group) => JSON.stringify(group)))).toEqual(
      new Set(['{"kind":"target","name":"crm"}']),
    );
    expect(ofHttp(await applied(all, 'destroy'))).toEqual([
      'delete rule shop-ended-1',
      `delete api-destination ${NAME}`,
      `delete connection ${NAME}`,
      'delete role shop-send.http',
    ]);
  });

  it('has its secret sent again where it changed, and not compared where it is not at hand', async () => {
    const all = await withKey(file(API_KEY));
    await applied(all);
    all.secrets.delete('CRM_KEY');
    const without = await all.plan();
    expect(actions(without)).toEqual([]);
    expect(without.changes.find(({ kind }) => kind === 'connection')?.notes).toEqual([
      'secret not compared: GENESYS_GCX_SECRET_CRM_KEY is not set',
    ]);
    all.secrets.set('CRM_KEY', 'another-key-0815');
    const changed = await all.plan();
    expect(ofHttp(changed)).toEqual([`update connection ${NAME}`]);
    // A saved plan that was made without the secret is made again.
    expect(changed.digest).not.toBe(without.digest);
    await applied(all);
    await converged(all);

    // Another way needs the secret: nothing is begun without.
    all.secrets.delete('CRM_KEY');
    all.write(file(BASIC));
    const basic = await all.plan();
    expect(ofHttp(basic)).toEqual([`update connection ${NAME}`]);
    expect(() => requireSecrets(basic, () => undefined)).toThrow(
      /environment variable GENESYS_GCX_SECRET_CRM_KEY is not set/,
    );
    expect(() => requireSecrets(basic, () => 'has:colon')).toThrow(/it has a colon/);
    expect(() => requireSecrets(without, () => undefined)).not.toThrow();
  });

  it('a saved plan that was made without the secret, such as by a job that only reads, fits where it is at hand', async () => {
    const all = await withKey(file(API_KEY));
    const { config } = await loadConfig({ cwd: all.folder, env: {} });
    const fits = async () => {
      const withSecret = await all.plan();
      const key = all.secrets.get('CRM_KEY') ?? '';
      all.secrets.delete('CRM_KEY');
      const text = savedPlanText('plan.json', await all.plan(), config, NOTHING_ALLOWED);
      all.secrets.set('CRM_KEY', key);
      refuseStale('plan.json', parseSavedPlan('plan.json', text), withSecret);
    };
    await fits();
    await applied(all);
    await fits();
    // Which secret is sent is no detail: a plan that did not see that it changed is made again.
    all.secrets.set('CRM_KEY', 'another-key-0815');
    await expect(fits()).rejects.toThrow(/stale/);
  });

  it('of others is left alone, and the plan refused', async () => {
    const all = await withKey(file(API_KEY));
    await all.others.http.createConnection({
      name: NAME,
      description: 'of somebody',
      auth: { kind: 'apiKey', header: 'X-Other' },
      secret: 'theirs',
    });
    expect((await all.plan()).refusals).toMatchObject([
      { code: 'name-taken', message: expect.stringContaining(`Connection ${NAME} exists already`) },
    ]);
  });

  it('is authorized again where EventBridge may call it no more, which is a finding of doctor', async () => {
    const oauth =
      '{ oauth: { tokenUrl: "https://login.example.com/token", clientId: gcx, secret: { env: CRM_KEY }, body: { scope: write } } }';
    const all = await withKey(file(oauth));
    await applied(all);
    await converged(all);
    expect(await all.others.http.connection(NAME)).toMatchObject({
      state: 'AUTHORIZED',
      auth: {
        kind: 'oauth',
        tokenUrl: 'https://login.example.com/token',
        method: 'POST',
        clientId: 'gcx',
        headers: {},
        query: {},
        body: { scope: 'write' },
      },
    });
    const { endpoint = '', region, credentials } = all.sandbox.aws;
    const client = new EventBridgeClient({ endpoint, region, ...(credentials && { credentials }) });
    await client.send(new DeauthorizeConnectionCommand({ Name: NAME }));
    client.destroy();
    await all.clock.sleep(60_000);
    const again = await all.plan();
    expect(ofHttp(again)).toEqual([`update connection ${NAME}`]);
    // It is set back: nothing says that people's state is kept.
    expect(again.warnings.filter(({ code }) => code === 'harms-delivery')).toEqual([]);
    const { fields = [], notes = [] } = again.changes.find(({ kind }) => kind === 'connection') ?? {};
    expect(fields).toContainEqual(expect.objectContaining({ field: 'state', before: 'DEAUTHORIZED' }));
    expect(notes).toContainEqual(expect.stringMatching(/^AWS says: .*DeauthorizeConnection/));
    const { findings } = await all.diagnose();
    expect(findings.map(({ what }) => what)).toContainEqual(expect.stringContaining('DEAUTHORIZED'));
    await applied(all);
    await converged(all);
  });

  it('is gone, or can be made again, only when AWS says that it is: else the apply fails with what to run', async () => {
    const other = `targets:\n  other: { http: { url: "https://o.example.com/", auth: ${API_KEY} } }\n`;
    const rest = (targets: string) =>
      `routes:\n  ended: { events: [conversation.acd.end], targets: [${targets}] }\n`;
    const both = `${head()}${other}  crm: { http: { ${http}, auth: ${API_KEY} } }\n${rest('crm, other')}`;
    const all = await withKey(both);
    await applied(all);

    // Somebody deletes its connection, and AWS is not done with that yet.
    const stuck = await stuckInDeletion(all);
    await all.others.http.deleteConnection(NAME);
    all.wire.instead = stuck.answer;
    const again = await all.plan();
    expect(ofHttp(again)).toEqual([`create connection ${NAME}`, `update api-destination ${NAME}`]);
    stuck.looks = 4;
    all.wire.instead = (action, asked) => (stuck.looks > 0 ? stuck.answer(action, asked) : undefined);
    expect((await all.apply(again)).failed).toBe(0);

    all.write(`${head()}${other}${rest('other')}`);
    const plan = await all.plan();
    const before = all.wire.calls.length;
    const deletions = () =>
      all.wire.calls.slice(before).filter(({ action }) => action === 'DeleteConnection').length;
    stuck.looks = Number.POSITIVE_INFINITY;
    all.wire.instead = (action, asked) => {
      if (action === 'DeleteConnection') return { status: 200, body: '{}' };
      return deletions() > 0 ? stuck.answer(action, asked) : undefined;
    };
    const { results } = await all.apply(plan);
    expect(results.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.error] : []))).toEqual([
      expect.objectContaining({
        report: expect.objectContaining({
          code: 'connection-not-gone',
          what: `EventBridge did not finish deleting connection ${NAME} within 90 s: its state is DELETING.`,
          fix: expect.stringMatching(/^Run the same command again.*describe-connection --name shop-crm/),
        }),
      }),
    ]);
    // It goes on where it stopped, and does not delete it again.
    stuck.looks = 6;
    expect(ofHttp(await applied(all))).toEqual([`delete connection ${NAME}`]);
    expect(deletions()).toBe(1);
  });

  it('takes its secret from Secrets Manager, and sends it again where another is meant', async () => {
    const seedFile = join(temporaryFolder(), 'seed.yml');
    writeFileSync(seedFile, `aws: { secrets: [{ name: crm, value: { token: ${KEY}, other: two } }] }\n`);
    const named = (text: string) => file(API_KEY.replace('{ env: CRM_KEY }', `{ ${text} }`));
    const all = await trial(named('secretsManager: crm, key: token'), { seedFile });
    await applied(all);
    await converged(all);
    all.write(named('secretsManager: crm, key: other'));
    expect(ofHttp(await applied(all))).toEqual([`update connection ${NAME}`]);
    await converged(all);
    all.write(named('secretsManager: nobody'));
    expect((await all.plan()).refusals).toMatchObject([
      { code: 'existing-missing', message: expect.stringContaining('secret nobody of AWS Secrets Manager') },
    ]);
  });
});
