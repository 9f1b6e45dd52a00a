import { describe, expect, it } from 'vitest';
import { markOf, ownSubscriptions } from '../../../../src/lib/engine/kinds/index.js';
import type { Subscriber, Target } from '../../../../src/lib/language/config/model.js';
import type { ModelWorld } from './model-world.js';
import {
  ACD_END,
  applyTo,
  planFor,
  project,
  route,
  sns,
  sqs,
  summary,
  USER_END,
  worldFor,
} from './project.js';

const ARN = 'arn:aws:sns:eu-west-1:111122223333:board';
const email = (address: string): Subscriber => ({ kind: 'email', address });
const fileWith = (subscribers: readonly Subscriber[], part: Partial<Extract<Target, { kind: 'sns' }>> = {}) =>
  project([route('all', { targets: ['board'] })], [sns('board', { subscribers, ...part }), sqs('inbox')]);

const both = fileWith([email('leaver@example.com'), email('ops@example.com')]);
const without = fileWith([email('ops@example.com')]);

/** A world in which both have been subscribed, and neither has confirmed. */
function subscribed(config = both): ModelWorld {
  const world = worldFor(config);
  applyTo(world, planFor(world, config));
  return world;
}

/** The endpoints that gcx says it made, of those that are there. */
function recorded(world: ModelWorld): readonly string[] {
  const topic = world.topics.get(ARN);
  return topic === undefined ? [] : ownSubscriptions(topic, markOf(both)).map(({ endpoint }) => endpoint);
}

function confirm(world: ModelWorld, address: string): void {
  const topic = world.topics.get(ARN);
  if (topic === undefined) throw new Error('no topic');
  topic.subscriptions = topic.subscriptions.map((each) =>
    each.endpoint === address ? { ...each, arn: `${ARN}:${address}` } : each,
  );
}

describe('a subscriber that leaves the file before it confirmed', () => {
  it('is left to people and stays recorded: nothing says that it is deleted', () => {
    const world = subscribed();
    const plan = planFor(world, without);
    expect(summary(plan)).toEqual([]);
    expect(plan.pending.map(({ code }) => code)).toContain('unconfirmed-subscription-stays');
    expect(plan.pending.map(({ message }) => message).join()).toMatch(
      /leaver@example\.com left the file.*48 hours.*link/,
    );
    expect(recorded(world)).toEqual(['leaver@example.com', 'ops@example.com']);
  });

  it('stays recorded when another subscriber comes or goes, and goes once it is confirmed after all', () => {
    const world = subscribed();
    confirm(world, 'ops@example.com');
    const other = fileWith([email('new@example.com')]);
    const plan = planFor(world, other);
    expect(summary(plan)).toEqual([
      'create sns-subscription email new@example.com',
      'delete sns-subscription email ops@example.com',
    ]);
    applyTo(world, plan);
    expect(recorded(world)).toEqual(['leaver@example.com', 'new@example.com']);
    expect(summary(planFor(world, other))).toEqual([]);
    confirm(world, 'leaver@example.com');
    const removal = planFor(world, other);
    expect(summary(removal)).toEqual(['delete sns-subscription email leaver@example.com']);
    applyTo(world, removal);
    expect(recorded(world)).toEqual(['new@example.com']);
  });

  it('is forgotten once SNS dropped it, so that one whom people subscribe later stays', () => {
    const world = subscribed();
    const topic = world.topics.get(ARN);
    if (topic === undefined) throw new Error('no topic');
    topic.subscriptions = topic.subscriptions.filter(({ endpoint }) => endpoint !== 'leaver@example.com');
    const plan = planFor(world, without);
    expect(summary(plan)).toEqual(['update sns-subscription 1 subscription gone']);
    applyTo(world, plan);
    expect(summary(planFor(world, without))).toEqual([]);
    const byHand = { protocol: 'email', endpoint: 'leaver@example.com', raw: false, arn: `${ARN}:1` };
    world.topics.get(ARN)?.subscriptions.push(byHand);
    expect(summary(planFor(world, without))).toEqual([]);
  });

  it('of a topic of others stays pending through destroy, which says so', () => {
    const existing = fileWith([email('leaver@example.com')], { provenance: 'existing' });
    const world = worldFor(existing);
    world.topics.set(ARN, { policy: '', tags: {}, subscriptions: [] });
    applyTo(world, planFor(world, existing));
    const plan = planFor(world, existing, { intent: 'destroy' });
    expect(summary(plan).filter((line) => line.includes('subscription'))).toEqual([]);
    expect(plan.pending.map(({ code }) => code)).toContain('unconfirmed-subscription-stays');
    applyTo(world, plan);
    expect(recorded(world)).toEqual(['leaver@example.com']);
  });
});

