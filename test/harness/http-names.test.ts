import { DeauthorizeConnectionCommand } from '@aws-sdk/client-eventbridge';
import { expect, it } from 'vitest';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { driftOf } from '../../src/lib/features/plans/drift.js';
import { planRelease } from '../../src/lib/features/release/index.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { head } from '../e2e/gcx.js';
import { byHand } from './by-hand.js';
import { applied, type Trial, trial } from './trial.js';
import { killedAfterWrites } from './wire.js';

/** An endpoint with names of its own; both call by the same connection. */
function endpoint(name: string, connection = 'CRM.prod'): string {
  return `http: { url: "https://crm.example.com/${name}", name: ${name}, connection: ${connection}, auth: { apiKey: { header: X-Key, secret: { env: CRM_KEY } } } }`;
}

/** A file with these targets, each with a route of its own, beside one that stays. */
function file(targets: Readonly<Record<string, string>>): string {
  const all = Object.entries({ inbox: 'sqs: { create: shop-inbox }', ...targets });
  const routes = all.map(([name]) => `  ${name}: { events: [conversation.acd.end], targets: [${name}] }\n`);
  return `${head()}targets:
${all.map(([name, text]) => `  ${name}: { ${text} }\n`).join('')}routes:
${routes.join('')}`;
}

function changes(plan: Plan, kinds = /^(?:connection|api-destination)$/): readonly string[] {
  return plan.changes.flatMap(({ action, kind, name }) =>
    action !== 'none' && kinds.test(kind) ? [`${action} ${kind} ${name}`] : [],
  );
}

async function names({ others: { http } }: Trial): Promise<readonly string[]> {
  return [...(await http.connectionNames()), ...(await http.destinations()).map(({ name }) => name)];
}

it('a connection that two endpoints share hits both of their targets and routes where it is not authorized', async () => {
  const all = await trial(file({ calls: endpoint('CRM.calls'), chats: endpoint('CRM.chats') }));
  all.secrets.set('CRM_KEY', 'key-of-the-crm');
  await applied(all);
  const { events } = byHand(all.sandbox);
  await events.send(new DeauthorizeConnectionCommand({ Name: 'CRM.prod' }));
  await all.clock.sleep(60_000);
  const { findings } = await all.diagnose();
  const both = ['calls', 'chats'];
  expect(findings.filter(({ code }) => code === 'connection-state')).toMatchObject([
    { weight: 'stops', stops: { routes: both, targets: both } },
  ]);
});

it('HTTPS endpoints with names of the file share a connection, get others, and are found when they left it', async () => {
  const all = await trial(file({ calls: endpoint('CRM.calls'), chats: endpoint('CRM.chats') }));
  all.secrets.set('CRM_KEY', 'key-of-the-crm');
  await applied(all);
  const { http } = all.others;
  expect(await names(all)).toEqual(['CRM.prod', 'CRM.calls', 'CRM.chats']);
  const connection = await http.connection('CRM.prod');
  expect((await http.destination('CRM.chats'))?.connectionArn).toBe(connection?.arn);
  expect(changes(await all.plan())).toEqual([]);
  // What one route alone would take with it stays with the project.
  const { genesys, aws, folder } = all;
  const loaded = await loadConfig({ cwd: folder, env: {} });
  const { plan: shared } = await planRelease(loaded, { genesys, aws, sandbox: true }, ['calls']);
  expect(shared.refusals.map(({ code, change }) => `${code} ${change}`)).toContain(
    'connection-shared api-destination:CRM.calls',
  );

  // One goes, the other gets another name: the new one is there before the rule, the old ones go after it.
  all.write(file({ chats: endpoint('CRM.ended') }));
  const other = await applied(all);
  // A rule that still sends to what left the file is as gcx asked for it.
  expect(driftOf(other).changed).toEqual([]);
  const order = changes(other, /^(?:connection|api-destination|rule)$/);
  expect([...order].sort()).toEqual([
    'create api-destination CRM.ended',
    'delete api-destination CRM.calls',
    'delete api-destination CRM.chats',
    'delete rule shop-calls-1',
    // It is described by the target that stays.
    'update connection CRM.prod',
    'update rule shop-chats-1',
  ]);
  const [made, sends, gone] = [
    'create api-destination CRM.ended',
    'update rule shop-chats-1',
    'delete api-destination CRM.chats',
  ];
  expect(order.filter((line) => [made, sends, gone].includes(line))).toEqual([made, sends, gone]);
  expect((await http.connection('CRM.prod'))?.arn).toBe(connection?.arn);
  expect(changes(await all.plan())).toEqual([]);

  // Another connection alone: the API destination lets go of the old one first. What others call by is deleted on purpose only.
  const theirs = {
    name: 'theirs',
    description: '',
    endpoint: 'https://crm.example.com',
    method: 'POST',
    rate: 1,
  };
  await http.createDestination({ ...theirs, connectionArn: connection?.arn ?? '' });
  all.write(file({ chats: endpoint('CRM.ended', 'CRM.next') }));
  expect((await all.plan('apply', { force: false })).refusals).toMatchObject([
    {
      code: 'connection-in-use',
      message: expect.stringContaining('1 API destination that the project does not own (theirs)'),
    },
  ]);
  expect(changes(await applied(all))).toEqual([
    'create connection CRM.next',
    'update api-destination CRM.ended',
    'delete connection CRM.prod',
  ]);

  // What left the file is found, although its name does not begin with the project's; also where an apply is killed.
  all.write(file({}));
  const plan = await all.plan();
  expect(changes(plan)).toEqual(['delete api-destination CRM.ended', 'delete connection CRM.next']);
  all.wire.before = (action) => {
    if (action === 'DeleteConnection') all.wire.fateOf = killedAfterWrites(0);
  };
  await all.apply(plan);
  all.wire.before = () => {};
  all.wire.fateOf = () => 'answered';
  expect(await names(all)).toEqual(['CRM.next', 'theirs']);
  expect(changes(await applied(all))).toEqual(['delete connection CRM.next']);
  expect(changes(await all.plan())).toEqual([]);
});
