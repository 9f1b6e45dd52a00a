import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { head } from '../e2e/gcx.js';
import { applied, type Trial, trial } from './trial.js';
import { killedAfterWrites } from './wire.js';

const route = (targets: string) =>
  `routes:\n  ended: { events: [conversation.acd.end], targets: [${targets}] }\n`;
const KEPT = 'inbox: { sqs: { create: shop-inbox } }';
const HTTP =
  'crm: { http: { url: "https://crm.example.com", auth: { apiKey: { header: K, secret: { env: KEY } } } } }';
const madeOn = (bus?: string) => `${head(bus === undefined ? {} : { bus })}targets:
  ${KEPT}
  ${HTTP}
  lake: { kinesis: { existing: calls } }
  kept: { logGroup: { existing: shop-calls } }
${route('inbox, crm, lake, kept')}`;
const goneOn = (bus?: string) =>
  `${head(bus === undefined ? {} : { bus })}targets:\n  ${KEPT}\n${route('inbox')}`;
const made = madeOn();
const gone = goneOn();

const LEFT = [
  'delete api-destination shop-crm',
  'delete connection shop-crm',
  'delete log-policy genesys-gcx-shop',
  'delete role shop-send.http',
  'delete role shop-send.kinesis',
];
const LOOKS = /^(?:ListConnections|ListApiDestinations|GetRole|DescribeResourcePolicies)$/;

function actions({ changes }: Plan): readonly string[] {
  return changes
    .flatMap(({ action, kind, name }) => (action === 'none' ? [] : [`${action} ${kind} ${name}`]))
    .sort();
}

/** What is looked for by one plan that neither the file nor a rule names. */
async function looksOf({ wire, plan }: Trial): Promise<readonly string[]> {
  const before = wire.calls.length;
  await plan();
  return [...new Set(wire.calls.slice(before).map(({ action }) => action))].filter((each) =>
    LOOKS.test(each),
  );
}

/** Applies until a call of such a name is about to be made: then gcx is killed. */
async function killedAt(all: Trial, call: RegExp): Promise<void> {
  const plan = await all.plan();
  all.wire.before = (action) => {
    if (call.test(action)) all.wire.fateOf = killedAfterWrites(0);
  };
  await all.apply(plan);
  all.wire.fateOf = () => 'answered';
  all.wire.before = () => {};
}

async function opened(file: string): Promise<Trial> {
  const all = await trial(file);
  all.secrets.set('KEY', 'key-of-the-crm');
  await applied(all);
  return all;
}

/** The next apply deletes what is left; then all is done, and nothing is looked for any more. */
async function leavesNothing(all: Trial): Promise<void> {
  await applied(all);
  expect(actions(await all.plan())).toEqual([]);
  expect(await looksOf(all)).toEqual([]);
  expect(await all.others.http.connection('shop-crm')).toBeUndefined();
  expect(await all.others.http.destination('shop-crm')).toBeUndefined();
  expect(await all.others.iam.role('shop-send.http')).toBeUndefined();
  expect(await all.others.iam.role('shop-send.kinesis')).toBeUndefined();
  expect(await all.others.logPolicies.list()).toEqual([]);
}

describe('what no tag finds, and an apply was making or deleting when it stopped', () => {
  it('is planned and deleted by the next one, although neither the file nor a rule names it any more', async () => {
    const all = await opened(made);
    all.write(gone);
    await killedAt(all, /^(?:Delete|Untag)/);
    expect(actions(await all.plan())).toEqual(LEFT);

    // Who may not list them is told, and they are not forgotten.
    all.wire.instead = (action) =>
      action === 'ListConnections' || action === 'ListApiDestinations'
        ? { status: 400, body: '{"__type":"AccessDeniedException"}' }
        : undefined;
    const blind = await applied(all);
    expect(actions(blind)).toEqual(LEFT.slice(2));
    expect(blind.warnings.map(({ code }) => code)).toContain('endpoints-not-listed');
    all.wire.instead = () => undefined;
    expect(actions(await all.plan())).toEqual(LEFT.slice(0, 2));
    await leavesNothing(all);
  });

  it('is so, too, where the target left the file before its rule was made, also of the first apply', async () => {
    const all = await trial(made);
    all.secrets.set('KEY', 'key-of-the-crm');
    for (const _ of ['first', 'later']) {
      all.write(made);
      await killedAt(all, /^PutTargets/);
      all.write(gone);
      expect(actions(await all.plan())).toEqual(expect.arrayContaining(LEFT));
      await leavesNothing(all);
    }
  });

  it('is not made before the event bus that notes it: a first apply that stops sooner leaves nothing behind', async () => {
    const all = await trial(made);
    all.secrets.set('KEY', 'key-of-the-crm');
    await killedAt(all, /^CreateEventBus/);
    all.write(gone);
    await leavesNothing(all);
  });

  it('is found after a first apply to an event bus of others that stopped before its first rule', async () => {
    const all = await trial(madeOn('calls'));
    all.secrets.set('KEY', 'key-of-the-crm');
    await killedAt(all, /^PutRule/);
    all.write(goneOn('calls'));
    expect(actions(await all.plan())).toEqual(expect.arrayContaining(LEFT));
    await leavesNothing(all);
  });

  it('is found on an event bus of others, which carries no list, whatever becomes of the rules', async () => {
    const [theirs, left] = [madeOn('calls'), goneOn('calls')];
    const all = await opened(theirs);
    const renamed = left.replace('ended:', 'other:');
    const nothing = left.replace(/targets:[\s\S]*$/, 'targets: {}\nroutes: {}\n');
    for (const next of [renamed, nothing]) {
      all.write(next);
      await killedAt(all, /^DeleteApiDestination/);
      // The role of the stream and the policy may be gone by then.
      const planned = actions(await all.plan());
      expect(LEFT).toEqual(expect.arrayContaining([...planned]));
      expect(planned).toEqual(expect.arrayContaining([...LEFT.slice(0, 2), 'delete role shop-send.http']));
      await applied(all);
      expect(actions(await all.plan())).toEqual([]);
      expect(await all.others.http.connection('shop-crm')).toBeUndefined();
      expect(await all.others.iam.role('shop-send.http')).toBeUndefined();
      all.write(theirs);
      await applied(all);
    }
  });

  it('is made as the file says where the target comes back, and nobody is said to have deleted it', async () => {
    const all = await opened(made);
    all.write(gone);
    await killedAt(all, /^DeleteRole$/);
    all.write(made);
    const back = await applied(all);
    expect(actions(back).length).toBeGreaterThan(0);
    expect(back.changes.flatMap(({ id, origin }) => (origin === undefined ? [] : [id]))).toEqual([]);
    expect(actions(await all.plan())).toEqual([]);
  });
});
