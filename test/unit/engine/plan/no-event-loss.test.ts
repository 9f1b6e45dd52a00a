import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import { busOf } from '../../../../src/lib/engine/plan/compile-context.js';
import type { Config, Route, Target } from '../../../../src/lib/language/config/model.js';
import type { ResolvedQueues } from '../../../../src/lib/language/queues/resolved-queues.js';
import { applyInWorld } from './apply-in-world.js';
import { CONTRACTS, type Contract, prepare, type Sample } from './contracts.js';
import { Deliveries } from './deliveries.js';
import type { ModelWorld } from './model-world.js';
import {
  applyTo,
  chosen,
  lambda,
  planFor,
  project,
  queueId,
  route,
  sns,
  sqs,
  summary,
  worldFor,
} from './project.js';

/** Pairs of files for each contract. The promise was tried with 500 (NO_LOSS_PAIRS=500): 1,500 in all. */
const PAIRS = Number(process.env['NO_LOSS_PAIRS'] ?? 7);
// Each pair is applied once for each of its calls.
vi.setConfig({ testTimeout: 600_000 + PAIRS * 15_000 });

const MEDIA = ['VOICE', 'MESSAGE', 'CHAT'];
const QUEUES = 90;
const TARGETS = 9;

/** A file with the queues that its selectors resolve to. */
interface File {
  readonly config: Config;
  readonly queues: ResolvedQueues;
}

/** Routes, each of one wire of the contract: `a` keeps its name in every file, or is renamed. */
function arbitraryRoute({ wires }: Contract) {
  return fc.constantFrom(...wires).chain((wire) =>
    fc.record({
      wire: fc.constant(wire),
      name: fc.constantFrom('a', 'b', 'c'),
      events: fc.subarray([...wire.eventTypes], { minLength: 1 }),
      queues: wire.queues
        ? fc.option(fc.record({ from: fc.nat(QUEUES - 1), count: fc.integer({ min: 1, max: QUEUES }) }))
        : fc.constant(null),
      media: fc.option(fc.subarray(MEDIA, { minLength: 1 })),
      targets: fc.uniqueArray(fc.nat(TARGETS - 1), { minLength: 1, maxLength: TARGETS }),
      enabled: fc.constantFrom(true, true, true, false),
    }),
  );
}

type ValueOf<A> = A extends fc.Arbitrary<infer V> ? V : never;
type RouteSketch = ValueOf<ReturnType<typeof arbitraryRoute>>;

/** A file in numbers. */
interface Sketch {
  readonly routes: readonly RouteSketch[];
  readonly deadLetter: boolean;
  readonly renamed: boolean;
  readonly exclusive: boolean;
}

function arbitrarySketch(contract: Contract): fc.Arbitrary<Sketch> {
  return fc.record({
    routes: fc.uniqueArray(arbitraryRoute(contract), {
      selector: (each) => each.name,
      minLength: 1,
      maxLength: 3,
    }),
    deadLetter: fc.boolean(),
    renamed: fc.boolean(),
    exclusive: fc.boolean(),
  });
}

/**
 * A small edit, as people make them: two files at random seldom have a rule that keeps its pattern, or one that takes more,
 * or less, than before for other targets.
 */
const arbitraryEdit = fc.record({
  kind: fc.constantFrom('targets', 'queues', 'both', 'swap', 'wider', 'narrower'),
  route: fc.nat(2),
  targets: fc.uniqueArray(fc.nat(TARGETS - 1), { minLength: 1, maxLength: 6 }),
  shift: fc.integer({ min: 1, max: 30 }),
});

/** Another list of targets, queues that come and go, more or fewer of them, or queues that two routes swap. */
function edited(sketch: Sketch, edit: ValueOf<typeof arbitraryEdit>): Sketch {
  const { routes } = sketch;
  const at = edit.route % routes.length;
  const next = (at + 1) % routes.length;
  const shifted = (queues: RouteSketch['queues']) => {
    if (queues === null) return null;
    const { from, count } = queues;
    if (edit.kind === 'wider') return { from, count: Math.min(count + edit.shift, QUEUES) };
    if (edit.kind === 'narrower') return { from, count: Math.max(count - edit.shift, 1) };
    return { from: (from + edit.shift) % QUEUES, count };
  };
  return {
    ...sketch,
    routes: routes.map((each, index): RouteSketch => {
      if (edit.kind === 'swap') {
        const other = index === at ? routes[next] : index === next ? routes[at] : undefined;
        const swaps = each.queues !== null && other !== undefined && other.queues !== null;
        return swaps ? { ...each, queues: other.queues } : each;
      }
      if (index !== at) return each;
      return {
        ...each,
        ...(edit.kind === 'queues' ? {} : { targets: edit.targets }),
        ...(edit.kind === 'targets' ? {} : { queues: shifted(each.queues) }),
        // Which media says as well how much is taken.
        ...(edit.kind === 'wider' ? { media: null } : {}),
        ...(edit.kind === 'narrower' ? { media: each.media ?? ['VOICE'] } : {}),
      };
    }),
  };
}

