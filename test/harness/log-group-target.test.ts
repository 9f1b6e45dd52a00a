import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasNotesToWrite } from '../../src/lib/engine/apply/index.js';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { adoptionPlan } from '../../src/lib/features/existing/adopt.js';
import { exportBus } from '../../src/lib/features/existing/export-bus.js';
import { driftOf } from '../../src/lib/features/plans/drift.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { head } from '../e2e/gcx.js';
import { applied, type Trial, trial } from './trial.js';

const NAME = '/aws/events/calls';
const ARN = `arn:aws:logs:eu-west-1:111122223333:log-group:${NAME}`;
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/11112222-3333-4444-5555-666677778888';
const POLICY = 'genesys-gcx-shop';
const file = (targets: string, routed = 'log', top = '') =>
  `${head()}${top}targets:\n${targets}routes:\n  ended: { events: [conversation.acd.end], targets: [${routed}] }\n`;
const log = (form = '') => `  log: { logGroup: { create: ${NAME}${form} } }\n`;
const INBOX = '  inbox: { sqs: { create: shop-inbox } }\n';

function actions({ changes }: Plan): readonly string[] {
  return changes
    .flatMap(({ action, kind, name }) => (action === 'none' ? [] : [`${action} ${kind} ${name}`]))
    .filter((line) => / (log-|rule)/.test(line));
}

/** What becomes of the event of a conversation, as the sandbox tells it. */
async function told({ sandbox }: Trial): Promise<readonly string[]> {
  const { events } = await sandbox.emit({ eventType: 'acd.end', queue: 'Sales Support' });
  return events.flatMap(({ deliveries }) => deliveries.map(({ outcome, why }) => `${outcome}: ${why}`));
}

async function policy({ others }: Trial): Promise<Record<string, unknown>[] | undefined> {
  const found = (await others.logPolicies.list()).find(({ name }) => name === POLICY);
  return found && JSON.parse(found.document).Statement;
}

