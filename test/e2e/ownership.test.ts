import { describe, expect, test } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { createGenesys } from '../../src/lib/clients/genesys/index.js';
import { head, names, Project, withoutNotes } from './gcx.js';

const bus = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const shared = '  shared: { sqs: { existing: shared-inbox } }\n';
const topicArn = 'arn:aws:sns:eu-west-1:111122223333:shop-board';

describe('two projects on one bus', () => {
  // One project's name begins with the other's: so do the names of its rules.
  const project = new Project(
    `${head()}targets:\n${shared}  inbox: { sqs: { create: shop-inbox } }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [shared, inbox] }\n`,
  );
  project.write(
    'two.yml',
    `${head({ project: 'shop-two', bus })}targets:\n${shared}  inbox: { sqs: { create: shop-two-inbox } }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [shared, inbox] }\n`,
  );
  const two = '--config two.yml';

  test('neither sees the other’s things as its own; destroying one leaves the other byte for byte', async () => {
    await project.done('apply --auto-approve');
    const alone = project.holdings();
    await project.done(`apply --auto-approve ${two}`);
    expect((await project.sandbox('plan --detailed-exitcode')).stdout).toContain('No changes');
    expect((await project.sandbox(`plan --detailed-exitcode ${two}`)).code).toBe(0);
    expect(names(project.holdings().rules)).toEqual(['shop-ended-1', 'shop-two-ended-1']);
    expect(await project.emit({ eventType: 'acd.end' })).toEqual([
      'delivered shared-inbox',
      'delivered shared-inbox',
      'delivered shop-inbox',
      'delivered shop-two-inbox',
    ]);
    const destroyed = await project.sandbox(`destroy --auto-approve --force ${two}`);
    expect(destroyed.code, destroyed.stderr).toBe(0);
    expect(withoutMessages(project.holdings())).toEqual(withoutMessages(alone));
  });

  test('the integration and bus stay while rules of others are on the bus', async () => {
    await project.done(`apply --auto-approve ${two}`);
    const before = project.holdings();
    const destroyed = await project.sandbox('destroy --auto-approve --force');
    expect(destroyed.code, destroyed.stderr).toBe(0);
    const { rules, buses, integrations, queues } = project.holdings();
    expect(rules).toEqual(before.rules.filter(({ name }) => name === 'shop-two-ended-1'));
    expect(withoutNotes(buses)).toEqual(withoutNotes(before.buses));
    expect(JSON.stringify(buses)).not.toContain('genesys-gcx:made');
    expect(integrations).toMatchObject([{ intendedState: 'ENABLED', reported: { code: 'ACTIVE' } }]);
    expect(names(queues)).toEqual(['shared-inbox', 'shop-two-inbox']);
  });

  test('a route whose rule another project has is refused', async () => {
    const clash = new Project(
      `${head()}targets:\n${shared}routes:\n  two-ended: { events: [conversation.acd.end], targets: [shared] }\n`,
    );
    clash.write('two.yml', project.read('two.yml'));
    await clash.done('apply --auto-approve');
    const before = clash.holdings();
    const refused = await clash.sandbox(`apply --auto-approve ${two}`);
    expect(refused.code).toBe(5);
    expect(refused.stdout).toMatch(/shop-two-ended-1[\s\S]*belongs to project shop, environment default/);
    expect(clash.holdings()).toEqual(before);
    expect((await clash.sandbox('plan --detailed-exitcode')).code).toBe(0);
  });
});

test('two environments of one file, in one account and on one bus', async () => {
  const project = new Project(
    `${head({ bus: 'events' })}targets:\n${shared}  inbox: { sqs: { create: "shop-\${env}" } }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [shared, inbox] }\nenvironments:\n  blue: {}\n  green: {}\n`,
  );
  await project.done('apply --auto-approve --env blue');
  const alone = project.holdings();
  expect(await project.writesOf(() => project.sandbox('plan --env green'))).toEqual([]);
  await project.done('apply --auto-approve --env green');
  expect((await project.sandbox('plan --detailed-exitcode --env blue')).code).toBe(0);
  expect(project.holdings().rules).toHaveLength(2);
  await project.done('destroy --auto-approve --force --env green');
  expect(project.holdings()).toEqual(alone);
});

test('names that something unmarked has are refused, saying how to point at it; nothing is changed', async () => {
  const project = new Project(
    `${head()}targets:\n  inbox: { sqs: { create: shop-inbox } }\n  board: { sns: { create: shop-board } }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [inbox, board] }\n`,
  );
  project.write(
    'seed.yml',
    `aws:
  topics: [{ name: shop-board }]
  queues: [{ name: shop-inbox, tags: { "genesys-gcx:project": shop, "genesys-gcx:environment": other } }]
  sources: [{ name: "${bus}" }]
  buses: [{ name: "${bus}", source: "${bus}" }]
  rules: [{ bus: "${bus}", name: shop-ended-1, pattern: { source: [x] } }]
`,
  );
  const server = await project.serve({ seedFile: `${project.folder}/seed.yml` });
  const writes = await project.writesOf(async () => {
    const { code, stdout } = await project.sandbox('apply --auto-approve --force --allow-event-loss');
    expect(code).toBe(5);
    expect(stdout).toMatch(/SNS topic shop-board[\s\S]*existing/);
    expect(stdout).toMatch(/SQS queue shop-inbox[\s\S]*environment other[\s\S]*existing/);
    expect(stdout).toMatch(/shop-ended-1/);
    expect(stdout).toMatch(/event bus[\s\S]*--adopt/);
    const json = await project.json('apply --auto-approve --adopt');
    expect(json).toMatchObject({ code: 5, document: { outcome: 'refused' } });
    expect(json.document.plan.refusals.map(({ code }: { code: string }) => code)).not.toContain(
      'bus-not-ours',
    );
  });
  expect(writes).toEqual([]);
  await server.stop();
});

