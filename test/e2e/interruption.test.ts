import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { environmentIn, head, Project } from './gcx.js';

const bin = fileURLToPath(new URL('../../bin/gcx.js', import.meta.url));
const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }] }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, board] }
`;

// `timeout`, npx and a terminal send theirs to gcx and to the group that it is in: so it comes twice. (Two kinds here: of two
// equal ones the system may deliver one.)
test.each([['SIGTERM'], ['SIGTERM', 'SIGINT'], ['SIGHUP']] as const)(
  'an apply that gets %s ends as with Ctrl-C: what is under way is finished, the rest is said, exit 130',
  async (...signals) => {
    const project = new Project(file);
    const server = await project.serve({ latencyMs: 60 });
    let signalled = false;
    const { code, stdout, stderr } = await project.sandbox('apply --auto-approve', {
      onStderr: (text, kill) => {
        if (signalled || !text.includes('done')) return;
        signalled = true;
        for (const signal of signals) kill(signal);
      },
    });
    expect(code).toBe(130);
    expect(stderr).toContain('Interrupted: what is under way is finished, and nothing else is started.');
    expect(stdout).toMatch(/Interrupted: \d+ done, \d+ failed(?: \([^)]*\))?, \d+ not attempted\./);
    await server.stop();
    expect(project.holdings().rules).toEqual([]);
    await project.done('apply --auto-approve');
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  },
);

test('the second Ctrl-C ends an apply at once, and says where it stands', async () => {
  const project = new Project(file);
  // A queue is under way for as long as this takes: its first call is never answered.
  const server = await project.serve({ faults: ['sqs:CreateQueue:timeout:1'] });
  const { code, stderr } = await project.sandbox('apply --auto-approve', {
    onStderr: (text, kill) => {
      if (text.includes('SNS topic shop-board: done')) kill('SIGINT');
      // Sooner it would be the same interruption, as it comes to a group of processes.
      if (text.includes('Interrupted')) setTimeout(() => kill('SIGINT'), 400);
    },
  });
  expect(code).toBe(130);
  const told = stderr.replaceAll(/\s+/g, ' ');
  expect(told).toMatch(
    /Ended at once: \d of \d changes done(?:, \d failed)?\. \d changes? in progress, which may be partly done: \w/,
  );
  expect(told).toContain('What is left: gcx plan --sandbox');
  // What was half done is found and finished, once the lease that nobody gave back is over.
  expect(await project.gcx('sandbox pass-time 3m')).toMatchObject({ code: 0 });
  await server.stop();
  await project.done('apply --auto-approve');
  const { code: left, stdout: plan } = await project.sandbox('plan --detailed-exitcode');
  expect(left, plan).toBe(0);
});

test('a server of the sandbox that gets SIGTERM writes its state and ends well', async () => {
  const project = new Project(file);
  const child = spawn(process.execPath, [bin, 'sandbox', 'start', '--foreground'], {
    cwd: project.folder,
    env: environmentIn(project.folder),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.once('data', () => child.kill('SIGTERM'));
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  const status = await project.gcx('sandbox status');
  expect(status.stdout, status.stderr).toContain('No sandbox server runs.');
});
