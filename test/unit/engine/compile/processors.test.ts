import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { Limits } from '../../../../src/lib/base/limits.js';
import { checkFilterWithinRoutes, compileRules, overlaps } from '../../../../src/lib/engine/compile/index.js';
import type { ProcessorTarget, QueueSelector } from '../../../../src/lib/language/config/model.js';
import {
  functionArn,
  logGroupArn,
  queueArn,
  roleArn,
  tableArn,
} from '../../../../src/lib/language/names/arn.js';
import { processorNames, rolePath } from '../../../../src/lib/language/names/processor-names.js';
import type { ChosenQueue } from '../../../../src/lib/language/queues/resolved-queues.js';
import { describeSelector } from '../../../../src/lib/language/queues/select-queues.js';
import { processor } from '../plan/project.js';
import { ACCOUNT, fileOf, NAMES, queueId, type RouteSketch, TARGETS } from './file-builder.js';

const END = 'v2.detail.events.conversation.{id}.acd.end';

/** A file whose target `sales` is a processor. */
function withProcessor(target: ProcessorTarget, ...routes: readonly Partial<RouteSketch>[]) {
  return fileOf(
    routes.map((route, index) => ({ name: `r${index}`, events: [END], targets: ['sales'], ...route })),
    { targets: { ...TARGETS, sales: target } },
  );
}

describe("a processor's names", () => {
  const place = { aws: { account: ACCOUNT, region: 'eu-west-1' } };
  const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, { size: 'medium' });
  const project = word.map((text) => text.slice(0, 32));
  const environment = fc.oneof(fc.constant('default'), project);
  const target = word.map((text) => text.slice(0, Limits.targetIdCharacters));

  it('are names that AWS takes, and no two of a file are the same', () => {
    fc.assert(
      fc.property(
        project,
        environment,
        fc.uniqueArray(target, { minLength: 1, maxLength: 8 }),
        (ofProject, ofEnvironment, targets) => {
          const config = { project: ofProject, environment: ofEnvironment };
          const all = targets.map((name) => processorNames(config, { name }));
          for (const names of all) {
            expect(names.function).toMatch(/^[A-Za-z0-9_-]+$/);
            expect(names.function.length).toBeLessThanOrEqual(Limits.lambdaFunctionNameCharacters);
            expect(names.role.length).toBeLessThanOrEqual(Limits.iamRoleNameCharacters);
            expect(names.deadLetterQueue.length).toBeLessThanOrEqual(Limits.sqsQueueNameCharacters);
          }
          const queues = all.flatMap((names) => [names.queue, names.deadLetterQueue]);
          expect(new Set(all.map((names) => names.function)).size).toBe(targets.length);
          // A target that is called `x-dead-letters` beside `x` is refused with the file.
          const clash = targets.some((name) => targets.includes(`${name}-dead-letters`));
          if (!clash) expect(new Set(queues).size).toBe(queues.length);
        },
      ),
    );
  });

  it('make ARNs that differ', () => {
    const names = processorNames({ project: 'p', environment: 'default' }, { name: 'sales' });
    expect([
      queueArn(place, names.queue),
      queueArn(place, names.deadLetterQueue),
      tableArn(place, names.table),
      roleArn(place, rolePath({ project: 'p' }), names.role),
      functionArn(place, names.function),
      logGroupArn(place, names.logGroup),
    ]).toEqual([
      `arn:aws:sqs:eu-west-1:${ACCOUNT}:p-sales`,
      `arn:aws:sqs:eu-west-1:${ACCOUNT}:p-sales-dead-letters`,
      `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/p-sales`,
      `arn:aws:iam::${ACCOUNT}:role/genesys-gcx/p/p-sales`,
      `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:p-sales`,
      `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/p-sales`,
    ]);
  });
});

describe('a rule that sends to a processor', () => {
  const sent = (part: Partial<ProcessorTarget>) => {
    const { config, queues } = withProcessor(processor('sales', { physicalName: 'sales', ...part }), {});
    return compileRules(config, queues, [], NAMES).rules.flatMap((rule) => rule.targets);
  };
  const sqs = `arn:aws:sqs:eu-west-1:${ACCOUNT}`;

  it("sends to its SQS queue, and what cannot be delivered to the processor's own dead-letter queue", () => {
    expect(sent({})).toEqual([
      { id: 'sales', target: 'sales', arn: `${sqs}:sales`, deadLetterArn: `${sqs}:sales-dead-letters` },
    ]);
  });

  it('has the retries and the dead-letter queue that the file gives it', () => {
    expect(sent({ deadLetter: 't0', retry: { attempts: 3 } })).toEqual([
      {
        id: 'sales',
        target: 'sales',
        arn: `${sqs}:sales`,
        deadLetterArn: `${sqs}:t0`,
        retry: { attempts: 3 },
      },
    ]);
  });
});

describe('routes that overlap at a processor', () => {
  it('are no matter where it deduplicates', () => {
    const twice = (part: Partial<ProcessorTarget>) => {
      const { config, queues } = withProcessor(processor('sales', part), {}, {});
      return overlaps(config, queues, NAMES).length;
    };
    expect(twice({ deduplicate: { forSeconds: 60 } })).toBe(0);
    expect(twice({})).toBe(1);
  });
});

describe("the queues of a processor's filter", () => {
  /** What is said of a filter on queues by id, given the routes to the processor. */
  function told(
    numbers: readonly number[],
    ...routes: readonly Partial<RouteSketch>[]
  ): GcxError | undefined {
    const selectors = numbers.map((number): QueueSelector => ({ kind: 'id', id: queueId(number) }));
    const target = processor('sales', { only: { queues: selectors, withoutQueue: false } });
    const { config, queues } = withProcessor(target, ...routes);
    const chosen = selectors.map(
      (selector, index): ChosenQueue => ({
        id: queueId(numbers[index] ?? 0),
        name: `queue ${numbers[index]}`,
        division: { id: 'd', name: 'Home' },
        chosenBy: describeSelector(selector),
      }),
    );
    try {
      checkFilterWithinRoutes(config, target, { routed: queues, chosen }, (path) => ({
        file: '.genesysrc.yml',
        line: 10 + Number(path.at(-1)),
        column: 3,
      }));
      return undefined;
    } catch (error) {
      if (error instanceof GcxError) return error;
      throw error;
    }
  }

  it('may be any of those that its routes let through', () => {
    expect(told([1, 3], { queues: [1, 2] }, { queues: [3] })).toBeUndefined();
  });

  it('may be any where a route lets all through, or a pattern says which', () => {
    expect(told([9], { queues: [1] }, {})).toBeUndefined();
  });

  it('are refused where no route lets them through, at their place in the file', () => {
    const { report } = told([1, 9], { queues: [1] }, { queues: [2] }) ?? {};
    expect(report).toMatchObject({ code: 'filter-queue', where: '.genesysrc.yml:11:3' });
    expect(report?.what).toContain('"queue 9"');
    expect(report?.why).toContain('"r0", "r1"');
  });

  it('are named all at once', () => {
    const { report } = told([7, 1, 8], { queues: [1] }) ?? {};
    expect(report?.what).toContain('2 queues');
    expect(report?.details).toEqual([
      expect.stringMatching(/^\.genesysrc\.yml:10:3 {2}"queue 7"/),
      expect.stringMatching(/^\.genesysrc\.yml:12:3 {2}"queue 8"/),
    ]);
    expect(report?.fix).toContain('routes.r0.queues');
  });
});
