import { describe, expect, it } from 'vitest';
import { recordedQueueId } from '../../../../src/lib/engine/kinds/index.js';
import type { QueueSelector } from '../../../../src/lib/language/config/model.js';
import {
  applyTo,
  chosen,
  planFor,
  project,
  queueId,
  route,
  sqs,
  summary,
  worldFor,
} from '../../engine/plan/project.js';

const named = (name: string): QueueSelector => ({ kind: 'name', name });
const file = (...names: readonly string[]) =>
  project([route('sales', { queues: names.map(named), targets: ['inbox'] })], [sqs('inbox')]);
const by = (number: number, selector: string) => chosen(number, `name "${selector}"`);

describe('the names of queues in live rules', () => {
  const before = file('Queue 1', 'Queue 2');
  const world = worldFor(before);
  applyTo(world, planFor(world, before, { queues: { sales: [by(1, 'Queue 1'), by(2, 'Queue 2')] } }));
  const rules = () => world.live(before).rules;
  const sales = { name: 'sales' };

  it('tell which queue a name once chose, and nothing of other names, routes and queues', () => {
    expect(recordedQueueId(rules(), sales, named('Queue 1'))).toBe(queueId(1));
    expect(recordedQueueId(rules(), { name: 'service', renamedFrom: 'sales' }, named('Queue 2'))).toBe(
      queueId(2),
    );
    expect(recordedQueueId(rules(), sales, named('Queue 3'))).toBeUndefined();
    expect(recordedQueueId(rules(), { name: 'service' }, named('Queue 1'))).toBeUndefined();
    const inDivision = { kind: 'name', name: 'Queue 1', division: 'Home' } as const;
    expect(recordedQueueId(rules(), sales, inDivision)).toBeUndefined();
  });

  it('tell nothing of a queue that has left the rule', () => {
    const gone = rules().map((rule) => ({ ...rule, pattern: { detail: { queueId: [queueId(2)] } } }));
    expect(recordedQueueId(gone, sales, named('Queue 1'))).toBeUndefined();
  });

  it('stay while a queue is called otherwise, which the plan shows and which changes nothing', () => {
    const renamed = { ...by(1, 'Queue 1'), name: 'Service', renamed: true } as const;
    const plan = planFor(world, before, { queues: { sales: [renamed, by(2, 'Queue 2')] } });
    expect(summary(plan)).toEqual([]);
    expect(plan.refusals).toEqual([]);
    expect(plan.warnings).toEqual([
      {
        code: 'queue-renamed',
        message: `Route sales: "Queue 1" is now "Service" in division "Home" of Genesys Cloud (id ${queueId(1)}); its events go on. Write the new name into the route's queues, or { id: ${queueId(1)} }.`,
      },
    ]);
  });

  it('follow the file when it takes the new name', () => {
    const after = file('Service', 'Queue 2');
    const queues = { sales: [{ ...by(1, 'Service'), name: 'Service' }, by(2, 'Queue 2')] };
    const plan = planFor(world, after, { queues });
    expect(plan.changes.flatMap(({ steps }) => steps.map(({ call }) => call))).toEqual(['events.tag']);
    applyTo(world, plan);
    expect(recordedQueueId(rules(), sales, named('Service'))).toBe(queueId(1));
    expect(recordedQueueId(rules(), sales, named('Queue 1'))).toBeUndefined();
    expect(summary(planFor(world, after, { queues }))).toEqual([]);
  });

  it('are no change of rules that have none, as those that were adopted', () => {
    for (const rule of world.rules.values())
      for (const key of Object.keys(rule.tags)) if (key.includes(':queues:')) delete rule.tags[key];
    const queues = { sales: [by(1, 'Queue 1'), by(2, 'Queue 2')] };
    expect(summary(planFor(world, before, { queues }))).toEqual([]);
  });
});
