import { GcxError } from '../../base/gcx-error.js';
import { nearName } from '../../base/name-difference.js';
import { isUnreachable } from '../../clients/genesys/index.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Queue } from '../../language/queues/queue.js';
import { describeQueue } from '../../language/queues/select-queues.js';
import { lookupQueues } from './list-queues.js';

/** Up to this many ids are looked up one by one; beyond it the whole list is fewer calls. */
const singleLookups = 20;

/** What is known of queues before anybody is asked. */
export interface KnownQueues {
  /** Resolved just now, or given on the command line. */
  readonly certain: readonly Queue[];
  /** As they were when they were last seen: they may have another name by now, or be gone. */
  readonly cached?: readonly Queue[];
}

/** What Genesys Cloud said of ids. */
export interface LearnedQueues {
  readonly found: readonly Queue[];
  /** Ids that no queue has, as far as these credentials see. */
  readonly gone: readonly string[];
}

/** The queues that are known by name and id. Genesys Cloud is asked first, where it is at hand; the cache is what is left. */
export class QueueBook {
  private readonly certain = new Map<string, Queue>();
  private readonly cached = new Map<string, Queue>();
  private readonly genesys: Genesys | undefined;

  constructor({ certain, cached = [] }: KnownQueues, genesys?: Genesys) {
    this.genesys = genesys;
    for (const queue of certain) add(this.certain, queue);
    for (const queue of cached) add(this.cached, queue);
  }

  /**
   * The name of a queue by its id. One that only the cache knows has none where another queue is known to have its name:
   * then it was created again, and the old id is nobody's.
   */
  readonly nameOf = (id: string): string | undefined => {
    const key = id.toLowerCase();
    const known = this.certain.get(key);
    if (known !== undefined) return known.name;
    const cached = this.cached.get(key);
    return cached === undefined || this.isSuperseded(cached) ? undefined : cached.name;
  };

  /** Whether only the cache tells the name of a queue. */
  isCachedOnly(id: string): boolean {
    return !this.certain.has(id.toLowerCase()) && this.nameOf(id) !== undefined;
  }

  /** The queue of a name or an id. Throws GcxError where none is known, or several. */
  async find(nameOrId: string): Promise<{ readonly id: string; readonly name?: string }> {
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(nameOrId)) return { id: nameOrId.toLowerCase() };
    const certain = onlyOne(nameOrId, this.certain.values());
    if (certain !== undefined) return certain;
    const live = await this.findLive(nameOrId);
    if (live !== undefined) return live;
    const cached = onlyOne(nameOrId, this.cached.values());
    if (cached !== undefined) return cached;
    throw this.unknown(nameOrId);
  }

  /** Asks Genesys Cloud, where it is at hand and answers, which queues have these ids; what is gone is forgotten. */
  async learn(ids: Iterable<string>): Promise<LearnedQueues> {
    const asked = [...new Set([...ids].map((id) => id.toLowerCase()))].filter((id) => !this.certain.has(id));
    if (this.genesys === undefined || asked.length === 0) return { found: [], gone: [] };
    try {
      const all = await queuesOf(this.genesys, asked);
      for (const queue of all) add(this.certain, queue);
      const gone = asked.filter((id) => !this.certain.has(id));
      for (const id of gone) this.cached.delete(id);
      return { found: all.filter(({ id }) => asked.includes(id)), gone };
    } catch (error) {
      // Names are a comfort: without Genesys Cloud there are ids, and what was seen before.
      if (!isUnreachable(error)) throw error;
      return { found: [], gone: [] };
    }
  }

  /** @returns undefined where Genesys Cloud is not at hand or does not answer */
  private async findLive(name: string): Promise<Queue | undefined> {
    if (this.genesys === undefined) return undefined;
    try {
      const [found] = await lookupQueues(this.genesys, [name], undefined);
      if (found === undefined) throw this.unknown(name);
      add(this.certain, found);
      return found;
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      return undefined;
    }
  }

  private isSuperseded(cached: Queue): boolean {
    return [...this.certain.values()].some(
      ({ name, division }) =>
        name === cached.name && (division.id === '' || division.id === cached.division.id),
    );
  }

  private unknown(name: string): GcxError {
    const { names: near, difference } = nearName(
      name,
      [...this.certain.values(), ...this.cached.values()].map((queue) => queue.name),
    );
    return new GcxError({
      code: 'queue-not-found',
      what: `The id of a queue "${name}" is not known here.`,
      ...(near.length > 0
        ? {
            details: [
              `Known are: ${near.map((each) => `"${each}"`).join(', ')}.${difference === undefined ? '' : ` It differs ${difference}.`}`,
            ],
          }
        : {}),
      fix: `Give its id: --queue-id ${JSON.stringify(`${name}=ID`)}, or run it with Genesys Cloud credentials.`,
    });
  }
}

async function queuesOf(genesys: Genesys, ids: readonly string[]): Promise<readonly Queue[]> {
  if (ids.length > singleLookups) return genesys.queues.all();
  const found = await Promise.all(ids.map((id) => genesys.queues.byId(id)));
  return found.filter((queue) => queue !== undefined);
}

function add(queues: Map<string, Queue>, queue: Queue): void {
  // A queue that the file names by its id alone has no name yet.
  if (queue.name !== queue.id) queues.set(queue.id, queue);
}

/** The queue of a name; undefined where none has it. Throws GcxError where several have. */
function onlyOne(name: string, queues: Iterable<Queue>): Queue | undefined {
  const named = [...queues].filter((queue) => queue.name === name);
  if (named.length > 1) throw ambiguous(name, named);
  return named[0];
}

function ambiguous(name: string, queues: readonly Queue[]): GcxError {
  return new GcxError({
    code: 'queue-ambiguous',
    what: `${queues.length} queues are called "${name}".`,
    details: queues.map((queue) => `- ${describeQueue(queue)}`),
    fix: `Name one by its id: --queue ${queues[0]?.id ?? 'ID'}`,
  });
}