describe('a log group as a target', () => {
  it('keeps its statement where the file needs another one of the policy no more, which is no drift', async () => {
    const logged = file(log(), 'log', 'logging: { level: error }\n');
    const all = await trial(logged);
    await applied(all);
    expect(await policy(all)).toHaveLength(2);
    expect(actions(await all.plan())).toEqual([]);
    all.write(file(log()));
    const plan = await all.plan();
    expect(driftOf(plan).changed).toEqual([]);
    expect(driftOf(plan).unclear.filter(({ kind }) => kind === 'log-policy')).toEqual([]);
    await applied(all);
    expect(await policy(all)).toHaveLength(1);
    const last = await all.plan();
    expect(actions(last)).toEqual([]);
    expect(hasNotesToWrite(last)).toBe(false);
  });

  it('is made, lets the rules of the project write, is mended, changed and taken away', async () => {
    const all = await trial(file(log()));
    expect(actions(await applied(all))).toEqual([
      `create log-group ${NAME}`,
      `create log-policy ${POLICY}`,
      'create rule shop-ended-1',
    ]);
    expect(await policy(all)).toEqual([
      {
        Sid: expect.stringMatching(/^GenesysGcxShop/),
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [`${ARN}:*`],
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': [expect.stringMatching(/:rule\/aws\.partner\/.+\/shop-\*$/)] },
        },
      },
    ]);
    expect(await all.others.logs.group(NAME)).toMatchObject({
      retentionDays: 30,
      tags: { 'genesys-gcx:project': 'shop' },
    });
    expect(actions(await all.plan())).toEqual([]);
    expect((await all.diagnose()).findings).toEqual([]);
    // What the receiver gets: the event as one line, in a log stream of its own.
    expect(await told(all)).toEqual([`delivered: written to log group ${NAME}`]);
    const [line] = (await all.others.logs.lines(NAME, 0)) ?? [];
    expect(JSON.parse(line?.message ?? '')).toMatchObject({
      'detail-type': 'v2.detail.events.conversation.{id}.acd.end',
    });
    expect(line?.stream).toMatch(/^[0-9a-f-]{36}$/);

    // Somebody takes the policy away and keeps events for ever: told as changed outside, and mended.
    await all.others.logPolicies.delete(POLICY);
    await all.others.logs.setRetention(NAME, 0);
    expect(await told(all)).toEqual([
      expect.stringMatching(/^dropped: no resource policy of CloudWatch Logs/),
    ]);
    // Told once: the plan knows, so doctor does not look by itself.
    expect((await all.diagnose()).findings.filter(({ code }) => code === 'log-group-policy')).toEqual([]);
    const drift = await all.plan();
    expect(actions(drift)).toEqual([`update log-group ${NAME}`, `create log-policy ${POLICY}`]);
    expect(drift.changes.flatMap(({ fields }) => fields.map(({ origin }) => origin))).toContain('outside');
    await applied(all);
    expect(await told(all)).toEqual([`delivered: written to log group ${NAME}`]);

    // Somebody lets in another service: told once, though it takes two calls to put it right.
    const [ours] = await all.others.logPolicies.list();
    const other = (ours?.document ?? '').replace('events.amazonaws', 'es.amazonaws');
    await all.others.logPolicies.put(POLICY, JSON.parse(other));
    const changed = driftOf(await all.plan());
    expect([...changed.changed, ...changed.unclear].map(({ id }) => id)).toEqual([`log-policy:${POLICY}`]);
    await applied(all);
    expect(actions(await all.plan())).toEqual([]);

    // A second one: the policy is one document still. Then only the second: the first stays open until its rule has gone.
    const second = '  more: { logGroup: { create: calls-too } }\n';
    all.write(file(log(', retention: 7d') + second, 'log, more'));
    expect(actions(await applied(all))).toEqual([
      `update log-group ${NAME}`,
      'create log-group calls-too',
      `update log-policy ${POLICY}`,
      'update rule shop-ended-1',
    ]);
    expect((await policy(all))?.map(({ Resource }) => Resource)).toEqual([
      [`${ARN}:*`, 'arn:aws:logs:eu-west-1:111122223333:log-group:calls-too:*'],
    ]);
    expect(actions(await all.plan())).toEqual([]);
    all.write(file(second, 'more'));
    // What is in it goes with it: not without --force.
    expect((await all.plan('apply', { force: false })).refusals).toMatchObject([
      { code: 'log-group-not-empty', fix: expect.stringContaining('--force') },
    ]);
    expect(driftOf(await all.plan())).toMatchObject({ changed: [], unclear: [] });
    const narrowing = actions(await applied(all));
    expect(narrowing.slice(0, 2)).toEqual([`update log-policy ${POLICY}`, 'update rule shop-ended-1']);
    expect(narrowing.slice(2).sort()).toEqual([`delete log-group ${NAME}`, `update log-policy ${POLICY}`]);
    expect(actions(await all.plan())).toEqual([]);
    expect(await all.others.logs.group(NAME)).toBeUndefined();

    // No log group any more: neither is the policy.
    all.write(file(INBOX, 'inbox'));
    await applied(all);
    expect(await policy(all)).toBeUndefined();
    expect(actions(await all.plan())).toEqual([]);
  });

  it('that exists is let in and otherwise left alone, and goes with nothing', async () => {
    const all = await trial(
      file(
        `  log: { logGroup: { existing: ${NAME} }, input: { template: '{"message": "<id>"}', paths: { id: $.id } } }\n`,
      ),
    );
    expect(actions(await applied(all))).toEqual([`create log-policy ${POLICY}`, 'create rule shop-ended-1']);
    expect(await told(all)).toEqual([`delivered: written to log group ${NAME}`]);
    const [line] = (await all.others.logs.lines(NAME, 0)) ?? [];
    expect(line?.message).toMatch(/^[0-9a-f-]{36}$/);
    expect(actions(await all.plan())).toEqual([]);
    const gone = actions(await applied(all, 'destroy'));
    expect(gone).toEqual(['delete rule shop-ended-1', `delete log-policy ${POLICY}`]);
    expect(await all.others.logs.group(NAME)).toMatchObject({ name: NAME, tags: {} });
  });

  it('shares its policy with the log of the event bus, which stays for the one that is left', async () => {
    const logging = 'logging: { level: error }\n';
    const all = await trial(file(log(), 'log', logging));
    await applied(all);
    const services = async () =>
      (await policy(all))?.map(({ Principal }) => (Principal as { Service: string }).Service).sort();
    const both = ['delivery.logs.amazonaws.com', 'events.amazonaws.com'];
    expect(await services()).toEqual(both);
    expect(actions(await all.plan())).toEqual([]);
    all.write(file(log()));
    await applied(all);
    expect(await services()).toEqual(['events.amazonaws.com']);
    expect(actions(await all.plan())).toEqual([]);
    await applied(all, 'destroy');
    expect(await policy(all)).toBeUndefined();
  });

  it('of others with that name, a policy of others and a full account are refused with a way on', async () => {
    const all = await trial(file(log()));
    await all.others.logs.createGroup(NAME, 0, { team: 'x' });
    const { refusals } = await all.plan();
    expect(refusals).toMatchObject([
      { code: 'name-taken', fix: expect.stringContaining(`logGroup: { existing: ${NAME} }`) },
    ]);
    await all.others.logs.deleteGroup(NAME);
    const Statement = (service: string, action: string) => [
      { Effect: 'Allow', Principal: { Service: service }, Action: action, Resource: '*' },
    ];
    const document = (service: string, action: string) => ({
      Version: '2012-10-17',
      Statement: Statement(service, action),
    });
    await all.others.logPolicies.put(POLICY, document('es.amazonaws.com', 'logs:PutLogEvents'));
    expect((await all.plan()).refusals).toMatchObject([{ code: 'name-taken' }]);
    await all.others.logPolicies.delete(POLICY);
    for (let number = 0; number < 10; number += 1)
      await all.others.logPolicies.put(`p${number}`, document('es.amazonaws.com', 'logs:PutLogEvents'));
    expect((await all.plan()).refusals).toMatchObject([{ code: 'log-policies-full' }]);
    // One that is there lets all rules write: then there is nothing to add.
    await all.others.logPolicies.put('p0', document('events.amazonaws.com', 'logs:*'));
    expect(actions(await applied(all))).toEqual([`create log-group ${NAME}`, 'create rule shop-ended-1']);
    expect(await told(all)).toEqual([`delivered: written to log group ${NAME}`]);
  });

  it('that a policy of others opens gets its events, and doctor does not say that they stop', async () => {
    const all = await trial(file(log()));
    await applied(all);
    await all.others.logPolicies.delete(POLICY);
    const found = async () =>
      (await all.diagnose()).findings.flatMap(({ code, weight, unsure }) =>
        code === 'log-policy-missing' ? [unsure === true ? `${weight}, unsure` : weight] : [],
      );
    expect(await found()).toEqual(['stops']);
    const put = (condition: object) =>
      all.others.logPolicies.put('by-hand', {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/*:*',
            ...condition,
          },
        ],
      });
    await put({});
    expect(await told(all)).toEqual([`delivered: written to log group ${NAME}`]);
    expect(await found()).toEqual([]);
    expect(actions(await all.plan())).toEqual([`create log-policy ${POLICY}`]);
    await put({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } });
    expect(await found()).toEqual(['some, unsure']);
  });

  it('is exported with all that the file says of it, so that it stays the project’s', async () => {
    const all = await trial(
      `${head()}targets:\n${log(', retention: 90d')}  more: { logGroup: { create: calls-too, retention: forever, key: "${KEY}" }, protect: true }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [log, more] }\n`,
    );
    await applied(all);
    for (const create of [false, true]) {
      const text = await exported(all, create);
      expect(text).toContain(`logGroup: { create: "${NAME}", retention: "90d" }`);
      expect(text).toContain(
        `logGroup: { create: calls-too, retention: "forever", key: "${KEY}" }, protect: true`,
      );
      all.write(text);
      const plan = await all.plan();
      expect(plan.refusals).toEqual([]);
      expect(actions(plan)).toEqual([]);
    }
  });

  it('of people is exported as one that exists, and with --create to be adopted', async () => {
    const all = await trial(file(`  log: { logGroup: { existing: ${NAME} } }\n`));
    await applied(all);
    await all.others.logs.setRetention(NAME, 7);
    expect(await exported(all, false)).toMatch(/existing: "?\/aws\/events\/calls/);
    const text = await exported(all, true);
    expect(text).toContain(`logGroup: { create: "${NAME}", retention: "7d" }`);
    all.write(text);
    const { config, ...loaded } = await loadConfig({ cwd: all.folder, env: {} });
    const at = { ...loaded, config: { ...config, file: join(all.folder, '.genesysrc.yml') } };
    const connection = { aws: all.aws, genesys: all.genesys, sandbox: true };
    await all.apply(await adoptionPlan(at, connection, { all: true, json: true }));
    expect(actions(await all.plan())).toEqual([]);
    // One of another project stays as it is.
    await all.others.logs.tag(ARN, { 'genesys-gcx:project': 'other' }, []);
    expect(await exported(all, true)).toMatch(/existing: "?\/aws\/events\/calls/);
  });
});

/** What `gcx export` writes, with or without `--create`. */
async function exported({ folder, aws, genesys }: Trial, create: boolean): Promise<string> {
  const { config, ...loaded } = await loadConfig({ cwd: folder, env: {} });
  const at = { ...loaded, config: { ...config, file: join(folder, '.genesysrc.yml') } };
  return (await exportBus(at, { aws, genesys }, { create })).exported.text;
}
