import type { JsonObject } from '../../../../src/lib/base/json.js';
import { eventOf, matches, parsePattern } from '../../../../src/lib/language/patterns/index.js';
import type { Contract, Sample } from './contracts.js';
import type { ModelWorld, WorldRule } from './model-world.js';

/** Where the world delivers an event: it is sent, rules match it, targets are there and let the rule in. */
export class Deliveries {
  readonly #matches = new WeakMap<JsonObject, Map<Sample, boolean>>();
  readonly #parsed = new Map<string, ReturnType<typeof parsePattern>>();
  readonly #events = new Map<Sample, ReturnType<typeof eventOf>>();

  constructor(readonly contract: Contract) {}

  /** Where each of the events arrives. */
  of(world: ModelWorld, samples: readonly Sample[]): readonly ReadonlySet<string>[] {
    return this.#reached(world, samples, (rule, arn) => exists(world, arn) && world.lets(rule, arn));
  }

  /** Where rules send each of the events, whether or not they arrive. */
  attempted(world: ModelWorld, samples: readonly Sample[]): readonly ReadonlySet<string>[] {
    return this.#reached(world, samples, () => true);
  }

  /** Which rules name a dead-letter queue that is not there or does not let them in: `RULE to QUEUE`. */
  lostDeadLetters(world: ModelWorld): readonly string[] {
    return [...world.rules.values()].flatMap((rule) =>
      [...rule.targets.values()]
        .flatMap(({ deadLetterArn: arn }) => (arn === undefined ? [] : [arn]))
        .filter((arn) => !exists(world, arn) || !world.lets(rule, arn))
        .map((arn) => `${rule.name} to ${arn}`),
    );
  }

  #reached(
    world: ModelWorld,
    samples: readonly Sample[],
    counts: (rule: WorldRule, arn: string) => boolean,
  ): readonly ReadonlySet<string>[] {
    const senders = [...world.rules.values()]
      .filter((rule) => rule.enabled && rule.targets.size > 0)
      .map((rule) => ({
        pattern: rule.pattern,
        arns: [...rule.targets.values()].map(({ arn }) => arn).filter((arn) => counts(rule, arn)),
      }));
    return samples.map((sample) => {
      if (!this.contract.sends(world, sample)) return new Set();
      return new Set(
        senders.flatMap(({ pattern, arns }) => (this.#matchesEvent(pattern, sample) ? arns : [])),
      );
    });
  }

  #matchesEvent(pattern: JsonObject, sample: Sample): boolean {
    const answers = this.#matches.get(pattern) ?? new Map<Sample, boolean>();
    this.#matches.set(pattern, answers);
    const known = answers.get(sample);
    if (known !== undefined) return known;
    const text = JSON.stringify(pattern);
    const parsed = this.#parsed.get(text) ?? parsePattern(text);
    this.#parsed.set(text, parsed);
    const event = this.#events.get(sample) ?? eventOf(sample.wire.write(sample));
    this.#events.set(sample, event);
    const answer = matches(parsed, event);
    answers.set(sample, answer);
    return answer;
  }
}

function exists(world: ModelWorld, arn: string): boolean {
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  return world.topics.has(arn) || world.queues.has(name) || world.functions.has(name);
}