/** A file and the next one: any other, or the same with some edits; its routes may have other names. */
function arbitraryPair(contract: Contract): fc.Arbitrary<readonly [File, File]> {
  return fc
    .record({
      old: arbitrarySketch(contract),
      other: arbitrarySketch(contract),
      edits: fc.array(arbitraryEdit, { minLength: 1, maxLength: 3 }),
      isEdit: fc.boolean(),
      routesRenamed: fc.constantFrom(false, false, true),
    })
    .map(({ old, other, edits, isEdit, routesRenamed }) => [
      fileOf(contract, old, false),
      fileOf(contract, isEdit ? edits.reduce(edited, old) : other, routesRenamed),
    ]);
}

/** @param routesRenamed whether routes have other names than in the file before, which `renamedFrom` then says */
function fileOf(
  contract: Contract,
  { routes, deadLetter, renamed, exclusive }: Sketch,
  routesRenamed: boolean,
): File {
  const name = (number: number) => (renamed ? `other-${number}` : `target-${number}`);
  const routeName = (old: string) => (routesRenamed ? `new-${old}` : old);
  const queues: Record<string, ReturnType<typeof chosen>[]> = {};
  const used = new Set(routes.flatMap((each) => each.targets));
  const targets: Target[] = [...used].map((number) => {
    const extra = deadLetter ? { deadLetter: 'dead' } : {};
    // The same topic or queue under another target name is still the same topic or queue.
    switch (number % 3) {
      case 0:
        return sqs(name(number), { queueName: `q-${number}`, ...extra });
      case 1:
        return sns(name(number), { topicName: `t-${number}`, ...extra });
      default:
        return lambda(name(number), { functionName: `f-${number}`, ...extra });
    }
  });
  if (deadLetter) targets.push(sqs('dead'));
  const built = routes.map((each): Route => {
    if (each.queues !== null) {
      const { from, count } = each.queues;
      queues[routeName(each.name)] = [
        ...new Set(Array.from({ length: count }, (_, index) => (from + index) % QUEUES)),
      ]
        .sort((x, y) => x - y)
        .map((number) => chosen(number));
    }
    return route(routeName(each.name), {
      ...(routesRenamed ? { renamedFrom: each.name } : {}),
      ...(each.wire.format === undefined ? {} : { format: each.wire.format }),
      events: each.events,
      ...(each.queues === null ? {} : { queues: [{ kind: 'glob', glob: '*' }] }),
      where: each.media === null ? {} : { mediaType: each.media },
      targets: each.targets.map(name),
      enabled: each.enabled,
    });
  });
  return { config: project(built, targets, contract.part(exclusive)), queues };
}

function samplesOf({ wires }: Contract): readonly Sample[] {
  return wires.flatMap((wire) =>
    wire.eventTypes.flatMap((eventType) =>
      MEDIA.flatMap((media): readonly Sample[] =>
        wire.queues
          ? [0, 9, 20, 32, 45, 58, 70, 81, 89].map((queue) => ({
              wire,
              eventType,
              media,
              queue: queueId(queue),
            }))
          : [{ wire, eventType, media }],
      ),
    ),
  );
}

/** Where a file says that an event goes, read directly. */
function reading({ config, queues }: File, { wire, eventType, queue, media }: Sample): ReadonlySet<string> {
  const arns = Object.values(config.routes)
    .filter((each) => each.enabled && each.format?.name === wire.format?.name)
    .filter((each) => each.events.includes(eventType))
    .filter((each) => each.queues === undefined || queues[each.name]?.some(({ id }) => id === queue))
    .filter((each) => each.where['mediaType'] === undefined || each.where['mediaType'].includes(media))
    .flatMap((each) => each.targets)
    .map((name) => config.targets[name])
    .map((target) => {
      switch (target?.kind) {
        case 'sqs':
          return `arn:aws:sqs:eu-west-1:111122223333:${target.queueName}`;
        case 'sns':
          return `arn:aws:sns:eu-west-1:111122223333:${target.topicName}`;
        case 'lambda':
          return `arn:aws:lambda:eu-west-1:111122223333:function:${target.functionName}`;
        default:
          throw new Error('no such target here');
      }
    });
  return new Set(arns);
}

