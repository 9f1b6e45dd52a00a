import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import type { Step } from '../../../../src/lib/engine/kinds/index.js';
import type { Config, ProcessorTarget, Target } from '../../../../src/lib/language/config/model.js';
import { processorNames } from '../../../../src/lib/language/names/processor-names.js';
import { interleaved } from './interleaved.js';
import type { ModelWorld } from './model-world.js';
import {
  ACD_END,
  applyTo,
  planFor,
  processor,
  project,
  route,
  sns,
  sqs,
  summary,
  USER_END,
  worldFor,
} from './project.js';

const ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:';
const ROLE = 'arn:aws:iam::111122223333:role/company/processors';

const arbitraryProcessor = fc.record({
  deduplicate: fc.boolean(),
  secrets: fc.subarray(['a', 'b', 'c']),
  timeoutSeconds: fc.constantFrom(10, 60, 900),
  role: fc.boolean(),
  alarms: fc.option(fc.constantFrom('ops', 'people')),
  deadLetter: fc.boolean(),
  physicalName: fc.constantFrom(undefined, 'crm-events'),
  code: fc.nat(2),
});

/** A file with processors, one of which a route may send to beside an SQS queue. */
const arbitraryFile: fc.Arbitrary<Config> = fc
  .record({
    sales: fc.option(arbitraryProcessor, { freq: 4 }),
    events: fc.subarray([ACD_END, USER_END], { minLength: 1 }),
    enabled: fc.constantFrom(true, true, false),
  })
  .map(({ sales, events, enabled }) => {
    const targets: Target[] = [sqs('plain'), sqs('dead'), sns('ops'), sns('people')];
    if (sales !== null) targets.push(processor('sales', partOf(sales)));
    const names = ['plain', ...(sales === null ? [] : ['sales'])];
    return project([route('calls', { events, targets: names, enabled })], targets);
  });

type Arbitrary<T> = T extends fc.Arbitrary<infer V> ? V : never;

function partOf(part: Arbitrary<typeof arbitraryProcessor>): Partial<ProcessorTarget> {
  return {
    handler: `./handlers/${part.code}.ts`,
    secrets: Object.fromEntries(part.secrets.map((name) => [name, `${ARN}${name}-AbCdE1`])),
    timeoutSeconds: part.timeoutSeconds,
    ...(part.deduplicate ? { deduplicate: { forSeconds: 60 } } : {}),
    ...(part.role ? { executionRole: ROLE } : {}),
    ...(part.alarms === null ? {} : { alarms: part.alarms }),
    ...(part.deadLetter ? { deadLetter: 'dead' } : {}),
    ...(part.physicalName === undefined ? {} : { physicalName: part.physicalName }),
  };
}

function baseIn(config: Config): string | undefined {
  const target = config.targets['sales'];
  return target?.kind === 'processor' ? processorNames(config, target).function : undefined;
}

/** Processors that a rule sends to now. */
function fed(world: ModelWorld, bases: readonly string[]): readonly string[] {
  const arns = [...world.rules.values()].flatMap((rule) =>
    rule.enabled ? [...rule.targets.values()].map(({ arn }) => arn) : [],
  );
  return bases.filter((base) => arns.some((arn) => arn.endsWith(`:${base}`)));
}

function updatesCode(plan: Plan, name: string): boolean {
  return plan.changes.some(({ steps }) =>
    (steps as readonly Step[]).some((step) => step.call === 'lambda.updateCode' && step.name === name),
  );
}

/** An alarm that nobody would hear. */
function deafAlarm(world: ModelWorld): string | undefined {
  return [...world.processors.alarms.values()].find(({ actions }) =>
    actions.some((topic) => world.topics.get(topic)?.policy.includes('cloudwatch.amazonaws.com') !== true),
  )?.name;
}

describe('no event is lost by a change of processors', () => {
  it('a processor that a rule sends to can handle what it gets at every moment, and in the end all is as the file says', () => {
    fc.assert(
      fc.property(arbitraryFile, arbitraryFile, fc.infiniteStream(fc.nat()), (old, next, random) => {
        const world = worldFor(old);
        applyTo(world, planFor(world, old));
        expect(summary(planFor(world, old))).toEqual([]);
        const bases = [...new Set([baseIn(old), baseIn(next)].filter((base) => base !== undefined))];
        const plan = planFor(world, next);
        expect(plan.refusals).toEqual([]);
        const halfway = new Set<string>();
        for (const step of interleaved(
          plan.changes,
          (count) => (random.next().value ?? 0) % count,
        ) as Iterable<Step>) {
          world.apply(step);
          if (step.call === 'lambda.updateCode') halfway.delete(step.name);
          if (step.call === 'lambda.updateSettings' && updatesCode(plan, step.name)) halfway.add(step.name);
          for (const base of fed(world, bases)) {
            // New settings with the old code, for a moment: what fails then is tried again.
            if (halfway.has(base)) continue;
            const obstacle = world.processors.obstacle(base);
            if (obstacle !== undefined) throw new Error(`after ${step.call}: ${base} has ${obstacle}`);
          }
          const deaf = deafAlarm(world);
          if (deaf !== undefined) throw new Error(`after ${step.call}: nobody hears ${deaf}`);
        }
        expect(summary(planFor(world, next))).toEqual([]);
        applyTo(world, planFor(world, next, { intent: 'destroy', allow: { force: true } }));
        const { tables, roles, logGroups, functions, eventSources, alarms } = world.processors;
        const left = [tables, roles, logGroups, functions, eventSources, alarms, world.queues, world.topics];
        expect(left.flatMap((things) => [...things.keys()])).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
