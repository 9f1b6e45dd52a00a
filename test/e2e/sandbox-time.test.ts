import { expect, test } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { head, Project } from './gcx.js';
import { processorProject } from './processor-project.js';

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

test('replay and processor logs take the time of the sandbox for now', async () => {
  const project = processorProject(
    "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async (_event, { logger }) => { logger.info('at work'); });\n",
  );
  project.write(
    '.genesysrc.yml',
    project.read('.genesysrc.yml').replace('targets:', 'archive: { retention: 30d }\ntargets:'),
  );
  await project.done('apply --auto-approve');
  await project.gcx('sandbox emit acd.end');
  await project.gcx('sandbox pass-time 1h');
  const before = await project.done('processor logs sales --since 30m');
  expect(before.stdout).toBe('');
  expect(before.stderr).toContain('has no log lines from the last 30m');

  await project.gcx('sandbox emit acd.end');
  expect((await project.done('processor logs sales --since 30m')).stdout.match(/at work/g)).toHaveLength(1);
  const { document } = await project.json('replay --from 30m --dry-run');
  expect(Date.parse(document.plan.to) - Date.now()).toBeGreaterThan(3_000_000);
});
