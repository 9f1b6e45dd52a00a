import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import type { Config, GuardSettings, Target } from '../../../../src/lib/language/config/model.js';
import type { ModelWorld } from './model-world.js';
import { applyTo, planFor, processor, project, route, sns, sqs, summary, worldFor } from './project.js';

/** What lets everything through but the guards. */
const OTHERS = { force: true, eventLoss: true, releaseEventTypes: true } as const;
const GUARDS = ['too-many-deletions', 'last-target'];

const codes = (plan: Plan) => plan.refusals.map(({ code }) => code);

/** A world in which a file was applied. */
function applied(config: Config): ModelWorld {
  const world = worldFor(config);
  applyTo(world, planFor(world, config, { allow: { ...OTHERS, deletions: true, noTarget: true } }));
  return world;
}

/**
 * What is there of a project, as people count it: by looking at the world, not at a plan. A processor is one thing.
 * @returns by each thing, what it is a part of: of a subscription its topic, of any other itself
 */
function thingsIn(world: ModelWorld): ReadonlyMap<string, string> {
  const queues = [...world.queues].map(([name, { tags }]) =>
    tags['genesys-gcx:processor'] === undefined
      ? `queue ${name}`
      : `processor ${tags['genesys-gcx:processor']}`,
  );
  const things = [
    ...queues,
    ...[...world.topics.keys()].map((arn) => `topic ${arn}`),
    ...[...world.rules.keys()].map((key) => `rule ${key}`),
    ...[...world.buses.keys()].map((name) => `bus ${name}`),
    ...[...world.archives.keys()].map((name) => `archive ${name}`),
    ...world.integrations.map(({ config }) => `integration ${config?.eventSourceSuffix}`),
  ];
  const subscriptions = [...world.topics].flatMap(([arn, topic]) =>
    topic.subscriptions.map(({ endpoint }) => [`subscription ${arn} ${endpoint}`, `topic ${arn}`] as const),
  );
  return new Map([...things.map((thing) => [thing, thing] as const), ...subscriptions]);
}

interface Sketch {
  /** Of each route: the numbers of its targets. */
  readonly routes: readonly (readonly number[])[];
  readonly subscribed: boolean;
  readonly archive: boolean;
}

const sketch: fc.Arbitrary<Sketch> = fc.record({
  routes: fc.array(fc.uniqueArray(fc.nat(17), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 14,
  }),
  subscribed: fc.boolean(),
  archive: fc.boolean(),
});

function target(number: number, subscribed: boolean): Target {
  const name = `t${number}`;
  if (number % 6 === 0) return processor(name, { deduplicate: { forSeconds: 60 } });
  if (number % 2 === 0) return sqs(name);
  const subscribers = subscribed ? [{ kind: 'sqs', target: 'board', raw: false } as const] : [];
  return sns(name, { subscribers });
}

function fileOf({ routes, subscribed, archive }: Sketch, guards?: GuardSettings): Config {
  const used = new Set(routes.flat());
  return project(
    routes.map((targets, index) => route(`r${index}`, { targets: targets.map((each) => `t${each}`) })),
    [...[...used].map((each) => target(each, subscribed)), sqs('board')],
    { ...(archive ? { archive: { retentionDays: 7 } } : {}), ...(guards === undefined ? {} : { guards }) },
  );
}

