import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../src/lib/base/json.js';
import type { SqsQueue } from '../../../../src/lib/clients/aws/model.js';
import type { RuleTarget } from '../../../../src/lib/clients/aws/rule-model.js';
import { busOf, compileNames } from '../../../../src/lib/engine/plan/index.js';
import { declaredIn } from '../../../../src/lib/engine/targets/declared-in.js';
import { type BusContent, exportConfig, planAdoption } from '../../../../src/lib/features/existing/index.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { ruleArn } from '../../../../src/lib/language/names/arn.js';
import type { ModelWorld } from '../../engine/plan/model-world.js';
import {
  ACD_END,
  applyTo,
  chosen,
  ORGANIZATION,
  planFor,
  project,
  queueId,
  route,
  sns,
  sqs,
  summary,
  USER_END,
  worldFor,
} from '../../engine/plan/project.js';

const QUEUES = Array.from({ length: 20 }, (_, index) => chosen(index));
const empty = project([], []);
const bus = busOf(empty);

function contentOf(world: ModelWorld, config: Config): BusContent {
  const live = world.live(config);
  return {
    bus,
    tags: world.buses.get(bus)?.tags ?? {},
    topics: live.topics,
    queues: live.queues as ReadonlyMap<string, SqsQueue | null>,
    rules: [...world.rules.values()].map((rule) => ({
      ...rule,
      arn: ruleArn(config, rule.bus, rule.name),
      unmanaged: [],
      targets: [...rule.targets.values()],
      ...(rule.tags['genesys-gcx:route'] === undefined ? {} : { route: rule.tags['genesys-gcx:route'] }),
    })),
  };
}

function exported(world: ModelWorld, config: Config) {
  const names = compileNames(config, new Set());
  const head = { ...config, routes: {}, targets: {} };
  return exportConfig({
    config: head,
    content: contentOf(world, config),
    queues: QUEUES,
    names,
    create: true,
  });
}

function adoption(world: ModelWorld, config: Config) {
  const content = contentOf(world, config);
  const declared = declaredIn(config, compileNames(config, new Set()));
  const created = new Set(
    [...declared.topics, ...declared.queues].flatMap((each) => (each.create ? [each.arn] : [])),
  );
  return planAdoption({
    config,
    organization: { id: ORGANIZATION, name: 'Acme' },
    content,
    declared,
    choice: {
      rules: content.rules.map(({ name }) => name),
      topics: [...content.topics.keys()].filter((arn) => created.has(arn)),
      queues: [...content.queues.keys()].filter((arn) => created.has(arn)),
    },
    sandbox: false,
  });
}

