import { expect, test } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { head, names, Project } from './gcx.js';

const bus = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const acdEnd = 'v2.detail.events.conversation.{id}.acd.end';
const userEnd = 'v2.detail.events.conversation.{id}.user.end';
const targets = 'targets:\n  inbox: { sqs: { create: shop-inbox } }\nroutes:\n';
const user = '  user: { events: [conversation.user.end], targets: [inbox] }\n';
const both = `${head()}${targets}  ended: { events: [conversation.acd.end], targets: [inbox] }\n${user}`;
const less = `${head()}${targets}${user}`;

const sent = (project: Project) =>
  project.holdings().integrations.map(({ config }) => [...config.properties.eventFilter].sort());

/** Another team's rule on the bus, with their queue. */
function teamsRule(project: Project): Promise<void> {
  return project.inside(async (sandbox) => {
    const { events, sqs } = createAws(sandbox.aws);
    const rule = { bus, name: 'billing-ended', pattern: { 'detail-type': [acdEnd] }, description: '' };
    const tags = { 'genesys-gcx:project': 'billing', 'genesys-gcx:environment': 'live' };
    await events.putRule({ ...rule, enabled: true, tags });
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: 'arn:aws:sqs:eu-west-1:111122223333:billing',
    };
    await sqs.createQueue('billing', { Policy: JSON.stringify({ Statement: [statement] }) }, {});
    await events.putTargets(bus, rule.name, [{ id: 'q', arn: statement.Resource }]);
  });
}

test("another team's rule keeps the event type that it takes, through a change of the file and destroy", async () => {
  const project = new Project(both);
  await project.done('apply --auto-approve');
  await teamsRule(project);
  project.write('.genesysrc.yml', less);
  const planned = await project.done('plan --release-event-types');
  expect(planned.stdout.replaceAll(/\s+/g, ' ')).toContain(
    'conversation.acd.end stays for rule billing-ended (project billing, environment live)',
  );
  await project.done('apply --auto-approve --release-event-types');
  expect(sent(project)).toEqual([[acdEnd, userEnd]]);
  expect(await project.emit({ eventType: 'acd.end' })).toEqual(['delivered billing']);
  expect((await project.done('plan --detailed-exitcode')).stdout).toContain('No changes');

  const destroyed = await project.done('destroy --auto-approve --force');
  expect(destroyed.stdout.replaceAll(/\s+/g, ' ')).toContain(
    'kept for rule billing-ended (project billing, environment live): ask its owner to move or delete it',
  );
  expect(sent(project)).toEqual([[acdEnd]]);
  expect(names(project.holdings().rules)).toEqual(['billing-ended']);
  expect(await project.emit({ eventType: 'acd.end' })).toContain('delivered billing');
  const again = await project.done('destroy --auto-approve --force');
  expect(again.stdout).toContain('No changes. What is left of this project');

  await project.inside(async ({ aws }) => {
    const { events } = createAws(aws);
    await events.removeTargets(bus, 'billing-ended', ['q']);
    await events.deleteRule(bus, 'billing-ended');
  });
  await project.done('destroy --auto-approve --force');
  expect(project.holdings()).toMatchObject({ integrations: [], rules: [] });
  expect(names(project.holdings().buses)).toEqual(['default']);
});

test('a rule that AWS manages: destroy ends, named beforehand; a saved plan knows what was let go', async () => {
  const project = new Project(both);
  project.write(
    'seed.yml',
    `aws:
  sources: [{ name: "${bus}" }]
  buses: [{ name: "${bus}", source: "${bus}", tags: { "genesys-gcx:project": shop, "genesys-gcx:environment": default, "genesys-gcx:organization": 6513270e-269e-4d37-b2a7-4de452e6b438 } }]
  rules: [{ bus: "${bus}", name: Schemas-discoverer, managedBy: schemas.amazonaws.com, pattern: { account: ["111122223333"] } }]
`,
  );
  const server = await project.serve({ seedFile: `${project.folder}/seed.yml` });
  await server.stop();
  await project.done('apply --auto-approve');

  project.write('.genesysrc.yml', less);
  const kept = await project.done('plan');
  expect(kept.stdout.replaceAll(/\s+/g, ' ')).toContain(
    'which takes every event: --release-event-types lets it go',
  );
  await project.done('plan --release-event-types --out plan.json');
  expect((await project.gcx('apply plan.json --auto-approve --release-event-types')).code).toBe(64);
  const applied = await project.gcx('apply plan.json --auto-approve');
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  expect(sent(project)).toEqual([[userEnd]]);

  const destroyed = await project.done('destroy --auto-approve --force');
  expect(destroyed.stdout.replaceAll(/\s+/g, ' ')).toContain('stop schema discovery on this bus');
  const { integrations, queues } = project.holdings();
  expect(integrations).toMatchObject([{ intendedState: 'ENABLED' }]);
  expect(queues).toEqual([]);
  await project.done('destroy --auto-approve --force');
  await project.done('destroy --auto-approve --force --release-event-types');
  expect(project.holdings().integrations).toEqual([]);
  expect(names(project.holdings().buses)).toContain(bus);
  await project.done('destroy --auto-approve --force');
});
