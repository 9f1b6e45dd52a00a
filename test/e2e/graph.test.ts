import { expect, test } from 'vitest';
import { head, Project } from './gcx.js';

const project = new Project(`${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  sales: { events: [conversation.acd.end], queues: [{ glob: "Sales*" }], targets: [inbox] }
`);

test('gcx graph asks nobody, and draws as it is asked', async () => {
  const tree = await project.gcx('graph');
  expect(tree).toMatchObject({ code: 0, stderr: '' });
  expect(tree.stdout).toContain(
    '   └─ sales\n      │  conversation.acd.end\n      │  of queues glob "Sales*"\n',
  );
  const json = JSON.parse((await project.gcx('graph --format json')).stdout);
  expect(json).toMatchObject({ schemaVersion: 1, routes: [{ name: 'sales', targets: ['inbox'] }] });
});
