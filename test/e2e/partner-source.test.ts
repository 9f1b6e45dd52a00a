import { DeactivateEventSourceCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { createGenesys } from '../../src/lib/clients/genesys/index.js';
import { head, Project } from './gcx.js';

const bus = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const file = `${head()}targets:\n  inbox: { sqs: { create: shop-inbox } }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [inbox] }\n`;
const ended = { eventType: 'acd.end' };

const deactivate = (project: Project) =>
  project.inside(({ aws }) =>
    new EventBridgeClient(aws).send(new DeactivateEventSourceCommand({ Name: bus })),
  );

test('a partner source that stops is seen by plan (exit code 2) and mended by apply', async () => {
  const project = new Project(file);
  await project.done('apply --auto-approve');

  // PENDING with its bus there.
  await deactivate(project);
  expect(await project.emit(ended)).toEqual([]);
  const pending = await project.sandbox('plan --detailed-exitcode');
  expect(pending.code).toBe(2);
  expect(pending.stdout).toMatch(/event source +PENDING -> ACTIVE/);
  expect(pending.stdout.replaceAll(/\s+/g, ' ')).toContain('AWS drops every event that Genesys sends');
  await project.done('apply --auto-approve');
  expect(await project.emit(ended)).toEqual(['delivered shop-inbox']);
  expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);

  // Expired: Genesys shows its integration as ACTIVE, and AWS knows no source.
  await deactivate(project);
  expect(await project.gcx('sandbox pass-time 15d')).toMatchObject({ code: 0 });
  const gone = await project.sandbox('plan --detailed-exitcode');
  expect([gone.code, gone.stdout]).toEqual([2, expect.stringMatching(/event source +gone -> ACTIVE/)]);
  await project.done('apply --auto-approve');
  expect(await project.emit(ended)).toContain('delivered shop-inbox');

  // DELETED: somebody deleted the integration.
  await project.inside(async (sandbox) => {
    const { integrations } = createGenesys(sandbox.genesys);
    for (const { id } of await integrations.list()) await integrations.delete(id);
    await sandbox.settle();
  });
  const deleted = await project.sandbox('plan --detailed-exitcode');
  expect([deleted.code, deleted.stdout]).toEqual([
    2,
    expect.stringMatching(/event source +DELETED -> ACTIVE/),
  ]);
  await project.done('apply --auto-approve');
  expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
});

test('apply ends when the source is ACTIVE, not when its bus is made; what others look after is drift', async () => {
  const project = new Project(file);
  project.write('seed.yml', 'aws: { activationSeconds: 3 }\n');
  const server = await project.serve({ seedFile: `${project.folder}/seed.yml` });
  await project.done('apply --auto-approve');
  await server.stop();
  expect(await project.emit(ended)).toEqual(['delivered shop-inbox']);

  const two = `${head({ project: 'shop-two', bus })}targets:\n  inbox: { sqs: { create: two } }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [inbox] }\n`;
  project.write('two.yml', two);
  await project.done('apply --auto-approve --config two.yml');
  expect((await project.sandbox('plan --detailed-exitcode --config two.yml')).code).toBe(0);
  await deactivate(project);
  const { code, stdout } = await project.sandbox('plan --detailed-exitcode --config two.yml');
  expect(code).toBe(2);
  expect(stdout).toContain(`aws events activate-event-source`);
  expect(stdout).not.toContain('No changes. ');
});
