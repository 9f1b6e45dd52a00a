import { expect, test } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { head, Project } from './gcx.js';

test('why tells of a conversation that only its dead letter knows, and what to do', async () => {
  const project = new Project(`${head()}defaults: { deadLetter: dead }
targets:
  inbox: { sqs: { create: shop-inbox } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
  national: { events: [conversation.acd.end], where: { ani: [{ prefix: "tel:+1" }] }, targets: [inbox] }
`);
  await project.done('apply --auto-approve');
  // The sandbox's clock is ahead of this machine's: the event is from what would be the future.
  await project.gcx('sandbox pass-time 1h');
  const conversation = await project.inside(async (sandbox) => {
    const { sqs } = createAws(sandbox.aws);
    await sqs.setAttributes('shop-inbox', { Policy: '' });
    await sandbox.emit({ eventType: 'acd.end', queue: 'Sales Support', set: { ani: 'tel:+4915199887766' } });
    const found = await sqs.receive('shop-dead', 0, new AbortController().signal, 0);
    return String(JSON.parse(found?.[0]?.body ?? '{}').detail?.eventBody?.conversationId);
  });

  const told = await project.sandbox(`why ${conversation}`);
  expect(told.code, told.stderr).toBe(2);
  expect(told.stdout).toContain('inbox  dead-lettered: NO_PERMISSIONS');
  expect(told.stdout).toContain(
    'It did not reach inbox: the policy of SQS queue shop-inbox has no statement that',
  );
  expect(told.stdout).not.toContain('now:');
  expect(told.stdout).toContain('The event has (masked) in');
  expect(told.stdout).not.toContain('15199887766');
  expect(told.stderr).toContain('--show-personal-data shows it');
  expect(told.stdout).toContain('Next: gcx apply --sandbox, then gcx redrive inbox --dry-run --sandbox');
  for (const line of told.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);

  expect(await project.json('why 36f675cc-81e7-4ef5-a8e2-000000000000')).toMatchObject({
    code: 1,
    document: { error: { code: 'conversation-not-found' } },
  });

  const loose = await project.sandbox('why --phone +49 30 1234567');
  expect([loose.code, /1234567/.test(loose.stdout + loose.stderr)]).toEqual([64, false]);
});
