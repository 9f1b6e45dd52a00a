import type { Aws } from '../../clients/aws/model.js';
import type { Tags } from '../../clients/aws/tags-model.js';
import type { NewerMark } from '../../engine/change/model.js';
import { type Mark, newerFormatOfTags } from '../../engine/kinds/index.js';
import { removeRule } from './apparatus.js';
import { expiryOf, isOurTail, TAIL_PREFIX, tailIdOf } from './tail-tags.js';

/** A rule or SQS queue with a tail's name. */
export type TailThing =
  | {
      readonly kind: 'rule';
      readonly bus: string;
      readonly id: string;
      readonly name: string;
      readonly tags: Tags;
    }
  | { readonly kind: 'queue'; readonly id: string; readonly name: string; readonly tags: Tags };

/** What a sweep did. */
export interface Sweep {
  /** What a tail of this project left, and is gone now. */
  readonly removed: readonly TailThing[];
  /** What a tail of this project still uses, as far as can be told: left alone. */
  readonly running: readonly TailThing[];
  /** The marks of a newer gcx on what a tail of this project made: left alone. */
  readonly newer: readonly NewerMark[];
}

/** Whose a thing with a tail's name is, and what a sweep does with it. */
export type Verdict = 'remove' | 'running' | 'newer' | 'not-ours';

/** What a sweep knows. */
export interface SweepScope {
  readonly mark: Mark;
  /** Epoch ms. */
  readonly now: number;
  /** Ids of tails whose process on this machine has ended. */
  readonly abandoned: ReadonlySet<string>;
}

/**
 * Only what carries the tag of this project's tails is ever removed, and only once it has expired or its process on
 * this machine is known to have ended. A tag without a readable time keeps it, and so does a mark of a newer gcx, which
 * may tell the time otherwise.
 */
export function judge(thing: TailThing, known: SweepScope): Verdict {
  if (!isOurTail(thing.tags, known.mark)) return 'not-ours';
  if (newerMarksOn(thing).length > 0) return 'newer';
  const expires = expiryOf(thing.tags);
  const over = expires !== undefined && expires <= known.now;
  return over || known.abandoned.has(thing.id) ? 'remove' : 'running';
}

/**
 * Removes what former tails of this project left behind, on every bus. Throws what the clients throw.
 * @param allow told the marks of a newer gcx before anything is removed; throws where that ends the sweep
 */
export async function sweep(
  aws: Aws,
  known: SweepScope,
  allow: (newer: readonly NewerMark[]) => void,
): Promise<Sweep> {
  const things = (await readTailThings(aws)).map((thing) => ({ thing, verdict: judge(thing, known) }));
  const newer = things.flatMap(({ thing, verdict }) => (verdict === 'newer' ? newerMarksOn(thing) : []));
  allow(newer);
  const removed = things.flatMap(({ thing, verdict }) => (verdict === 'remove' ? [thing] : []));
  // Rules first: a queue without its rule receives nothing, a rule without its queue fails in silence.
  for (const thing of removed) if (thing.kind === 'rule') await removeRule(aws, thing.bus, thing.name);
  for (const thing of removed) if (thing.kind === 'queue') await aws.sqs.deleteQueue(thing.name);
  const running = things.flatMap(({ thing, verdict }) => (verdict === 'running' ? [thing] : []));
  return { removed, running, newer };
}

function newerMarksOn({ kind, name, tags }: TailThing): readonly NewerMark[] {
  return newerFormatOfTags(kind === 'rule' ? `rule ${name}` : `SQS queue ${name}`, tags);
}

/** Everything whose name is that of a tail, whoever's it is. */
async function readTailThings(aws: Aws): Promise<readonly TailThing[]> {
  const [buses, queueNames] = await Promise.all([aws.events.busNames(), aws.sqs.queueNames(TAIL_PREFIX)]);
  const rules = await Promise.all(
    buses.map(async (bus) => {
      const listed = await aws.events.listRules(bus, TAIL_PREFIX);
      return Promise.all(
        listed.map(async ({ name, arn, managedBy }): Promise<readonly TailThing[]> => {
          const id = tailIdOf(name);
          if (id === undefined || managedBy !== undefined) return [];
          return [{ kind: 'rule', bus, id, name, tags: await aws.events.ruleTags(arn) }];
        }),
      );
    }),
  );
  const queues = await Promise.all(
    queueNames.map(async (name): Promise<readonly TailThing[]> => {
      const id = tailIdOf(name);
      const queue = id === undefined ? undefined : await aws.sqs.queue(name);
      return id === undefined || queue === undefined ? [] : [{ kind: 'queue', id, name, tags: queue.tags }];
    }),
  );
  return [...rules.flat(2), ...queues.flat()];
}
