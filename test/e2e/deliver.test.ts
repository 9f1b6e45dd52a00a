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
