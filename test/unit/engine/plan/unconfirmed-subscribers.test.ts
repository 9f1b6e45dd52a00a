import { describe, expect, it } from 'vitest';
import { markOf, ownSubscriptions } from '../../../../src/lib/engine/kinds/index.js';
import type { Subscriber, Target } from '../../../../src/lib/language/config/model.js';
import type { ModelWorld } from './model-world.js';
import { applyTo, planFor, project, route, sns, sqs, summary, worldFor } from './project.js';

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
      'create subscription email new@example.com',
      'delete subscription email ops@example.com',
    ]);
    applyTo(world, plan);
    expect(recorded(world)).toEqual(['leaver@example.com', 'new@example.com']);
    expect(summary(planFor(world, other))).toEqual([]);
    confirm(world, 'leaver@example.com');
    const removal = planFor(world, other);
    expect(summary(removal)).toEqual(['delete subscription email leaver@example.com']);
    applyTo(world, removal);
    expect(recorded(world)).toEqual(['new@example.com']);
  });

  it('is forgotten once SNS dropped it, so that one whom people subscribe later stays', () => {
    const world = subscribed();
    const topic = world.topics.get(ARN);
    if (topic === undefined) throw new Error('no topic');
    topic.subscriptions = topic.subscriptions.filter(({ endpoint }) => endpoint !== 'leaver@example.com');
    const plan = planFor(world, without);
    expect(summary(plan)).toEqual(['update subscription 1 subscription gone']);
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

  it('and nobody is subscribed to is told of, made anew or there', () => {
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
});
