import { expect, test } from 'vitest';
import { startReceiver } from '../unit/sandbox/aws/http/receiver.js';
import { documentOf, head, Project } from './gcx.js';

const file = `${head()}targets:
  crm:
    http:
      url: https://crm.example.com/contacts/{id}
      path: { id: $.detail.eventBody.conversationId }
      auth: { apiKey: { header: X-Api-Key, secret: { env: CRM_KEY } } }
  elsewhere:
    http:
      url: https://elsewhere.example.com/
      auth: { apiKey: { header: X-Api-Key, secret: { env: CRM_KEY } } }
routes:
  ended: { events: [conversation.acd.end], targets: [crm, elsewhere] }
`;

test('a sandbox started with --deliver posts to the server of that host, and to no other', async () => {
  const receiver = await startReceiver();
  const project = new Project(file);
  const options = { env: { GENESYS_GCX_SECRET_CRM_KEY: 'key-4711' } };
  try {
    const started = await project.gcx(`sandbox start --deliver crm.example.com=${receiver.origin}`);
    expect(started.code, started.stderr).toBe(0);
    const applied = await project.sandbox('apply --auto-approve', options);
    expect(applied.code, applied.stderr + applied.stdout).toBe(0);
    const emitted = await project.gcx('sandbox emit conversation.acd.end');
    expect(emitted.code, emitted.stderr + emitted.stdout).toBe(0);
    expect(receiver.received).toHaveLength(1);
    const [got] = receiver.received;
    const event = JSON.parse(got?.body ?? '');
    expect(got).toMatchObject({
      method: 'POST',
      url: `/contacts/${event.detail.eventBody.conversationId}`,
      headers: { 'x-api-key': 'key-4711' },
    });
    expect(emitted.stdout).toMatch(/elsewhere[\s\S]*not sent/i);
    expect(applied.stdout + applied.stderr + emitted.stdout + emitted.stderr).not.toContain('key-4711');
  } finally {
    expect(documentOf(await project.gcx('sandbox stop --json'))).toMatchObject({ stopped: true });
    await receiver.close();
  }
});

test('an apply that lacks a secret which it needs ends before any write, also of the lease, and of a saved plan', async () => {
  const project = new Project(file);
  await project.sandbox('plan --out plan.json');
  for (const command of ['apply --auto-approve', 'apply plan.json --auto-approve']) {
    const refused = await project.gcx(command === 'apply --auto-approve' ? `${command} --sandbox` : command);
    expect(refused.code, refused.stderr + refused.stdout).toBe(1);
    expect(refused.stderr).toContain('GENESYS_GCX_SECRET_CRM_KEY');
  }
  const writes = project.journal().filter(({ write }) => write);
  expect(writes.map(({ service, action }) => `${service}:${action}`)).toEqual([]);

  // Who plans needs no secret, only who applies.
  const env = { GENESYS_GCX_SECRET_CRM_KEY: 'key-4711' };
  const saved = await project.gcx('apply plan.json --auto-approve', { env });
  expect(saved.code, saved.stderr).toBe(0);

  // What is made already needs none.
  const again = await project.sandbox('apply --auto-approve');
  expect(again.code, again.stderr).toBe(0);
});
