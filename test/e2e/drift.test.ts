import { expect, test } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { createGenesys } from '../../src/lib/clients/genesys/index.js';
import { head, names, Project } from './gcx.js';

const bus = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const topic = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;
const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }] }
  partner: { sns: { existing: partner-topic } }
  sync: { lambda: { existing: sync } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, board, partner, sync] }
`;
const delivered = ['partner-topic', 'shop-board', 'shop-inbox', 'shop-inbox', 'sync'].map(
  (name) => `delivered ${name}`,
);
const ended = { eventType: 'acd.end', queue: 'Sales Support' };

test('what somebody changed by hand is shown, mended by one apply, and what is not ours stays', async () => {
  const project = new Project(file);
  await project.done('apply --auto-approve');
  const applied = project.holdings();
  const theirs = {
    Sid: 'Theirs',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 'sns:Publish',
    Resource: topic('partner-topic'),
  };
  await project.inside(async (sandbox) => {
    const { events, sns, sqs } = createAws(sandbox.aws);
    await events.putRule({
      bus,
      name: 'shop-ended-1',
      pattern: { source: [bus] },
      description: 'mine',
      enabled: false,
    });
    await events.removeTargets(bus, 'shop-ended-1', ['inbox']);
    await sqs.setAttributes('shop-inbox', { Policy: '' });
    await sns.unsubscribe(topic('shop-board'), 'sqs', 'arn:aws:sqs:eu-west-1:111122223333:shop-inbox');
    const policy = JSON.parse((await sns.topic(topic('partner-topic')))?.attributes['Policy'] ?? '');
    policy.Statement.push(theirs);
    await sns.setAttribute(topic('partner-topic'), 'Policy', JSON.stringify(policy));
    const { integrations } = createGenesys(sandbox.genesys);
    const [live] = await integrations.list();
    if (live === undefined) throw new Error('There is no integration.');
    await integrations.setState(live.id, 'DISABLED');
    await sandbox.settle();
  });
  expect(await project.emit(ended)).toEqual(['not published']);
  const { code, stdout } = await project.sandbox('plan --detailed-exitcode');
  expect(code).toBe(2);
  expect(stdout).toContain('Plan: 2 to create, 2 to change, 0 to delete');
  expect(stdout).toMatch(/~ state +DISABLED -> ENABLED/);
  await project.done('apply --auto-approve');
  expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  expect(await project.emit(ended)).toEqual(delivered);
  const { rules, topics } = project.holdings();
  expect(rules[0].pattern).toBe(applied.rules[0].pattern);
  const partner = topics.find(({ name }) => name === 'partner-topic');
  expect(JSON.parse(partner.attributes.Policy).Statement).toContainEqual(theirs);

  // Destroyed, nothing of ours is left on what exists, and theirs is as it was.
  await project.done('destroy --auto-approve --force');
  const left = project.holdings();
  expect(names(left.topics)).toEqual(['partner-topic']);
  expect(left.topics[0].attributes.Policy).toContain('"Theirs"');
  expect(JSON.stringify(left)).not.toContain('GenesysGcx');
});

test('a bus and topics deleted by hand come back, with all that was on them', async () => {
  const project = new Project(file);
  await project.done('apply --auto-approve');
  await project.inside(async (sandbox) => {
    const { events, sns } = createAws(sandbox.aws);
    await events.removeTargets(bus, 'shop-ended-1', ['inbox', 'board', 'partner', 'sync']);
    await events.deleteRule(bus, 'shop-ended-1');
    await events.deleteBus(bus);
    await sns.deleteTopic(topic('shop-board'));
  });
  const { stdout } = await project.sandbox('plan');
  expect(stdout).toContain(`+ event bus ${bus}`);
  expect(stdout).toContain('PENDING');
  await project.done('apply --auto-approve');
  expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  expect(await project.emit(ended)).toEqual(delivered);
});

test('two applies at once: one is refused before it reads, and the pipe is whole', async () => {
  const project = new Project(file);
  const server = await project.serve();
  await project.done('plan');
  const outcomes = await Promise.all([0, 1].map(() => project.sandbox('apply --auto-approve')));
  // Where the first ended before the second began, there is nothing left to do for it.
  expect([0, 5]).toContain(outcomes[0]?.code);
  expect([0, 5]).toContain(outcomes[1]?.code);
  expect(outcomes.map(({ code }) => code)).toContain(0);
  expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  await server.stop();
  expect(await project.emit(ended)).toEqual(delivered);
  expect(names(project.holdings().rules)).toEqual(['shop-ended-1']);
});