describe('the guard of deletions', () => {
  const bound = fc.record(
    { count: fc.nat(12), percent: fc.integer({ min: 0, max: 100 }) },
    { requiredKeys: [] },
  );
  /** A file, then one with fewer or other routes. */
  const pair = fc.record({ before: sketch, after: sketch, keep: fc.nat(14), bound }).map((drawn) => ({
    ...drawn,
    after:
      drawn.keep < 10
        ? { ...drawn.before, routes: drawn.before.routes.slice(0, drawn.keep + 1) }
        : drawn.after,
  }));

  it('lets no apply delete more than the threshold of the file without its flag, and less always', () => {
    let refused = 0;
    fc.assert(
      fc.property(pair, ({ before, after, bound: deletions }) => {
        const world = applied(fileOf(before));
        const held = thingsIn(world);
        const wanted = fileOf(after, { deletions });
        const guarded = codes(planFor(world, wanted, { allow: OTHERS })).filter((code) =>
          GUARDS.includes(code),
        );
        const allowed = planFor(world, wanted, { allow: { ...OTHERS, deletions: true } });
        expect(codes(allowed)).toEqual([]);
        applyTo(world, allowed);
        const left = thingsIn(world);
        // The subscriptions of a topic that goes are a part of it.
        const there = [...held].filter(([thing, of]) => left.has(of) || thing === of).map(([thing]) => thing);
        const gone = there.filter((thing) => !left.has(thing)).length;
        const { count = 10, percent = 30 } = deletions;
        const tooMany = gone > count || (gone >= 5 && gone > (there.length * percent) / 100);
        expect(guarded).toEqual(tooMany ? ['too-many-deletions'] : []);
        if (tooMany) refused += 1;
      }),
      { numRuns: 60 },
    );
    expect(refused).toBeGreaterThan(4);
  });

  it('says how many of how many, what is the most, and the flag', () => {
    const before = fileOf({ routes: [[1], [3], [5], [7], [9], [11]], subscribed: false, archive: false });
    const world = applied(before);
    const one = fileOf({ routes: [[1]], subscribed: false, archive: false });
    const [refusal] = planFor(world, one, { allow: OTHERS }).refusals;
    expect(refusal?.message).toBe(
      'This deletes or replaces 10 of the 15 things that are there: more than 30 % of them, the most for one apply. A processor counts as one thing, policies as none.',
    );
    expect(refusal?.fix).toContain('--allow-deletions');
  });

  it('lets a first, small pipe be edited: of three things one goes, or all routes but one', () => {
    const world = applied(fileOf({ routes: [[1], [3]], subscribed: false, archive: false }));
    const plan = planFor(world, fileOf({ routes: [[1]], subscribed: false, archive: false }));
    expect(summary(plan)).toContain('delete sns-topic t3');
    expect(codes(plan)).toEqual([]);
  });

  it('is no matter of destroy, which asks for a name', () => {
    const config = fileOf({ routes: [[1], [3], [5], [7], [9], [11]], subscribed: true, archive: false });
    const world = applied(config);
    expect(codes(planFor(world, config, { intent: 'destroy', allow: OTHERS }))).toEqual([]);
  });
});

describe('the guard of last targets', () => {
  const pattern = { source: [{ prefix: 'aws.partner/genesys.com' }] };
  const targets = [sqs('inbox'), sqs('other')];
  const sends = (names: readonly string[], part: object = {}) =>
    project([route('all', { events: [], pattern, targets: names, ...part })], targets);

  it('refuses a route that would send nowhere, also under a new name, and lets it with its flag', () => {
    const world = applied(sends(['inbox', 'other']));
    expect(codes(planFor(world, sends(['other'])))).toEqual([]);
    const bare = planFor(world, sends([]));
    expect(bare.refusals.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'last-target: Route all would lose its last target: its events go to 2 targets now, and then nowhere.',
    ]);
    const renamed = project(
      [route('every', { events: [], pattern, targets: [], renamedFrom: 'all' })],
      targets,
    );
    expect(codes(planFor(world, renamed))).toEqual(['last-target']);
    expect(codes(planFor(world, sends([]), { allow: { noTarget: true } }))).toEqual([]);
  });

  it('says nothing of a route that never had one', () => {
    expect(codes(planFor(applied(sends([])), sends([])))).toEqual([]);
  });
});

describe('the guard of topics that people subscribed to', () => {
  it('refuses that one goes without --force, and says how many are lost', () => {
    const world = applied(project([route('a', { targets: ['it', 'inbox'] })], [sns('it'), sqs('inbox')]));
    const [topic] = [...world.topics.values()];
    topic?.subscriptions.push({ protocol: 'https', endpoint: 'https://a.example', raw: false, arn: 'arn:s' });
    const without = project([route('a', { targets: ['inbox'] })], [sqs('inbox')]);
    const [refusal] = planFor(world, without).refusals;
    expect(refusal).toMatchObject({ code: 'topic-in-use', change: expect.stringMatching(/^sns-topic:/) });
    expect(refusal?.message).toContain('1 subscription that gcx did not make');
    expect(codes(planFor(world, without, { allow: { force: true } }))).toEqual([]);
  });
});
