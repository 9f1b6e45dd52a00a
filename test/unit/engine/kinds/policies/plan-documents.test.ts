import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/lib/base/json.js';
import { Limits } from '../../../../../src/lib/base/limits.js';
import type { Plan } from '../../../../../src/lib/engine/change/model.js';
import { doorOf, RESOURCE_KINDS } from '../../../../../src/lib/engine/kinds/index.js';
import { normalStatement, statementsOf } from '../../../../../src/lib/engine/kinds/policies/policy.js';
import type { Config, Subscriber } from '../../../../../src/lib/language/config/model.js';
import type { ModelWorld } from '../../plan/model-world.js';
import {
  applyTo,
  lambda,
  planFor,
  processor,
  project,
  route,
  sns,
  sqs,
  summary,
  worldFor,
} from '../../plan/project.js';

const OPS = 'arn:aws:sns:eu-west-1:111122223333:ops';
const CRM = 'arn:aws:lambda:eu-west-1:111122223333:function:crm';
/** Rules and the alarms of a processor send to one topic. */
const both = project(
  [route('calls', { targets: ['sales', 'ops'] })],
  [processor('sales', { alarms: 'ops' }), sns('ops')],
);
const alarmsOnly: Config = { ...both, routes: project([route('calls', { targets: ['sales'] })], []).routes };
const rulesOnly: Config = { ...both, targets: { ...both.targets, sales: processor('sales') } };
const neither: Config = { ...rulesOnly, routes: alarmsOnly.routes };

function applied(config: Config, world: ModelWorld = worldFor(config)): ModelWorld {
  applyTo(world, planFor(world, config));
  return world;
}

function changesOf(plan: Plan, kind: string) {
  return plan.changes.filter((change) => change.kind === kind && change.action !== 'none');
}

describe('the policy of a topic that rules and alarms send to', () => {
  it('is one change, with what each of them wants, and one call', () => {
    const [first, ...rest] = changesOf(planFor(worldFor(both), both), 'sns-policy');
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ id: `sns-policy:${OPS}`, action: 'create' });
    expect(first?.fields).toEqual([
      { kind: 'value', field: 'may send', after: 'rules calls-*' },
      { kind: 'value', field: 'may publish', after: 'alarms of calls-production-sales' },
    ]);
    expect(first?.steps.map(({ call }) => call)).toEqual(['sns.putStatements']);
    expect(statementsOf(applied(both).topics.get(OPS)?.policy)).toHaveLength(2);
  });

  it('is widened first and narrowed once the rules are gone, where alarms come as the rules go', () => {
    const world = applied(rulesOnly);
    const plan = planFor(world, alarmsOnly);
    const [first, second, ...rest] = changesOf(plan, 'sns-policy');
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ action: 'update', fields: [{ field: 'may publish' }] });
    expect(second).toMatchObject({
      id: `sns-policy:${OPS}:narrow`,
      action: 'update',
      fields: [{ field: 'may send', before: 'rules calls-*' }],
      reason: 'once those who send no more are gone',
    });
    expect(second?.after).toContain(`sns-policy:${OPS}`);
    applyTo(world, plan);
    expect(world.topics.get(OPS)?.policy).not.toContain('events.amazonaws.com');
    expect(summary(planFor(world, alarmsOnly))).toEqual([]);
  });

  it('loses all that is ours in one change, with each reason', () => {
    const world = applied(both);
    const [first, ...rest] = changesOf(planFor(world, neither), 'sns-policy');
    expect(rest).toEqual([]);
    expect(first).toMatchObject({
      action: 'delete',
      reason: "our statements: the project's rules send there no more; no alarm publishes there any more",
    });
  });

  it('is refused where both together are too much for it', () => {
    const world = worldFor(both);
    const others = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        Sid: `Theirs${index}`,
        Effect: 'Allow',
        Action: 'sns:Publish',
      }));
    const put = (count: number) =>
      world.topics.set(OPS, {
        policy: JSON.stringify({ Statement: others(count) }),
        tags: { ...applied(neither).topics.get(OPS)?.tags },
        subscriptions: [],
      });
    put(Limits.snsPolicyStatements - 2);
    expect(planFor(world, both).refusals).toEqual([]);
    put(Limits.snsPolicyStatements - 1);
    expect(planFor(world, both).refusals).toMatchObject([
      {
        code: 'policy-full',
        message: expect.stringContaining(`${Limits.snsPolicyStatements + 1} statements`),
      },
    ]);
  });

  it('that people made is rid of our statement for rules while alarms to it come', () => {
    const people = (config: Config): Config => ({
      ...config,
      targets: { ...config.targets, ops: sns('ops', { provenance: 'existing' }) },
    });
    const world = worldFor(both);
    world.topics.set(OPS, { policy: '', tags: {}, subscriptions: [] });
    applied(people(rulesOnly), world);
    const plan = planFor(world, people(alarmsOnly));
    expect(changesOf(plan, 'sns-policy').map(({ action }) => action)).toEqual(['delete']);
    expect(changesOf(plan, 'alarm').map(({ action }) => action)).toEqual(['create', 'create', 'create']);
  });
});

