import { expect, test } from 'vitest';
import { createGenesys } from '../../src/lib/clients/genesys/index.js';
import { head, Project } from './gcx.js';

test('status shows the pipe, and its exit code says whether events can come and arrive now', async () => {
  const project = new Project(`${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`);
  await project.done('apply --auto-approve');
  await project.inside(async (sandbox) => {
    await sandbox.emit({ eventType: 'conversation.acd.end', count: 3 });
    await sandbox.passTime(5 * 60_000);
  });
  const { stdout } = await project.done('status');
  expect(stdout).toContain('\n  1 of 1 route took events; EventBridge reports no failed delivery.\n');
  expect(stdout).toMatch(/\n {2}ended +3 +0 +0 +\d min {2}inbox\n/);
  expect(stdout).toMatch(/\n {2}inbox +3 +\d min\n/);
  expect(stdout).toMatch(/\nNext: gcx why --last --sandbox\n$/);

  await project.inside(async (sandbox) => {
    const { integrations } = createGenesys(sandbox.genesys);
    for (const { id } of await integrations.list()) await integrations.setState(id, 'DISABLED');
  });
  expect(await project.json('status')).toMatchObject({
    code: 2,
    document: { verdict: { kind: 'stopped', text: 'No event comes in: integration prod is disabled.' } },
  });
});
