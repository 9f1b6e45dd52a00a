import type { QueueSelector } from '../../language/config/model.js';
import type { Queue } from '../../language/queues/queue.js';
import type { ChosenQueue } from '../../language/queues/resolved-queues.js';

/** Says queues by their names, by their divisions where several have the same name. */
export class QueueSelectors {
  private readonly byId: ReadonlyMap<string, Queue>;
  private readonly byName = new Map<string, readonly Queue[]>();

  /** @param queues every queue that the credentials see */
  constructor(queues: readonly Queue[]) {
    this.byId = new Map(queues.map((queue) => [queue.id, queue]));
    for (const queue of queues) this.byName.set(queue.name, [...(this.byName.get(queue.name) ?? []), queue]);
  }

  /** Whether Genesys Cloud shows a queue of this id. */
  knows(id: string): boolean {
    return this.byId.has(id);
  }

  /** How the file points at a queue. */
  selectorOf(id: string): QueueSelector {
    const queue = this.byId.get(id);
    const sameName = queue === undefined ? [] : (this.byName.get(queue.name) ?? []);
    if (queue === undefined || queue.name.trim() === '') return { kind: 'id', id };
    if (sameName.length === 1) return { kind: 'name', name: queue.name };
    const { name, division } = queue;
    const unique = sameName.filter((other) => other.division.name === division.name).length === 1;
    return unique ? { kind: 'name', name, division: division.name } : { kind: 'id', id };
  }

  /** The queues of these ids as a route chooses them. */
  chosen(ids: readonly string[]): readonly ChosenQueue[] {
    return [...ids].sort().map((id) => {
      const queue = this.byId.get(id) ?? { id, name: id, division: { id: '', name: '' } };
      return { ...queue, chosenBy: 'export' };
    });
  }
}