describe('what people made by hand', () => {
  const file = `${head()}targets:\n  board: { sns: { create: shop-board }, subscribers: [{ email: a@example.com }] }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [board] }\n`;

  test('an integration and a bus: used with --adopt, and there after destroy as they were before', async () => {
    const project = new Project(file);
    project.write(
      'seed.yml',
      `integrations: [{ name: Made by hand, suffix: prod, notes: Ask Kim first, events: ["v2.detail.events.conversation.{id}.wrapup"] }]
aws: { buses: [{ name: "${bus}", source: "${bus}", tags: { owner: kim } }] }
`,
    );
    const server = await project.serve({ seedFile: `${project.folder}/seed.yml` });
    await server.stop();
    const planned = await project.sandbox('plan');
    expect(planned.code).toBe(5);
    const before = project.holdings();
    const refused = await project.sandbox('apply --auto-approve');
    expect(refused.code).toBe(5);
    expect(refused.stdout).toMatch(/integration "Made by hand"[\s\S]*--adopt/);
    expect(project.holdings()).toEqual(before);

    const adopted = await project.done('apply --auto-approve --adopt');
    expect(adopted.stdout).toMatch(/> (adopt )?integration prod/);
    expect(adopted.stdout).toContain('1 added by hand: kept (conversation.wrapup)');
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
    expect(await project.emit({ eventType: 'acd.end' })).toContain('delivered shop-board');
    expect(project.holdings().integrations[0].config.notes).toContain('Ask Kim first');

    await project.done('destroy --auto-approve');
    const after = project.holdings();
    expect(after.integrations[0].config).toMatchObject({
      properties: before.integrations[0].config.properties,
      notes: 'Ask Kim first',
    });
    expect(after.buses).toEqual(before.buses);
    expect([after.rules, after.topics]).toEqual([[], []]);
  });

  test('event types and subscriptions: kept and shown, also when ours go', async () => {
    const project = new Project(file);
    await project.done('apply --auto-approve');
    await project.inside(async (sandbox) => {
      await createAws(sandbox.aws).sns.subscribe(topicArn, 'email', 'kim@example.com', false);
      const { integrations } = createGenesys(sandbox.genesys);
      const [live] = await integrations.list();
      if (live?.config === undefined) throw new Error('There is no integration.');
      const eventFilter = [...live.config.eventFilter, 'v2.detail.events.conversation.{id}.wrapup'];
      await integrations.configure(live.id, { ...live.config, eventFilter });
    });
    const shown = await project.sandbox('plan --detailed-exitcode');
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain('1 added by hand: kept (conversation.wrapup)');
    expect(shown.stdout).toMatch(/1 subscriptions? added by hand: kept[\s\S]*kim@example\.com/);

    project.write(
      '.genesysrc.yml',
      file
        .replace(', subscribers: [{ email: a@example.com }]', '')
        .replace('[conversation.acd.end]', '[conversation.user.end]'),
    );
    await project.done('apply --auto-approve');
    const { integrations, subscriptions } = project.holdings();
    expect(integrations[0].config.properties.eventFilter.sort()).toEqual([
      'v2.detail.events.conversation.{id}.user.end',
      'v2.detail.events.conversation.{id}.wrapup',
    ]);
    // An unconfirmed subscription cannot be removed; SNS drops it by itself.
    expect(subscriptions.map(({ endpoint }) => endpoint)).toContain('kim@example.com');
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  });
});

test('records that are lost: everything is kept, and said', async () => {
  const project = new Project(
    `${head()}targets:\n  board: { sns: { create: shop-board }, subscribers: [{ email: a@example.com }] }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [board] }\n`,
  );
  await project.done('apply --auto-approve');
  await project.inside(async (sandbox) => {
    const { sns } = createAws(sandbox.aws);
    const tags = (await sns.topic(topicArn))?.tags ?? {};
    const record = Object.keys(tags).filter((key) => key.startsWith('genesys-gcx:subscriptions:'));
    expect(record).toHaveLength(1);
    await sns.tag(topicArn, {}, record);
    const { integrations } = createGenesys(sandbox.genesys);
    const [live] = await integrations.list();
    if (live?.config === undefined) throw new Error('There is no integration.');
    await integrations.configure(live.id, { ...live.config, notes: '' });
  });
  const before = project.holdings();
  const refused = await project.sandbox('apply --auto-approve');
  expect(refused.code).toBe(5);
  expect(refused.stdout).toMatch(/record[\s\S]*--adopt/);
  project.write(
    '.genesysrc.yml',
    project.read('.genesysrc.yml').replace(', subscribers: [{ email: a@example.com }]', ''),
  );
  await project.done('apply --auto-approve --adopt');
  const destroyed = await project.sandbox('destroy --auto-approve');
  expect(destroyed.code).toBe(5);
  expect(destroyed.stdout).toContain(
    '  ~ integration prod\n      why: released: gcx did not make it, so it stays',
  );
  expect(destroyed.stdout).toContain('1 subscription made by hand goes with it');
  await project.done('destroy --auto-approve --force');
  const after = project.holdings();
  expect(after.integrations[0].config.properties).toEqual(before.integrations[0].config.properties);
  expect(after.integrations[0].reported).toEqual({ code: 'ACTIVE' });
  expect([after.rules, after.topics]).toEqual([[], []]);
});

/** Holdings without what events left in the queues. */
function withoutMessages(holdings: ReturnType<Project['holdings']>) {
  return { ...holdings, queues: holdings.queues.map((queue) => ({ ...queue, messages: [] })) };
}
