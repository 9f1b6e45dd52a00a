import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import type { Config, Route, Target } from '../../../../src/lib/language/config/model.js';
import type { ModelWorld } from './model-world.js';
import { applyTo, planFor, processor, project, route, sns, sqs, summary, worldFor } from './project.js';

const EVERYTHING = {
  adopt: true,
  force: true,
  eventLoss: true,
  releaseEventTypes: true,
  deletions: true,
  noTarget: true,
} as const;

function applied(config: Config, world: ModelWorld = worldFor(config)): ModelWorld {
  const plan = planFor(world, config, { allow: EVERYTHING });
  expect(plan.refusals).toEqual([]);
  applyTo(world, plan);
  return world;
}

const refused = (plan: Plan) => plan.refusals.map(({ code, change }) => `${code} ${change}`);
const everythingAllowed = { allow: EVERYTHING };

const sales = (part: Partial<Route> = {}) => route('sales', { targets: ['inbox'], ...part });
const care = (part: Partial<Route> & Pick<Route, 'targets'> = { targets: ['inbox'] }) => route('care', part);

describe('a protected target', () => {
  const kinds: readonly { what: string; of(part: object): Target; things: readonly string[] }[] = [
    {
      what: 'SNS topic',
      of: (part) => sns('it', part),
      things: ['sns-topic:arn:aws:sns:eu-west-1:111122223333:it'],
    },
    {
      what: 'SQS queue',
      of: (part) => sqs('it', part),
      things: ['sqs-queue:arn:aws:sqs:eu-west-1:111122223333:it'],
    },
    {
      what: 'processor',
      of: (part) => processor('it', { deduplicate: { forSeconds: 60 }, ...part }),
      things: [
        'sqs-queue:arn:aws:sqs:eu-west-1:111122223333:calls-production-it',
        'sqs-queue:arn:aws:sqs:eu-west-1:111122223333:calls-production-it-dead-letters',
        'function:calls-production-it',
      ],
    },
  ];
  for (const { what, of, things } of kinds) {
    const file = (part: object) => project([sales(), care({ targets: ['it'] })], [sqs('inbox'), of(part)]);
    const without = project([sales(), care()], [sqs('inbox')]);

    it(`stays whatever is allowed: ${what}, made so or protected later`, () => {
      const madeSo = applied(file({ protect: true }));
      const later = applied(file({ protect: true }), applied(file({})));
      for (const world of [madeSo, later]) {
        expect(summary(planFor(world, file({ protect: true })))).toEqual([]);
        const plan = planFor(world, without, everythingAllowed);
        expect(refused(plan).sort()).toEqual(things.map((id) => `protected ${id}`).sort());
        const destroyed = planFor(world, file({ protect: true }), {
          ...everythingAllowed,
          intent: 'destroy',
        });
        expect(refused(destroyed).sort()).toEqual(things.map((id) => `protected ${id}`).sort());
      }
    });

    it(`goes once the file without "protect" was applied: ${what}`, () => {
      const world = applied(file({ protect: true }));
      const unprotected = planFor(world, file({}));
      const fields = unprotected.changes.flatMap(({ fields: each }) => each);
      expect(fields).toEqual(
        things.map(() => ({
          kind: 'value',
          field: 'protect',
          before: true,
          after: false,
          words: { before: 'yes', after: 'no' },
        })),
      );
      applyTo(world, unprotected);
      expect(refused(planFor(world, without, everythingAllowed))).toEqual([]);
    });
  }

  it('is not replaced by one of another name, not even where "protect" leaves the file with it', () => {
    const world = applied(project([sales()], [sqs('inbox', { protect: true })]));
    const renamed = project([sales()], [sqs('inbox', { queueName: 'other' })]);
    expect(refused(planFor(world, renamed, everythingAllowed))).toEqual([
      'protected sqs-queue:arn:aws:sqs:eu-west-1:111122223333:inbox',
    ]);
  });

  it('may lose a part that the file says no more: alarms, memory of duplicates', () => {
    const alarmed = project(
      [sales({ targets: ['it'] })],
      [processor('it', { protect: true, alarms: 'ops', deduplicate: { forSeconds: 60 } }), sns('ops')],
    );
    const plain = project([sales({ targets: ['it'] })], [processor('it', { protect: true }), sns('ops')]);
    const plan = planFor(applied(alarmed), plain);
    expect(refused(plan)).toEqual([]);
    expect(plan.counts.delete).toBeGreaterThan(1);
  });

  it('says what to do first, for apply and for destroy', () => {
    const file = project([sales()], [sqs('inbox', { protect: true })]);
    const [refusal] = planFor(applied(file), file, { ...everythingAllowed, intent: 'destroy' }).refusals;
    expect(refusal?.fix).toMatch(/take "protect: true" of .* out of the file and run .*apply/);
  });
});

describe('a protected route', () => {
  const targets = [sqs('inbox')];
  const both = (part: Partial<Route> = {}) => project([sales(part), care()], targets);
  const protectedBoth = both({ protect: true });
  const id = 'protected rule:calls-sales-1';

  it('stays whatever is allowed: out of the file, destroyed, on another bus', () => {
    const world = applied(protectedBoth);
    expect(refused(planFor(world, project([care()], targets), everythingAllowed))).toEqual([id]);
    expect(refused(planFor(world, protectedBoth, { ...everythingAllowed, intent: 'destroy' }))).toEqual([id]);
    const elsewhere = project([sales({ protect: true }), care()], targets, {
      genesys: { ...protectedBoth.genesys, integration: { suffix: 'other' } },
    });
    const moved = planFor(world, elsewhere, everythingAllowed);
    expect(moved.refusals.map(({ code }) => code)).toContain('protected');
  });

  it('may be renamed, changed, and become fewer rules', () => {
    const many = Array.from({ length: 12 }, (_, index) => sqs(`t${index}`));
    const wide = project([sales({ protect: true, targets: many.map(({ name }) => name) })], many);
    const world = applied(wide);
    expect(world.rules.size).toBeGreaterThan(1);
    const narrow = project([sales({ protect: true, targets: ['t0'] })], many);
    const plan = planFor(world, narrow, { allow: { deletions: true } });
    expect(summary(plan).some((each) => each.startsWith('delete rule'))).toBe(true);
    expect(refused(plan)).toEqual([]);
    const renamed = project(
      [route('selling', { protect: true, targets: ['inbox'], renamedFrom: 'sales' }), care()],
      targets,
    );
    expect(refused(planFor(applied(protectedBoth), renamed))).toEqual([]);
  });

  it('goes once the file without "protect" was applied', () => {
    const world = applied(both(), applied(protectedBoth));
    expect(refused(planFor(world, project([care()], targets)))).toEqual([]);
  });
});
