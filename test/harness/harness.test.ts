import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { head } from '../e2e/gcx.js';
import { type Gcx, type Trial, trial } from './trial.js';
import { VIRTUAL_START } from './virtual-clock.js';
import { killedAt } from './wire.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }] }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, board] }
`;
const arrives = ['delivered shop-board', 'delivered shop-inbox', 'delivered shop-inbox'];

/** What becomes of an event that the file routes. */
async function delivered({ sandbox }: Trial): Promise<readonly string[]> {
  const { events } = await sandbox.emit({ eventType: 'acd.end', queue: 'Sales Support' });
  return events
    .flatMap(({ deliveries }) => deliveries)
    .map(({ outcome, target }) => `${outcome} ${target?.split(':').at(-1)}`)
    .sort();
}

async function applyAll(gcx: Gcx): Promise<void> {
  const plan = await gcx.plan();
  expect(plan.refusals).toEqual([]);
  expect(await gcx.apply(plan)).toMatchObject({ failed: 0, notAttempted: 0 });
}

async function changesLeft(gcx: Gcx): Promise<readonly string[]> {
  const { changes } = await gcx.plan();
  return changes.filter(({ action }) => action !== 'none').map(({ id }) => id);
}

describe('the harness', () => {
  it('lets time pass where gcx and the sandbox wait, and only there', async () => {
    const all = await trial(file);
    expect(all.clock.now()).toBe(VIRTUAL_START);
    await all.plan();
    expect(all.clock.now()).toBe(VIRTUAL_START);
    await applyAll(all);
    expect(all.clock.now()).toBeGreaterThan(VIRTUAL_START);
    expect(await delivered(all)).toEqual(arrives);
    expect(await changesLeft(all)).toEqual([]);
    const calls = all.wire.calls.map(({ action }) => action);
    expect(calls).toEqual(expect.arrayContaining(['PutRule', 'Subscribe', 'POST /oauth/token']));
  });

  it('passes time for all who wait at once, and waits for no clock', async () => {
    const { clock } = await trial(file);
    const hour = 3_600_000;
    await Promise.all([clock.sleep(hour), clock.sleep(hour), clock.sleep(hour / 2)]);
    expect(clock.now()).toBe(VIRTUAL_START + hour);
  });

  it('cuts a call before it is sent, or takes its answer away', async () => {
    const all = await trial(file);
    all.wire.fateOf = ({ action }) => (action === 'CreateTopic' ? 'not-sent' : 'answered');
    expect(await all.apply(await all.plan())).toMatchObject({ failed: 1 });
    expect(all.wire.writes).not.toContain('CreateTopic');
    const next = await all.another();
    next.wire.fateOf = ({ action }) => (action === 'CreateTopic' ? 'answer-lost' : 'answered');
    await next.apply(await next.plan());
    expect(next.wire.writes).toContain('CreateTopic');
    expect(await all.others.sns.topic('arn:aws:sns:eu-west-1:111122223333:shop-board')).toBeDefined();
  });
});

describe('an apply', () => {
  it('that is killed at any call, before it or before its answer, is finished by the next one', async () => {
    const whole = await trial(file);
    const plan = await whole.plan();
    const before = whole.wire.calls.length;
    await whole.apply(plan);
    const calls = whole.wire.calls.length - before;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: calls - 1 }),
        fc.constantFrom('before', 'after'),
        async (number, moment) => {
          const killed = await trial(file);
          const plan = await killed.plan();
          killed.wire.fateOf = killedAt(killed.wire.calls.length + number, moment);
          await killed.apply(plan);
          const next = await killed.another();
          await applyAll(next);
          expect(await changesLeft(next)).toEqual([]);
          expect(await delivered(killed)).toEqual(arrives);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('that races another one of the same plan leaves what the next apply finishes', async () => {
    const one = await trial(file);
    const other = await one.another();
    const plans = [await one.plan(), await other.plan()] as const;
    await Promise.all([one.apply(plans[0]), other.apply(plans[1])]);
    const next = await one.another();
    await applyAll(next);
    expect(await changesLeft(next)).toEqual([]);
    expect(await delivered(one)).toEqual(arrives);
  });
});