/** What somebody did to the live side since the last apply, and how full the bus is with rules of others. */
interface Meanwhile {
  readonly damage: readonly number[];
  readonly room: number;
}

const meanwhile: fc.Arbitrary<Meanwhile> = fc.record({
  damage: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(fc.nat(), { maxLength: 3 })),
  room: fc.oneof({ weight: 4, arbitrary: fc.constant(100) }, fc.nat(3)),
});

function befall(world: ModelWorld, { damage, room }: Meanwhile, bus: string): void {
  for (const number of damage) harm(world, number);
  for (let index = world.rules.size; index < 300 - room; index += 1) {
    const name = `theirs-${index}`;
    const rule = { bus, name, pattern: { source: ['theirs'] }, description: '', enabled: true, tags: {} };
    world.rules.set(`${bus}/${name}`, { ...rule, targets: new Map() });
  }
}

/** One thing that people do by hand: a statement changed or taken away, a target taken away, a rule disabled. */
function harm(world: ModelWorld, number: number): void {
  const one = <T>(list: readonly T[]): T | undefined =>
    list[Math.floor(number / 6) % Math.max(1, list.length)];
  const rule = one([...world.rules.values()]);
  switch (number % 6) {
    case 0: {
      const topic = one([...world.topics.values()]);
      if (topic !== undefined) topic.policy = '';
      return;
    }
    case 1:
      delete one([...world.queues.values()])?.attributes['Policy'];
      return;
    case 2: {
      const found = one([...world.functions.values()]);
      if (found !== undefined) found.statements = [];
      return;
    }
    case 3:
      rule?.targets.delete([...rule.targets.keys()][0] ?? '');
      return;
    case 4:
      if (rule !== undefined) rule.enabled = !rule.enabled;
      return;
    default: {
      const attributes = one([...world.queues.values()])?.attributes;
      const account = '"Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"},';
      if (attributes?.['Policy'] !== undefined)
        attributes['Policy'] = attributes['Policy'].replace('"Condition":{', account);
    }
  }
}

/** Where each sample goes now, and where the file sends it. */
interface Expectation {
  readonly sample: Sample;
  readonly live: ReadonlySet<string>;
  /** Where rules send it, though a policy may not let them. */
  readonly attempted: ReadonlySet<string>;
  readonly wanted: ReadonlySet<string>;
}

/** What must hold at every moment of an apply. */
interface Expected {
  readonly events: readonly Expectation[];
  /** As {@link Deliveries.lostDeadLetters} tells before the apply. */
  readonly lostDeadLetters: readonly string[];
}

/**
 * The promise: what the live side sends somewhere and the file sends somewhere reaches at least one target of the two,
 * and each target that both have; nothing reaches a target to which neither sends it, and a rule sends
 * only to what lets it in, from before the target is put until after it is removed. What cannot be delivered is not lost
 * either: it is let in by the dead-letter queue that its target names.
 */
function keeps(
  world: ModelWorld,
  deliveries: Deliveries,
  { events: expected, lostDeadLetters }: Expected,
  at: string,
): void {
  const shutOut = deliveries.lostDeadLetters(world).filter((each) => !lostDeadLetters.includes(each));
  if (shutOut.length > 0) throw new Error(`after ${at}: dead letters are lost: ${shutOut.join(', ')}`);
  const samples = expected.map(({ sample }) => sample);
  const now = deliveries.of(world, samples);
  const sent = deliveries.attempted(world, samples);
  for (const [index, { sample, live, attempted, wanted }] of expected.entries()) {
    const reached = now[index] ?? new Set();
    const tell = (what: string) =>
      new Error(
        `after ${at}: ${JSON.stringify({ ...sample, wire: undefined })} ${what}; live ${[...live].join(' ')}; file ${[...wanted].join(' ')}; now ${[...reached].join(' ')}`,
      );
    if (live.size > 0 && wanted.size > 0 && ![...reached].some((arn) => live.has(arn) || wanted.has(arn)))
      throw tell('is lost');
    const missed = [...live].filter((arn) => wanted.has(arn) && !reached.has(arn));
    if (missed.length > 0) throw tell(`misses ${missed.join(' ')}`);
    const stray = [...reached].filter((arn) => !attempted.has(arn) && !wanted.has(arn));
    if (stray.length > 0) throw tell(`reaches ${stray.join(' ')}`);
    const shut = [...(sent[index] ?? [])].filter(
      (arn) => !reached.has(arn) && (live.has(arn) || !attempted.has(arn)),
    );
    if (shut.length > 0) throw tell(`is sent to ${shut.join(' ')}, which do not let it in`);
  }
}