describe('the policy of a function', () => {
  const config = project(
    [route('calls', { targets: ['crm', 'ops'] })],
    [lambda('crm'), sns('ops', { subscribers: [{ kind: 'lambda', target: 'crm' }] })],
  );

  it('is one change for the rules and the topics that invoke it', () => {
    const world = worldFor(config);
    world.functions.set('crm', { statements: [] });
    const [first, ...rest] = changesOf(planFor(world, config), 'lambda-permission');
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ id: `lambda-permission:${CRM}`, name: 'crm', action: 'create' });
    expect(first?.fields.map(({ field }) => field)).toEqual(['may invoke', 'may invoke']);
    expect(first?.steps).toMatchObject([{ call: 'lambda.addPermissions' }]);
    applied(config, world);
    expect(world.functions.get('crm')?.statements).toHaveLength(2);
  });

  it('is refused where AWS would find it too long', () => {
    const world = worldFor(config);
    world.functions.set('crm', {
      statements: [{ Sid: 'Theirs', Effect: 'Allow', Action: 'x'.repeat(Limits.lambdaPolicyBytes - 200) }],
    });
    expect(planFor(world, config).refusals).toMatchObject([
      { code: 'policy-full', message: expect.stringContaining('lambdaPolicyBytes') },
    ]);
  });
});

function worldWithFunction(): ModelWorld {
  const world = worldFor(both);
  world.functions.set('crm', { statements: [] });
  return world;
}

/** Whom the policies let in, by what they belong to. */
function letIn({ topics, queues, functions }: ModelWorld) {
  const sorted = (statements: readonly JsonObject[]) => statements.map(normalStatement).sort();
  return Object.fromEntries([
    ...[...topics].map(([arn, { policy }]) => [arn, sorted(statementsOf(policy))] as const),
    ...[...queues].map(
      ([name, { attributes }]) => [name, sorted(statementsOf(attributes['Policy']))] as const,
    ),
    ...[...functions].map(([name, { statements }]) => [name, sorted(statements)] as const),
  ]);
}

/** Kinds whose documents others write too, by their steps. */
const DOCUMENT_KINDS = ['sns-policy', 'sqs-policy', 'lambda-permission', 'integration', 'role'];

describe('a document that several things write into', () => {
  it('has at most one change that makes room and one that takes it away, and one call each, whatever comes and goes', () => {
    const config = fc
      .record({
        routes: fc.subarray(['sales', 'ops', 'crm', 'inbox'], { minLength: 1 }),
        alarms: fc.boolean(),
        subscribers: fc.subarray<Subscriber>([
          { kind: 'lambda', target: 'crm' },
          { kind: 'sqs', target: 'inbox', raw: false },
        ]),
      })
      .map(({ routes, alarms, subscribers }) =>
        project(
          [route('calls', { targets: routes })],
          [
            processor('sales', alarms ? { alarms: 'ops' } : {}),
            sns('ops', { subscribers }),
            sqs('inbox'),
            lambda('crm'),
          ],
        ),
      );
    fc.assert(
      fc.property(fc.array(config, { minLength: 1, maxLength: 4 }), (files) => {
        const world = worldWithFunction();
        for (const file of files) {
          const plan = planFor(world, file);
          const moments = plan.changes
            .filter(({ kind, action }) => DOCUMENT_KINDS.includes(kind) && action !== 'none')
            .flatMap(({ steps, action, links, id }) =>
              steps.flatMap((step) => {
                const document = doorOf(step).document?.(step);
                const moment = action === 'delete' || links?.narrows !== undefined || id.endsWith(':narrow');
                return document === undefined ? [] : [`${document} ${moment ? 'narrower' : 'wider'}`];
              }),
            );
          expect(moments).toEqual([...new Set(moments)]);
          applyTo(world, plan);
          expect(summary(planFor(world, file))).toEqual([]);
          expect(letIn(world)).toMatchObject(letIn(applied(file, worldWithFunction())));
        }
      }),
      { numRuns: Number(process.env['DOCUMENT_RUNS'] ?? 30) },
    );
  });

  it('is written by steps of one kind alone', () => {
    const writers = RESOURCE_KINDS.flatMap(({ kind, steps }) =>
      steps.filter(({ document }) => document !== undefined).map(() => kind),
    );
    // A bus's settings are sent as a whole, and AWS changes one delivery of logs at a time: they take turns, too.
    // What a bus logs and its key are two kinds' changes of one document.
    expect([...new Set(writers)].sort()).toEqual([
      'bus',
      'bus-log',
      'lambda-permission',
      'log-delivery',
      'role',
      'sns-policy',
      'sqs-policy',
    ]);
  });
});
