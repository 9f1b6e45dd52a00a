import { describe, expect, it } from 'vitest';
import { TagKey } from '../../../../src/lib/engine/kinds/index.js';
import type { Route, Target } from '../../../../src/lib/language/config/model.js';
import { applyTo, chosen, planFor, project, route, sns, sqs, summary, worldFor } from './project.js';

const manyQueues = Array.from({ length: 60 }, (_, index) => chosen(index + 1));
const selectors = manyQueues.map(({ name }) => ({ kind: 'name', name }) as const);
const targets: readonly Target[] = [
  sqs('inbox'),
  sns('board'),
  sns('by-type', { topicName: 'c-{eventType}' }),
];
const split = (name: string, part: Partial<Route> = {}): Route =>
  route(name, { queues: selectors, targets: ['inbox', 'board', 'by-type'], ...part });

describe('a route that is renamed', () => {
  const before = project([split('sales')], targets);
  const world = worldFor(before);
  applyTo(world, planFor(world, before, { queues: { sales: manyQueues } }));
  const names = [...world.rules.values()].map((rule) => rule.name);
  const contents = () =>
    [...world.rules.values()].map(({ name, pattern, targets: rest }) => ({ name, pattern, rest: [...rest] }));
  const was = structuredClone(contents());
  const after = project([split('orders', { renamedFrom: 'sales' })], targets);
  const plan = planFor(world, after, { queues: { orders: manyQueues } });

  it('changes only the tag and the description of its rules', () => {
    expect(names.length).toBeGreaterThan(1);
    expect(summary(plan)).toEqual(names.map((name) => `update rule ${name}`));
    for (const change of plan.changes.filter(({ kind }) => kind === 'rule'))
      expect(change.fields.map(({ field }) => field)).toEqual(['description', 'route tag']);
    expect(plan.pending.map(({ message }) => message)).toEqual([
      'Route orders goes on with what sales had; renamedFrom may be removed from the file once this is applied.',
    ]);
  });

  it('finds nothing to do afterwards, with the hint and without', () => {
    applyTo(world, plan);
    expect(contents()).toEqual(was);
    expect([...world.rules.values()].map((rule) => rule.tags[TagKey.route])).toEqual(
      names.map(() => 'orders'),
    );
    const again = planFor(world, after, { queues: { orders: manyQueues } });
    expect(summary(again)).toEqual([]);
    expect(again.pending.map(({ message }) => message)).toEqual([
      'Route orders: renamedFrom: sales has done its work; it may be removed from the file.',
    ]);
    const without = planFor(world, project([split('orders')], targets), { queues: { orders: manyQueues } });
    expect(summary(without)).toEqual([]);
    expect(without.pending).toEqual([]);
  });

  it('finds its rules by their names where the tags were lost', () => {
    for (const rule of world.rules.values()) delete rule.tags[TagKey.route];
    const found = planFor(world, after, { queues: { orders: manyQueues } });
    expect(summary(found).filter((line) => !line.startsWith('update'))).toEqual([]);
  });
});

describe('a target that is renamed', () => {
  it('keeps its resources and its id in the rules', () => {
    const before = project([route('sales', { targets: ['inbox', 'by-type'] })], targets.slice(0, 3));
    const world = worldFor(before);
    applyTo(world, planFor(world, before));
    const after = project(
      [route('sales', { targets: ['arrivals', 'types'] })],
      [
        sqs('arrivals', { queueName: 'inbox', renamedFrom: 'inbox' }),
        sns('board'),
        sns('types', { topicName: 'c-{eventType}', renamedFrom: 'by-type' }),
      ],
    );
    const plan = planFor(world, after);
    expect(summary(plan)).toEqual([]);
    expect(plan.pending.map(({ code }) => code)).toEqual(['renamed-from', 'renamed-from']);
  });
});
