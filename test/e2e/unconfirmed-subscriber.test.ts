import { ConfirmSubscriptionCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { head, Project } from './gcx.js';

const arn = 'arn:aws:sns:eu-west-1:111122223333:calls';
const file = (subscribers: string) =>
  `${head()}targets:\n  topic: { sns: { create: calls }${subscribers} }\nroutes:\n  left: { events: [conversation.acd.end], targets: [topic] }\n`;
const endpoints = (project: Project) =>
  project.holdings().subscriptions.map(({ endpoint }: { endpoint: string }) => endpoint);

test('a subscriber that leaves before it confirmed is never said to be gone, and goes once it is confirmed', async () => {
  const project = new Project(
    file(', subscribers: [{ email: leaver@example.com }, { email: ops@example.com }]'),
  );
  await project.done('apply --auto-approve');
  project.write('.genesysrc.yml', file(', subscribers: [{ email: ops@example.com }]'));
  const applied = await project.done('apply --auto-approve');
  expect(applied.stdout).toContain('No changes');
  expect(applied.stdout).toMatch(/leaver@example\.com left the file, and never confirmed/);
  expect(applied.stdout + applied.stderr).not.toContain('leaver@example.com: done');
  expect(endpoints(project)).toEqual(['leaver@example.com', 'ops@example.com']);
  // The leaver clicks the old link.
  const { token } = project.holdings().subscriptions[0];
  await project.inside(async ({ aws }) => {
    const sns = new SNSClient(aws);
    await sns.send(new ConfirmSubscriptionCommand({ TopicArn: arn, Token: token }));
    sns.destroy();
  });
  const planned = await project.sandbox('plan --detailed-exitcode');
  expect(planned.code).toBe(2);
  expect(planned.stdout).toContain('- subscription email leaver@example.com');
  await project.done('apply --auto-approve');
  expect(endpoints(project)).toEqual(['ops@example.com']);
});

test('a topic that nobody is subscribed to is told of by validate, plan and emit', async () => {
  const project = new Project(file(''));
  const validated = await project.gcx('validate');
  expect(validated.code).toBe(0);
  expect(validated.stdout).toMatch(/\.genesysrc\.yml:\d+:\d+[\s\S]*has no subscriber for/);
  const planned = await project.done('plan');
  expect(planned.stdout).toMatch(/Nobody is subscribed to SNS topic calls \(target topic\)/);
  expect(planned.stderr).not.toContain('has no subscriber for');
  await project.done('apply --auto-approve');
  const emitted = await project.gcx('sandbox emit conversation.acd.end');
  expect(emitted.stdout).toMatch(
    /-> arn:aws:sns:eu-west-1:111122223333:calls {2}accepted; nobody is subscribed/,
  );
  expect(emitted.stdout).not.toContain('delivered');
});
