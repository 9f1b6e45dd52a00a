import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { adoptionPlan } from '../../src/lib/features/existing/adopt.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { head } from '../e2e/gcx.js';
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
  });
});