const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:111122223333:${name}`;

/** What people make: topics and queues with a policy of their own, sometimes none. */
function worldByHand(rules: readonly HandRule[], withPolicies: boolean): ModelWorld {
  const world = worldFor(empty);
  applyTo(world, planFor(world, empty));
  const allow = (resource: string, action: string) =>
    JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: action,
          Resource: resource,
        },
      ],
    });
  for (const name of ['t0', 't1']) {
    const policy = withPolicies ? allow(arn('sns', name), 'sns:Publish') : '';
    world.topics.set(arn('sns', name), { policy, tags: {}, subscriptions: [] });
  }
  for (const name of ['q0', 'q1', 'dead']) {
    const Policy = allow(arn('sqs', name), 'SQS:SendMessage');
    world.queues.set(name, { attributes: withPolicies ? { Policy } : {}, tags: {} });
  }
  rules.forEach((rule, index) => {
    const name = `by.hand-${index}`;
    const targets = rule.targets.map((target, at) => [`Id${at}`, { id: `Id${at}`, ...target }] as const);
    world.rules.set(`${bus}/${name}`, {
      bus,
      name,
      pattern: rule.pattern,
      description: rule.description,
      enabled: rule.enabled,
      tags: {},
      targets: new Map(targets),
    });
  });
  return world;
}

interface HandRule {
  readonly pattern: JsonObject;
  readonly description: string;
  readonly enabled: boolean;
  readonly targets: readonly Omit<RuleTarget, 'id'>[];
}

const values = fc.subarray<JsonValue>(
  ['VOICE', 'CHAT', { prefix: 'V' }, { 'anything-but': ['X'] }, { exists: false }, null, 7],
  { minLength: 1 },
);
const branch = fc.record({ detail: fc.record({ eventBody: fc.record({ mediaType: values }) }) });
const pattern: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      source: fc.constantFrom<JsonValue[]>([bus], [{ prefix: 'aws.partner/genesys.com' }], ['elsewhere']),
      'detail-type': fc.oneof(
        fc.subarray<JsonValue>([USER_END, ACD_END], { minLength: 1 }),
        fc.constant<JsonValue[]>([{ wildcard: 'v2.*.end' }]),
      ),
      account: fc.constant<JsonValue[]>(['111122223333']),
      detail: fc.record({
        eventBody: fc
          .record(
            {
              queueId: fc.subarray<JsonValue>([queueId(3), queueId(1), queueId(99), { prefix: '0' }], {
                minLength: 1,
              }),
              mediaType: values,
              'customer.id': values,
            },
            { requiredKeys: [] },
            // PutRule refuses an empty object, so no account has a rule with one.
          )
          .filter((body) => Object.keys(body).length > 0),
      }),
      $or: fc.tuple(branch, branch).map(([one, other]) => [one, other]),
    },
    { requiredKeys: ['detail-type'] },
  )
  .map((made) => JSON.parse(JSON.stringify(made)) as JsonObject);

const target: fc.Arbitrary<Omit<RuleTarget, 'id'>> = fc
  .record(
    {
      arn: fc.constantFrom(arn('sns', 't0'), arn('sns', 't1'), arn('sqs', 'q0'), arn('sqs', 'q1')),
      deadLetterArn: fc.constant(arn('sqs', 'dead')),
      retry: fc.constantFrom({ attempts: 3 }, { maxAgeSeconds: 60 }),
      input: fc.constantFrom<NonNullable<RuleTarget['input']>>(
        { kind: 'constant', json: '{"b": 1,  "a": 2}' },
        { kind: 'path', path: '$.detail' },
        { kind: 'template', template: '"<id>"', paths: { id: '$.id' } },
      ),
    },
    { requiredKeys: ['arn'] },
  )
  .map((made) => JSON.parse(JSON.stringify(made)) as Omit<RuleTarget, 'id'>);

const handRule: fc.Arbitrary<HandRule> = fc.record({
  pattern,
  description: fc.constantFrom('', 'made  by hand'),
  enabled: fc.boolean(),
  targets: fc.uniqueArray(target, { maxLength: 5, selector: (one) => JSON.stringify(one) }),
});

describe('rules made by hand', () => {
  it('exported and adopted: the plan says no changes, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(handRule, { minLength: 1, maxLength: 5 }), (rules) => {
        const world = worldByHand(rules, true);
        const { config, resolved, leftOut } = exported(world, empty);
        expect(leftOut).toEqual([]);
        const plan = adoption(world, config);
        expect(plan.refusals).toEqual([]);
        expect(plan.warnings).toEqual([]);
        applyTo(world, plan);
        const after = planFor(world, config, { queues: resolved });
        expect(after.refusals).toEqual([]);
        expect(summary(after).filter((line) => !line.includes('integration'))).toEqual([]);
        // Said again, it is the same file.
        const again = exported(world, config);
        expect(again.config.routes).toEqual(config.routes);
      }),
      { numRuns: 150 },
    );
  });

  it('that no policy lets in get a statement of ours, by their names', () => {
    const rule: HandRule = {
      pattern: { 'detail-type': [ACD_END] },
      description: '',
      enabled: true,
      targets: [{ arn: arn('sns', 't0'), deadLetterArn: arn('sqs', 'dead') }],
    };
    const world = worldByHand([rule], false);
    const { config, resolved } = exported(world, empty);
    applyTo(world, adoption(world, config));
    const plan = planFor(world, config, { queues: resolved });
    expect(summary(plan).filter((line) => line.includes('policy'))).toEqual([
      'create sqs-policy dead',
      'create sns-policy t0',
    ]);
    applyTo(world, plan);
    const [live] = world.rules.values();
    expect(live !== undefined && world.lets(live, arn('sns', 't0'))).toBe(true);
    expect(summary(planFor(world, config, { queues: resolved }))).toEqual([]);
  });
});

describe('a pipe that gcx made', () => {
  it('is exported with its subscribers and its topics for each event type', () => {
    const file = project(
      [
        route('sales', {
          events: [ACD_END, USER_END],
          targets: ['by-type', 'inbox'],
          description: 'Sales.',
          protect: true,
        }),
        route('all', { events: [ACD_END], targets: ['board'], enabled: false }),
      ],
      [
        sns('by-type', { topicName: 'genesys-{eventType}', protect: true }),
        sqs('inbox', { deadLetter: 'dead', retry: { attempts: 5 }, protect: true }),
        sqs('dead'),
        sqs('wallboard'),
        sns('board', {
          subscribers: [
            { kind: 'email', address: 'a@example.com' },
            { kind: 'sqs', target: 'wallboard', raw: true, deadLetter: 'letters' },
          ],
        }),
        sqs('letters'),
      ],
    );
    const world = worldFor(file);
    applyTo(world, planFor(world, file));
    const { config, resolved, kept, leftOut } = exported(world, file);
    expect([...kept, ...leftOut]).toEqual([]);
    expect(config.routes['sales']).toMatchObject({ description: 'Sales.', events: [ACD_END, USER_END] });
    const named = [...Object.values(config.routes), ...Object.values(config.targets)];
    expect(named.filter(({ protect }) => protect).map(({ name }) => name)).toEqual([
      'sales',
      'genesys-by-type',
      'inbox',
    ]);
    expect(Object.values(config.targets).map((each) => each.kind === 'sns' && each.topicName)).toContain(
      'genesys-{eventType}',
    );
    expect(summary(planFor(world, config, { queues: resolved }))).toEqual([]);
  });
});
