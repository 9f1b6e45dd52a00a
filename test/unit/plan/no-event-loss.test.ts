import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config, Route, Target } from '../../../src/lib/config/model.js';
import type { ResolvedQueues } from '../../../src/lib/genesys/resolved-queues.js';
import { eventOf, matches, parsePattern } from '../../../src/lib/patterns/index.js';
import { interleaved } from './interleaved.js';
import type { ModelWorld, WorldRule } from './model-world.js';
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
} from './project.js';

const EVENT_TYPES = [ACD_END, USER_END, 'v2.detail.events.conversation.{id}.acw'];
const MEDIA = ['VOICE', 'MESSAGE', 'CHAT'];
const QUEUES = 90;
const TARGETS = 9;

/** A file with the queues that its selectors resolve to. */
interface File {
  readonly config: Config;
  readonly queues: ResolvedQueues;
}

const arbitraryRoute = fc.record({
  name: fc.constantFrom('a', 'b', 'c'),
  events: fc.subarray(EVENT_TYPES, { minLength: 1 }),
  queues: fc.option(fc.record({ from: fc.nat(QUEUES - 1), count: fc.integer({ min: 1, max: QUEUES }) })),
  media: fc.option(fc.subarray(MEDIA, { minLength: 1 })),
  targets: fc.uniqueArray(fc.nat(TARGETS - 1), { minLength: 1, maxLength: TARGETS }),
  enabled: fc.constantFrom(true, true, true, false),
});

const arbitraryFile: fc.Arbitrary<File> = fc
  .record({
    routes: fc.uniqueArray(arbitraryRoute, { selector: (each) => each.name, minLength: 1, maxLength: 3 }),
    deadLetter: fc.boolean(),
    renamed: fc.boolean(),
  })
  .map(({ routes, deadLetter, renamed }) => {
    const name = (number: number) => (renamed ? `other-${number}` : `target-${number}`);
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
        queues[each.name] = [...new Set(Array.from({ length: count }, (_, index) => (from + index) % QUEUES))]
          .sort((x, y) => x - y)
          .map((number) => chosen(number));
      }
      return route(each.name, {
        events: each.events,
        ...(each.queues === null ? {} : { queues: [{ kind: 'glob', glob: '*' }] }),
        where: each.media === null ? {} : { mediaType: each.media },
        targets: each.targets.map(name),
        enabled: each.enabled,
      });
    });
    return { config: project(built, targets), queues };
  });

/** A sample event: what the direct reading of a file looks at. */
interface Sample {
  readonly eventType: string;
  readonly queue: number;
  readonly media: string;
}

const SAMPLES: readonly Sample[] = EVENT_TYPES.flatMap((eventType) =>
  MEDIA.flatMap((media) => [0, 1, 20, 44, 45, 67, 89].map((queue) => ({ eventType, media, queue }))),
);

/** Where a file says that an event goes, read directly. */
function reading({ config, queues }: File, { eventType, queue, media }: Sample): ReadonlySet<string> {
  const arns = Object.values(config.routes)
    .filter((each) => each.enabled && each.events.includes(eventType))
    .filter((each) => each.queues === undefined || queues[each.name]?.some(({ id }) => id === queueId(queue)))
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

const bus = `aws.partner/genesys.com/cloud/${ORGANIZATION}/prod`;

/** Where the world delivers an event: rules that match, targets that are there and let the rule in. */
class Deliveries {
  readonly #parsed = new Map<string, ReturnType<typeof parsePattern>>();
  readonly #events = SAMPLES.map(({ eventType, queue, media }) =>
    eventOf({
      source: bus,
      'detail-type': eventType,
      detail: { eventBody: { queueId: queueId(queue), mediaType: media } },
    }),
  );

  of(world: ModelWorld, sample: number): ReadonlySet<string> {
    const event = this.#events[sample];
    if (event === undefined) throw new Error('no such sample');
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

describe('no event is lost by a change', () => {
  it('delivers at every moment what both the old and the new file route, and in the end exactly what the new one says', () => {
    const deliveries = new Deliveries();
    fc.assert(
      fc.property(arbitraryFile, arbitraryFile, fc.infiniteStream(fc.nat()), (old, next, random) => {
        const world = worldFor(old.config);
        applyTo(world, planFor(world, old.config, { queues: old.queues }));
        const plan = planFor(world, next.config, { queues: next.queues });
        expect(plan.refusals).toEqual([]);
        const both = SAMPLES.map((sample) => {
          const wanted = reading(next, sample);
          return [...reading(old, sample)].filter((arn) => wanted.has(arn));
        });
        const pick = (count: number) => (random.next().value ?? 0) % count;
        for (const step of interleaved(plan.changes, pick)) {
          world.apply(step);
          for (const [sample, arns] of both.entries()) {
            if (arns.length === 0) continue;
            const reached = deliveries.of(world, sample);
            const lost = arns.filter((arn) => !reached.has(arn));
            if (lost.length > 0)
              throw new Error(
                `after ${step.call}: ${JSON.stringify(SAMPLES[sample])} misses ${lost.join(', ')}`,
              );
          }
        }
        for (const [sample, wanted] of SAMPLES.entries())
          expect([...deliveries.of(world, sample)].sort()).toEqual([...reading(next, wanted)].sort());
        expect(summary(planFor(world, next.config, { queues: next.queues }))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