describe('a topic that routes send to', () => {
  const codes = (world: ModelWorld, config = fileWith([])) =>
    planFor(world, config).warnings.map(({ code, message }) => `${code}: ${message}`);

  it('and nobody is subscribed to is told of, created again or there', () => {
    const file = fileWith([]);
    const world = worldFor(file);
    expect(codes(world)).toEqual([
      expect.stringMatching(/^nobody-subscribed: Nobody is subscribed to SNS topic board/),
    ]);
    applyTo(world, planFor(world, file));
    expect(codes(world)).toHaveLength(1);
  });

  it('and only somebody unconfirmed is subscribed to is told of; one confirmed subscriber, by hand, is enough', () => {
    const world = subscribed(fileWith([]));
    world.topics.get(ARN)?.subscriptions.push({ protocol: 'email', endpoint: 'kim@example.com', raw: false });
    expect(codes(world)).toEqual([expect.stringContaining('Nobody has confirmed a subscription')]);
    confirm(world, 'kim@example.com');
    expect(codes(world)).toEqual([]);
  });

  it('with subscribers in the file, or of another account, or that nothing sends to, is not', () => {
    expect(codes(worldFor(both), both)).toEqual([]);
    const elsewhere = fileWith([], { provenance: 'existing', account: '444455556666' });
    expect(codes(worldFor(elsewhere), elsewhere)).toEqual([]);
    const unused = project([route('all', { targets: ['inbox'] })], [sns('board'), sqs('inbox')]);
    expect(codes(worldFor(unused), unused)).toEqual([]);
  });

  it('and that only the alarms of the pipe send to is told of as well, where nobody hears it', () => {
    const unused = project([route('all', { targets: ['inbox'] })], [sns('board'), sqs('inbox')]);
    const alarmed = { ...unused, alarms: { to: 'board', oldestSeconds: 3_600 } };
    expect(codes(worldFor(alarmed), alarmed)).toEqual([
      expect.stringMatching(/^nobody-subscribed: Nobody is subscribed to SNS topic board/),
    ]);
  });
});

const byType = (events: readonly string[]) =>
  project(
    [route('all', { targets: ['lanes'], events })],
    [sns('lanes', { topicName: 'calls-{eventType}', subscribers: [email('data@example.com')] })],
  );

describe('a topic for each event type', () => {
  const events = [ACD_END, USER_END];

  it('gives its receiver one line, that names all topics to confirm', () => {
    const plan = planFor(worldFor(byType(events)), byType(events));
    expect(plan.pending.map(({ message }) => message)).toEqual([
      'data@example.com must confirm its subscriptions to the 2 SNS topics calls-conversation-acd-end and calls-conversation-user-end: AWS sends it a message with a link for each.',
    ]);
    const names = plan.changes.filter(({ kind }) => kind === 'sns-subscription').map(({ name }) => name);
    expect(names).toEqual([
      'email data@example.com to calls-conversation-acd-end',
      'email data@example.com to calls-conversation-user-end',
    ]);
  });

  it('stands under its target when its event type has left the file, and when all is destroyed', () => {
    const world = worldFor(byType(events));
    applyTo(world, planFor(world, byType(events)));
    const left = planFor(world, byType([ACD_END])).changes.filter(({ action }) => action === 'delete');
    expect(left.find(({ kind }) => kind === 'sns-topic')).toMatchObject({
      name: 'calls-conversation-user-end',
      group: { kind: 'target', name: 'lanes' },
      reason: 'no route sends there any more',
    });
    const destroyed = planFor(world, byType(events), { intent: 'destroy' }).changes;
    expect(
      new Set(destroyed.filter(({ kind }) => kind === 'sns-topic').map(({ group }) => group.name)),
    ).toEqual(new Set(['lanes']));
  });
});
