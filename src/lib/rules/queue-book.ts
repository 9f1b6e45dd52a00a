import { GcxError } from '../gcx-error.js';
import { describeQueue, lookupQueues } from '../genesys/index.js';
import type { Genesys, Queue } from '../genesys/model.js';
import { nearNames } from '../near-names.js';

/** Up to this many ids are looked up one by one; beyond it the whole list is fewer calls. */
const singleLookups = 20;

/** The queues that are known by name and id; with Genesys Cloud at hand, it learns more. */
export class QueueBook {
  private readonly queues = new Map<string, Queue>();
  private readonly genesys: Genesys | undefined;

  constructor(known: readonly Queue[], genesys?: Genesys) {
    this.genesys = genesys;
    for (const queue of known) this.add(queue);
  }

  /** The name of a queue by its id. */
  readonly nameOf = (id: string): string | undefined => this.queues.get(id.toLowerCase())?.name;

  /** The queue of a name or an id. Throws GcxError where none is known, or several. */
  async find(nameOrId: string): Promise<{ readonly id: string; readonly name?: string }> {
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(nameOrId)) return { id: nameOrId.toLowerCase() };
    const known = [...this.queues.values()].filter(({ name }) => name === nameOrId);
    const [only] = known;
    if (only !== undefined && known.length === 1) return only;
    if (known.length > 1) throw ambiguous(nameOrId, known);
    if (this.genesys === undefined) throw this.unknown(nameOrId);
    const [found] = await lookupQueues(this.genesys, [nameOrId], undefined);
    if (found === undefined) throw this.unknown(nameOrId);
    this.add(found);
    return found;
  }

  /** Learns the names of queues by their ids, where Genesys Cloud is at hand; gives those that were new. */
  async learn(ids: Iterable<string>): Promise<readonly Queue[]> {
    const unknown = [...new Set([...ids].map((id) => id.toLowerCase()))].filter((id) => !this.queues.has(id));
    const { genesys } = this;
    if (genesys === undefined || unknown.length === 0) return [];
    const found =
      unknown.length > singleLookups
        ? await genesys.queues.all()
        : (await Promise.all(unknown.map((id) => genesys.queues.byId(id)))).filter(
            (queue) => queue !== undefined,
          );
    for (const queue of found) this.add(queue);
    return found.filter(({ id }) => unknown.includes(id));
  }

  private add(queue: Queue): void {
    // A queue that the file names by its id alone has no name yet.
    if (queue.name !== queue.id) this.queues.set(queue.id, queue);
  }

  private unknown(name: string): GcxError {
    const near = nearNames(
      name,
      [...this.queues.values()].map((queue) => queue.name),
    );
    return new GcxError({
      code: 'queue-not-found',
      what: `The id of a queue "${name}" is not known here.`,
      ...(near.length > 0 ? { details: [`Known are: ${near.map((each) => `"${each}"`).join(', ')}.`] } : {}),
      fix: `Give its id: --queue-id ${JSON.stringify(`${name}=ID`)}, or run it with Genesys Cloud credentials.`,
    });
  }
}

function ambiguous(name: string, queues: readonly Queue[]): GcxError {
  return new GcxError({
    code: 'queue-ambiguous',
    what: `${queues.length} queues are called "${name}".`,
    details: queues.map((queue) => `- ${describeQueue(queue)}`),
    fix: `Name one by its id: --queue ${queues[0]?.id ?? 'ID'}`,
  });
}
