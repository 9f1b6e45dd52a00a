import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { head, Project } from './gcx.js';

test('a topic that a route and the alarms of a processor send to lets both in, after one apply', async () => {
  const project = new Project(`${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  ops: { sns: { create: shop-ops }, subscribers: [{ sqs: inbox }] }
  sales: { processor: { handler: ./handlers/sales.ts, alarms: ops } }
routes:
  ended: { events: [conversation.acd.end], targets: [sales, ops] }
`);
  mkdirSync(`${project.folder}/handlers`);
  project.write(
    'handlers/sales.ts',
    "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n",
  );
  const server = await project.serve({ latencyMs: 20 });
  await project.done('apply --auto-approve');
  await server.stop();
  const again = await project.sandbox('plan --detailed-exitcode');
  expect(again.code, again.stdout).toBe(0);
  const [topic] = project.holdings().topics;
  expect(topic.attributes.Policy).toContain('events.amazonaws.com');
  expect(topic.attributes.Policy).toContain('cloudwatch.amazonaws.com');
  expect(await project.emit({ eventType: 'acd.end' })).toContain('delivered shop-ops');
});
