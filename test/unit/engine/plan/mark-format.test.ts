import { describe, expect, test } from 'vitest';
import { ExitCode } from '../../../../src/lib/base/exit-codes.js';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import { refusedForNewerMarks } from '../../../../src/lib/engine/kinds/index.js';
import { refusalExitCode } from '../../../../src/lib/engine/plan/index.js';
import type { ModelWorld } from './model-world.js';
import { applyTo, planFor, processor, project, route, sns, sqs, summary, worldFor } from './project.js';

const file = project(
  [route('sales', { targets: ['inbox', 'board', 'crm'] })],
  [sqs('inbox'), sns('board'), processor('crm', { deduplicate: { forSeconds: 60 }, alarms: 'board' })],
  { archive: { retentionDays: 30 } },
);
const TAG = 'genesys-gcx:format';

function applied(): ModelWorld {
  const world = worldFor(file);
  applyTo(world, planFor(world, file));
  expect(summary(planFor(world, file))).toEqual([]);
  return world;
}

/** Everything with tags in a world, by what a person calls it. */
function tagsIn(world: ModelWorld): ReadonlyMap<string, Record<string, string>> {
  const { processors } = world;
  const lastOf = (arn: string) => arn.slice(arn.lastIndexOf(':') + 1);
  return new Map<string, Record<string, string>>([
    ...[...world.buses].map(([name, { tags }]) => [`event bus ${name}`, tags] as const),
    ...[...world.rules.values()].map(({ name, tags }) => [`rule ${name}`, tags] as const),
    ...[...world.topics].map(([arn, { tags }]) => [`SNS topic ${lastOf(arn)}`, tags] as const),
    ...[...world.queues].map(([arn, { tags }]) => [`SQS queue ${lastOf(arn)}`, tags] as const),
    ...tagsOfProcessors(processors),
  ]);
}

function tagsOfProcessors(
  processors: ModelWorld['processors'],
): readonly (readonly [string, Record<string, string>])[] {
  const found: (readonly [string, Record<string, string>])[] = [];
  const walk = (on: string, value: unknown): void => {
    if (value instanceof Map) for (const [key, item] of value) walk(`${on} ${String(key)}`, item);
    else if (typeof value === 'object' && value !== null) {
      const tags: unknown = Reflect.get(value, 'tags');
      if (typeof tags === 'object' && tags !== null) found.push([on, tags as Record<string, string>]);
    }
  };
  for (const [name, value] of Object.entries(processors)) if (name !== 'queues') walk(name, value);
  return found;
}

/** What `plan` and `apply` make of a world: the warnings of the one, the refusals and the exit code of the other. */
function outcome(plan: Plan): {
  readonly warned: readonly string[];
  readonly refused: readonly string[];
  readonly exitCode: number;
} {
  const carried = refusedForNewerMarks(plan);
  const of = (notices: Plan['warnings']) =>
    notices.filter(({ code }) => code === 'newer-format').map(({ message }) => message);
  expect(of(carried.warnings)).toEqual([]);
  return {
    warned: of(plan.warnings),
    refused: of(carried.refusals),
    exitCode: carried.refusals.length === 0 ? ExitCode.done : refusalExitCode(carried),
  };
}

test('no number, and this gcx’s own, are no newer format', () => {
  for (const own of [undefined, '1', '1 gcx-0.1.0', '2 gcx-0.1.0']) {
    const world = applied();
    for (const tags of tagsIn(world).values()) if (own !== undefined) tags[TAG] = own;
    const plan = planFor(world, file);
    expect(outcome(plan)).toEqual({ warned: [], refused: [], exitCode: ExitCode.done });
    expect(summary(plan)).toEqual([]);
  }
});

describe('a newer format on any one thing: plan warns, apply and destroy refuse', () => {
  const things = [...tagsIn(applied()).keys()];

  test('every kind with tags is there', () => {
    expect(things.length).toBe(14);
  });

  test.each(things)('%s', (on) => {
    for (const intent of ['apply', 'destroy'] as const) {
      const world = applied();
      const tags = tagsIn(world).get(on);
      if (tags === undefined) throw new Error(`${on} is gone`);
      tags[TAG] = '3 gcx-0.4.0';
      const { warned, refused, exitCode } = outcome(planFor(world, file, { intent }));
      expect(warned).toHaveLength(1);
      expect(warned[0]).toMatch(
        /Marks of format 3 are on .+ written by gcx 0\.4\.0; .* Upgrade gcx to 0\.4\.0/,
      );
      expect(refused).toHaveLength(1);
      expect(exitCode).toBe(ExitCode.refused);
    }
  });

  test('what is no number is nothing that this gcx wrote', () => {
    for (const odd of ['', 'two', '2.5', '-1', '1e9', '99999999999999999999']) {
      const world = applied();
      for (const tags of tagsIn(world).values()) tags[TAG] = odd;
      expect(outcome(planFor(world, file)).exitCode, odd).toBe(ExitCode.refused);
    }
  });

  test('another project’s thing does not matter', () => {
    const world = applied();
    const [arn] = world.queues.keys();
    const queue = world.queues.get(arn ?? '');
    Object.assign(queue?.tags ?? {}, { 'genesys-gcx:project': 'other', [TAG]: '3 gcx-0.4.0' });
    expect(outcome(planFor(world, file)).warned).toEqual([]);
  });
});

describe('what has no tags', () => {
  test('the record in the integration’s notes, this project’s or another’s', () => {
    for (const who of ['calls', 'other']) {
      for (const [more, maker] of [
        [{ format: 3, gcx: '0.4.0' }, 'gcx 0.4.0'],
        [{ format: 3 }, 'a newer gcx'],
        [{ format: 'next' }, 'a newer gcx'],
      ] as const) {
        const world = applied();
        world.integrations = world.integrations.map((each) => {
          if (each.config === undefined) return each;
          const line = `genesys-gcx: ${JSON.stringify({ project: who, ...more })}`;
          return { ...each, config: { ...each.config, notes: `${each.config.notes}\n${line}` } };
        });
        const { warned, exitCode } = outcome(planFor(world, file));
        expect(warned.join('\n')).toContain(`integration prod`);
        expect(warned.join('\n')).toContain(`written by ${maker}`);
        expect(exitCode).toBe(ExitCode.refused);
      }
    }
  });

  test('people’s words in the notes, and a record without a number', () => {
    const world = applied();
    world.integrations = world.integrations.map((each) =>
      each.config === undefined
        ? each
        : {
            ...each,
            config: {
              ...each.config,
              notes: `${each.config.notes}\nformat: 3\ngenesys-gcx: {"format":\ngenesys-gcx: []`,
            },
          },
    );
    expect(outcome(planFor(world, file)).warned).toEqual([]);
  });

  test('an archive’s description', () => {
    const world = applied();
    for (const [name, archive] of world.archives)
      world.archives.set(name, {
        ...archive,
        description: `${archive.description} [genesys-gcx-format:3 gcx-0.4.0]`,
      });
    const { warned, exitCode } = outcome(planFor(world, file));
    expect(warned.join('\n')).toContain('Marks of format 3 are on archive ');
    expect(exitCode).toBe(ExitCode.refused);
  });
});
