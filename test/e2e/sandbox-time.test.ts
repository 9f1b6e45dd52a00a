import { expect, test } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { head, Project } from './gcx.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`;

test('a message that is hidden for an hour shows again when an hour has passed in the sandbox', async () => {
  const project = new Project(file);
  await project.done('apply --auto-approve');
  await project.emit({ eventType: 'acd.end' });
  const receive = (hiddenSeconds: number) =>
    project.inside(async (sandbox) =>
      createAws(sandbox.aws).sqs.receive('shop-inbox', 0, new AbortController().signal, hiddenSeconds),
    );
  expect(await receive(3600)).toHaveLength(1);
  expect(await receive(0)).toHaveLength(0);
  expect(await project.gcx('sandbox pass-time 61m')).toMatchObject({
    code: 0,
    stdout: 'In the sandbox it is 61m later.\n',
  });
  expect(await receive(0)).toHaveLength(1);
  expect((await project.gcx('sandbox pass-time soon')).code).toBe(64);
});
