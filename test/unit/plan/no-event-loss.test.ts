import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config, Route, Target } from '../../../src/lib/config/model.js';
import type { ResolvedQueues } from '../../../src/lib/genesys/resolved-queues.js';
import { eventOf, matches, parsePattern } from '../../../src/lib/patterns/index.js';
import { CONTRACTS, type Contract, prepare, type Sample } from './contracts.js';
import { interleaved } from './interleaved.js';
import type { ModelWorld, WorldRule } from './model-world.js';
import { applyTo, chosen, planFor, project, queueId, route, sns, sqs, summary, worldFor } from './project.js';

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

interface Change {
  /** Whether routes have other names than in the file before, which `renamedFrom` then says. */
  readonly routesRenamed: boolean;
}

const arbitraryFile = (contract: Contract, change: Change): fc.Arbitrary<File> =>
  fc
    .record({
      routes: fc.uniqueArray(arbitraryRoute(contract), {
        selector: (each) => each.name,
        minLength: 1,
        maxLength: 3,
      }),
      deadLetter: fc.boolean(),
      renamed: fc.boolean(),
      exclusive: fc.boolean(),
    })
    .map(({ routes, deadLetter, renamed, exclusive }) => {
      const name = (number: number) => (renamed ? `other-${number}` : `target-${number}`);
      const routeName = (old: string) => (change.routesRenamed ? `new-${old}` : old);
      const queues: Record<string, ReturnType<typeof chosen>[]> = {};
      const used = new Set(routes.flatMap((each) => each.targets));
      const targets: Target[] = [...used].map((number) => {
        const extra = deadLetter ? { deadLetter: 'dead' } : {};
        // The same topic or queue under another target name is still the same topic or queue.
        return number % 2 === 0
          ? sqs(name(number), { queueName: `q-${number}`, ...extra })
          : sns(name(number), { topicName: `t-${number}`, ...extra });
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
          ...(change.routesRenamed ? { renamedFrom: each.name } : {}),
          ...(each.wire.format === undefined ? {} : { format: each.wire.format }),
          events: each.events,
          ...(each.queues === null ? {} : { queues: [{ kind: 'glob', glob: '*' }] }),
          where: each.media === null ? {} : { mediaType: each.media },
          targets: each.targets.map(name),
          enabled: each.enabled,
        });
      });
      return { config: project(built, targets, contract.part(exclusive)), queues };
    });

function samplesOf({ wires }: Contract): readonly Sample[] {
  return wires.flatMap((wire) =>
    wire.eventTypes.flatMap((eventType) =>
      MEDIA.flatMap((media): readonly Sample[] =>
        wire.queues
          ? [0, 20, 45, 89].map((queue) => ({ wire, eventType, media, queue: queueId(queue) }))
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
    .map((target) =>
      target?.kind === 'sqs'
        ? `arn:aws:sqs:eu-west-1:111122223333:${target.queueName}`
        : target?.kind === 'sns'
          ? `arn:aws:sns:eu-west-1:111122223333:${target.topicName}`
          : '',
    );
  return new Set(arns);
}

/** Where the world delivers an event: it is sent, rules match it, targets are there and let the rule in. */
class Deliveries {
  readonly #parsed = new Map<string, ReturnType<typeof parsePattern>>();
  readonly #events = new Map<Sample, ReturnType<typeof eventOf>>();

  constructor(readonly contract: Contract) {}

  of(world: ModelWorld, sample: Sample): ReadonlySet<string> {
    if (!this.contract.sends(world, sample)) return new Set();
    const event = this.#event(sample);
    const rules = [...world.rules.values()].filter(
      (rule) => rule.enabled && matches(this.#pattern(rule), event),
    );
    return new Set(
      rules.flatMap((rule) =>
        [...rule.targets.values()]
          .map((target) => target.arn)
          .filter((arn) => exists(world, arn) && world.lets(rule, arn)),
      ),
    );
  }

  #event(sample: Sample) {
    const event = this.#events.get(sample) ?? eventOf(sample.wire.write(sample));
    this.#events.set(sample, event);
    return event;
  }

  #pattern(rule: WorldRule) {
    const text = JSON.stringify(rule.pattern);
    const parsed = this.#parsed.get(text) ?? parsePattern(text);
    this.#parsed.set(text, parsed);
    return parsed;
  }
}

function exists(world: ModelWorld, arn: string): boolean {
  return world.topics.has(arn) || world.queues.has(arn.slice(arn.lastIndexOf(':') + 1));
}

describe.each(CONTRACTS)('no event of $name is lost by a change', (contract) => {
  it('delivers at every moment what both the old and the new file route, and in the end exactly what the new one says', () => {
    const deliveries = new Deliveries(contract);
    const samples = samplesOf(contract);
    const next = fc.boolean().chain((routesRenamed) => arbitraryFile(contract, { routesRenamed }));
    fc.assert(
      fc.property(
        arbitraryFile(contract, { routesRenamed: false }),
        next,
        fc.infiniteStream(fc.nat()),
        (old, next, random) => {
          const world = worldFor(old.config);
          prepare(world);
          applyTo(world, planFor(world, old.config, { queues: old.queues }));
          const plan = planFor(world, next.config, { queues: next.queues });
          expect(plan.refusals).toEqual([]);
          const both = samples.map((sample) => {
            const wanted = reading(next, sample);
            return [...reading(old, sample)].filter((arn) => wanted.has(arn));
          });
          const pick = (count: number) => (random.next().value ?? 0) % count;
          for (const step of interleaved(plan.changes, pick)) {
            world.apply(step);
            for (const [index, sample] of samples.entries()) {
              const arns = both[index] ?? [];
              if (arns.length === 0) continue;
              const reached = deliveries.of(world, sample);
              const lost = arns.filter((arn) => !reached.has(arn));
              if (lost.length > 0)
                throw new Error(`after ${step.call}: ${JSON.stringify(sample)} misses ${lost.join(', ')}`);
            }
          }
          for (const sample of samples)
            expect([...deliveries.of(world, sample)].sort()).toEqual([...reading(next, sample)].sort());
          expect(summary(planFor(world, next.config, { queues: next.queues }))).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });
});
