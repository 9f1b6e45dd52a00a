import type { Genesys } from '../../clients/genesys/model.js';
import type { Queue } from '../../language/queues/queue.js';

/**
 * Finds the names of queues by their ids, each asked for once. Undefined where there is no such queue, or it cannot be
 * seen: a name is no reason to end a tail.
 */
export function queueNaming(
  genesys: Genesys,
  known: readonly Queue[],
): (id: string) => Promise<string | undefined> {
  const names = new Map<string, Promise<string | undefined>>(
    known.map(({ id, name }) => [id, Promise.resolve(name)]),
  );
  return (id) => {
    const found = names.get(id) ?? nameOf(genesys, id);
    names.set(id, found);
    return found;
  };
}

async function nameOf(genesys: Genesys, id: string): Promise<string | undefined> {
  try {
    return (await genesys.queues.byId(id))?.name;
  } catch {
    return undefined;
  }
}
