import { describe, expect, it } from 'vitest';
import type { Tags } from '../../../../src/lib/clients/aws/tags-model.js';
import { applyTo, planFor, project, route, sns, sqs, summary, worldFor } from './project.js';

const file = (tags?: Tags) =>
  project(
    [route('sales', { targets: ['inbox', 'board'] })],
    [sqs('inbox'), sns('board')],
    tags === undefined ? {} : { tags },
  );

/** The tags of everything in a world, gcx's own left out. */
function tagsIn(world: ReturnType<typeof worldFor>): readonly Tags[] {
  const all = [world.rules, world.topics, world.queues, world.buses].flatMap((things) => [
    ...(things as ReadonlyMap<string, { tags: Tags }>).values(),
  ]);
  return all.map(({ tags }) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('genesys-gcx:'))),
  );
}

describe("a company's own tags", () => {
  const world = worldFor(file());
  const apply = (tags?: Tags) => {
    const plan = planFor(world, file(tags));
    applyTo(world, plan);
    expect(summary(planFor(world, file(tags)))).toEqual([]);
    return plan;
  };

  it('are given to everything that is created', () => {
    apply({ CostCenter: '42', Team: 'contact centre' });
    expect(tagsIn(world)).toEqual(Array(4).fill({ CostCenter: '42', Team: 'contact centre' }));
  });

  it('are kept up to date; those of others stay', () => {
    for (const rule of world.rules.values()) rule.tags['owner'] = 'ops';
    for (const topic of world.topics.values()) delete topic.tags['Team'];
    const plan = apply({ CostCenter: '43', Team: 'contact centre' });
    expect(summary(plan)).toHaveLength(4);
    const fields = plan.changes.find(({ kind }) => kind === 'sns-topic')?.fields;
    expect(fields).toEqual([
      { kind: 'value', field: 'tag CostCenter', before: '42', after: '43' },
      { kind: 'value', field: 'tag Team', after: 'contact centre' },
    ]);
    expect(tagsIn(world)[0]).toEqual({ CostCenter: '43', Team: 'contact centre', owner: 'ops' });
  });

  it('go when they leave the file, but not one that others had put there before', () => {
    apply({ CostCenter: '43', owner: 'ops' });
    apply();
    expect(tagsIn(world)).toEqual([{ owner: 'ops' }, {}, {}, {}]);
    const keys = [...world.queues.values()].flatMap(({ tags }) => Object.keys(tags));
    expect(keys.filter((key) => key.startsWith('genesys-gcx:tags'))).toEqual([]);
  });
});
