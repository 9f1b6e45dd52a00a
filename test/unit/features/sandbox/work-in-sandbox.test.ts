import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createAws } from '../../../../src/lib/clients/aws/index.js';
import {
  emitInSandbox,
  openSandbox,
  passTimeInSandbox,
  requireSandboxServer,
  startServer,
} from '../../../../src/lib/features/sandbox/index.js';
import { sandboxOptions } from '../../../../src/lib/features/sandbox/sandbox-options.js';
import { project, route, sqs } from '../../engine/plan/project.js';
import { optionsIn, temporaryFolder } from '../../sandbox/temporary-folder.js';

test('an event that no integration is subscribed to goes nowhere; one of no event type is an error', async () => {
  const options = optionsIn(temporaryFolder());
  const report = await emitInSandbox('conversation.acd.end', { count: 1 }, options);
  expect(report).toMatchObject({ eventType: expect.stringContaining('acd.end'), events: [] });
  await expect(emitInSandbox('conversation.acd.nd', { count: 1 }, options)).rejects.toMatchObject({
    report: { what: expect.stringContaining('conversation.acd.nd') },
  });
});

test('time passes for whoever opens the sandbox next', async () => {
  const options = optionsIn(temporaryFolder());
  const hidden = async () => {
    const sandbox = await openSandbox(options);
    const { sqs: queues } = createAws(sandbox.aws);
    await queues.createQueue('inbox', {}, {});
    await queues.send('inbox', { body: 'one' });
    await queues.receive('inbox', 0, new AbortController().signal, 600);
    await sandbox.close();
  };
  const seen = async () => {
    const sandbox = await openSandbox(options);
    const found = await createAws(sandbox.aws).sqs.receive('inbox', 0, new AbortController().signal, 0);
    await sandbox.close();
    return found?.map(({ body }) => body);
  };
  await hidden();
  expect(await seen()).toEqual([]);
  await passTimeInSandbox(options, 601_000);
  expect(await seen()).toEqual(['one']);
});

test('what waits for events of others needs the server of the file’s sandbox', async () => {
  const file = join(temporaryFolder(), '.genesysrc.yml');
  const config = project([route('ended', { targets: ['inbox'] })], [sqs('inbox')], { file });
  await expect(requireSandboxServer(config)).rejects.toMatchObject({
    exitCode: 1,
    report: { code: 'sandbox-not-running', fix: expect.stringContaining('gcx sandbox start') },
  });
  const server = await startServer(sandboxOptions(config));
  try {
    await requireSandboxServer(config);
  } finally {
    server.stop();
    await server.ended;
  }
});
