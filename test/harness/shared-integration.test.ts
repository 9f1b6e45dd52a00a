import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { head } from '../e2e/gcx.js';
import { applied, trial } from './trial.js';

const file = (project: string, targets = '  inbox: { sqs: { create: shop-inbox } }') =>
  `${head({ project })}targets:\n${targets}\nroutes:\n  ended: { events: [conversation.acd.end], targets: [inbox] }\n`;
const shop = file('shop');
const billing = file('billing', '  inbox: { sqs: { create: billing-inbox } }');

const said = ({ changes, refusals }: Plan) =>
  JSON.stringify([changes.map(({ notes, reason }) => [notes, reason]), refusals]);

describe('an integration that two projects use', () => {
  it('comes back to the project that made it without --adopt, and goes with it once nobody uses it', async () => {
    const both = await trial(shop);
    await applied(both);
    both.write(billing);
    const refused = await both.plan();
    expect(refused.refusals.map(({ code }) => code)).toContain('integration-not-ours');
    expect(said(refused)).toContain('it belongs to project shop');
    expect(said(refused)).not.toContain('made by hand');
    await applied(both, 'apply', { adopt: true });
    // What was adopted, the bus of the other project with it, is remembered.
    expect((await both.plan()).refusals).toEqual([]);
    both.write(shop);
    const released = await applied(both, 'destroy', { force: true });
    expect(said(released)).toContain('project billing uses it too');
    expect(await both.genesys.integrations.list()).toMatchObject([{ intendedState: 'ENABLED' }]);
    expect((await applied(both)).changes.map(({ action }) => action)).not.toContain('adopt');
    both.write(billing);
    expect((await both.plan()).refusals).toEqual([]);
    await applied(both, 'destroy', { force: true });
    both.write(shop);
    await applied(both, 'destroy', { force: true });
    expect(await both.genesys.integrations.list()).toEqual([]);
  });
});

describe('half-made integrations beside the configured one', () => {
  const name = 'gcx shop/default (prod)';

  it('are deleted where they are ours and untouched, and nothing else is', async () => {
    const at = await trial(shop);
    await applied(at);
    const spare = await at.genesys.integrations.create(name);
    await at.genesys.integrations.create('gcx shop/default (other)');
    await at.genesys.integrations.create('gcx shop/test (prod)');
    await at.genesys.integrations.create('Made by hand');
    const configured = await at.genesys.integrations.create(name);
    await at.genesys.integrations.configure(configured.id, {
      name,
      awsAccountId: '111122223333',
      awsAccountRegion: 'eu-west-1',
      eventSourceSuffix: 'elsewhere',
      eventFilter: [],
      notes: 'of people',
    });
    const before = await at.genesys.integrations.list();
    const plan = await applied(at);
    const deleted = plan.changes.filter(({ action }) => action === 'delete');
    expect(deleted).toMatchObject([
      {
        id: `integration:${spare.id}`,
        reason: 'an earlier apply began to make it, and another is configured',
      },
    ]);
    expect(await at.genesys.integrations.list()).toEqual(before.filter(({ id }) => id !== spare.id));
    expect((await at.plan()).counts).toMatchObject({ delete: 0, update: 0, create: 0 });
  });

  it('stay where somebody configured them since the plan was made', async () => {
    const at = await trial(shop);
    await applied(at);
    const { id } = await at.genesys.integrations.create(name);
    const plan = await at.plan();
    await at.genesys.integrations.configure(id, {
      name,
      awsAccountId: '111122223333',
      awsAccountRegion: 'eu-west-1',
      eventSourceSuffix: 'people',
      eventFilter: [],
      notes: '',
    });
    const report = await at.apply(plan);
    expect(report.failed).toBe(1);
    expect((await at.genesys.integrations.list()).map((each) => each.id)).toContain(id);
  });
});