describe.each(CONTRACTS)('no event of $name is lost by a change', (contract) => {
  it('reaches a target of the old or the new file at every moment, also where the apply fails at any call; then an apply ends as the new file says', async () => {
    const deliveries = new Deliveries(contract);
    const samples = samplesOf(contract);
    await fc.assert(
      fc.asyncProperty(
        arbitraryPair(contract),
        meanwhile,
        fc.infiniteStream(fc.nat()),
        async ([old, file], since, random) => {
          const pick = (below: number) => (random.next().value ?? 0) % Math.max(1, below);
          const start = (): ModelWorld => {
            const world = worldFor(old.config);
            prepare(world);
            for (let number = 0; number < TARGETS; number += 1)
              world.functions.set(`f-${number}`, { statements: [] });
            applyTo(world, firstPlan(world));
            befall(world, since, busOf(file.config));
            return world;
          };
          let first: Plan | undefined;
          const firstPlan = (world: ModelWorld): Plan => {
            first ??= planFor(world, old.config, { queues: old.queues });
            return first;
          };
          const wanted = samples.map((sample) => reading(file, sample));
          const against = (world: ModelWorld): Expected => {
            const live = deliveries.of(world, samples);
            const attempted = deliveries.attempted(world, samples);
            const at = (sets: readonly ReadonlySet<string>[], index: number) => sets[index] ?? new Set();
            const events = samples.map((sample, index) => ({
              sample,
              live: at(live, index),
              attempted: at(attempted, index),
              wanted: at(wanted, index),
            }));
            return { events, lostDeadLetters: deliveries.lostDeadLetters(world) };
          };
          const planned = (world: ModelWorld): Plan =>
            planFor(world, file.config, { queues: file.queues, allow: { deletions: true } });
          const course = (world: ModelWorld) => {
            const expected = against(world);
            return { pick, check: (call: string) => keeps(world, deliveries, expected, call) };
          };

          const world = start();
          const plan = planned(world);
          if (plan.refusals.length > 0) {
            expectRefusedForRoom(world, plan);
            return;
          }
          const { report, calls } = await applyInWorld(world, plan, course(world));
          expect(report).toMatchObject({ failed: 0, notAttempted: 0 });
          expectAsTheFileSays(world);
          const resumed = pick(calls);
          for (let failing = 0; failing < calls; failing += 1) {
            const broken = start();
            const half = await applyInWorld(broken, plan, { ...course(broken), failing });
            expect(half.report.failed).toBe(1);
            if (failing !== resumed) continue;
            const rest = planned(broken);
            if (rest.refusals.length > 0) {
              expectRefusedForRoom(broken, rest);
              continue;
            }
            expect((await applyInWorld(broken, rest, course(broken))).report).toMatchObject({ failed: 0 });
            expectAsTheFileSays(broken);
          }

          function expectAsTheFileSays(now: ModelWorld): void {
            expect(deliveries.of(now, samples).map((each) => [...each].sort())).toEqual(
              wanted.map((each) => [...each].sort()),
            );
            expect(deliveries.lostDeadLetters(now)).toEqual([]);
            expect(summary(planned(now))).toEqual([]);
          }
        },
      ),
      { numRuns: PAIRS },
    );
  });
});

/** Only where the bus has no place for the rules that a change without loss needs beside the old ones. */
function expectRefusedForRoom(world: ModelWorld, plan: Plan): void {
  const creates = plan.changes.filter(({ kind, action }) => kind === 'rule' && action === 'create');
  for (const { code } of plan.refusals) expect(['event-loss', 'bus-full']).toContain(code);
  expect(world.rules.size + creates.length).toBeGreaterThan(300);
}
