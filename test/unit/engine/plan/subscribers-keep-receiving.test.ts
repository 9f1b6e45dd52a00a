import fc from 'fast-check';
import { expect, it } from 'vitest';
import { statementsOf } from '../../../../src/lib/engine/kinds/policies/policy.js';
import type { Config, Subscriber, Target } from '../../../../src/lib/language/config/model.js';
import { interleaved } from './interleaved.js';
import type { ModelWorld } from './model-world.js';
import { applyTo, planFor, project, route, sns, sqs, summary, worldFor } from './project.js';

const TOPICS = ['first', 'second'];
const QUEUES = ['one', 'two', 'three'];

const topicArn = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;
const queueArn = (name: string) => `arn:aws:sqs:eu-west-1:111122223333:${name}`;

/** Which queues the one route feeds itself, and which through its two topics, that always stay. */
interface Feeds {
  readonly direct: readonly string[];
  readonly first: readonly string[];
  readonly second: readonly string[];
}

const arbitraryFeeds: fc.Arbitrary<Feeds> = fc.record({
  direct: fc.subarray(QUEUES),
  first: fc.subarray(QUEUES),
  second: fc.subarray(QUEUES),
});

function fileOf({ direct, ...topics }: Feeds): Config {
  const subscribers = (queues: readonly string[]): readonly Subscriber[] =>
    queues.map((target) => ({ kind: 'sqs', target, raw: false }));
  const targets: readonly Target[] = [
    ...QUEUES.map((name) => sqs(name)),
    sns('first', { subscribers: subscribers(topics.first) }),
    sns('second', { subscribers: subscribers(topics.second) }),
  ];
  return project([route('all', { targets: [...TOPICS, ...direct] })], targets);
}

/** The queues that an event of the route reaches, by rules and through topics. */
function reached(world: ModelWorld): ReadonlySet<string> {
  const arns = [...world.rules.values()].flatMap((rule) =>
    [...rule.targets.values()].map(({ arn }) => arn).filter((arn) => world.lets(rule, arn)),
  );
  const through = arns.flatMap((arn) =>
    (world.topics.get(arn)?.subscriptions ?? [])
      .map(({ endpoint }) => endpoint)
      .filter((to) => lets(world, to, arn)),
  );
  return new Set([...arns, ...through]);
}

/** Whether a queue's policy lets a topic send. */
function lets(world: ModelWorld, queue: string, topic: string): boolean {
  const policy = world.queues.get(queue.slice(queue.lastIndexOf(':') + 1))?.attributes['Policy'];
  return statementsOf(policy).some((statement) => {
    const { Principal, Condition } = statement;
    return (
      JSON.stringify(Principal).includes('"sns.amazonaws.com"') &&
      JSON.stringify(Condition).includes(`"${topic}"`)
    );
  });
}

it('a queue that moves between a rule and topics, or from topic to topic, receives at every moment', () => {
  fc.assert(
    fc.property(
      arbitraryFeeds,
      arbitraryFeeds,
      fc.boolean(),
      fc.infiniteStream(fc.nat()),
      (before, after, byHand, random) => {
        const fed = ({ direct, first, second }: Feeds) => new Set([...direct, ...first, ...second]);
        const old = fileOf(before);
        const next = fileOf(after);
        const world = worldFor(old);
        applyTo(world, planFor(world, old));
        if (byHand) changeStatements(world);
        const both = [...fed(before)].filter((name) => fed(after).has(name)).map(queueArn);
        const plan = planFor(world, next, { allow: { deletions: true } });
        expect(plan.refusals).toEqual([]);
        for (const step of interleaved(plan.changes, (count) => (random.next().value ?? 0) % count)) {
          world.apply(step);
          const lost = both.filter((arn) => !reached(world).has(arn));
          if (lost.length > 0) throw new Error(`after ${step.call}: nothing reaches ${lost.join(', ')}`);
        }
        const expected = [...TOPICS.map(topicArn), ...[...fed(after)].map(queueArn)];
        expect([...reached(world)].sort()).toEqual(expected.sort());
        expect(summary(planFor(world, next))).toEqual([]);
        expectNarrow(world, after);
      },
    ),
    { numRuns: 200 },
  );
});

/** People let our statements in the queues' policies allow more: they let in whom they did. */
function changeStatements(world: ModelWorld): void {
  const action = '"Action":["sqs:SendMessage","sqs:GetQueueUrl"]';
  for (const { attributes } of world.queues.values()) {
    if (attributes['Policy'] !== undefined)
      attributes['Policy'] = attributes['Policy'].replaceAll('"Action":"sqs:SendMessage"', action);
  }
}

/** In the end a queue's policy lets in exactly those who send to it. */
function expectNarrow(world: ModelWorld, { direct, first, second }: Feeds): void {
  for (const name of QUEUES) {
    const text = JSON.stringify(statementsOf(world.queues.get(name)?.attributes['Policy']));
    expect(text.includes('events.amazonaws.com'), name).toBe(direct.includes(name));
    expect(text.includes(topicArn('first')), name).toBe(first.includes(name));
    expect(text.includes(topicArn('second')), name).toBe(second.includes(name));
  }
}
