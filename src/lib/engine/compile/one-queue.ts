import { freshLayout } from './fresh-layout.js';
import type { Dimension, Space } from './space.js';

/**
 * How many rules a queue takes in a space where none of the space's rules has room for it; 0 where the space is not
 * filtered on queues.
 */
export function rulesOfOneQueue(space: Space): number {
  const dimensions = space.dimensions.map(withOneQueue);
  const isFiltered = dimensions.some((dimension, index) => dimension !== space.dimensions[index]);
  return isFiltered ? freshLayout({ ...space, dimensions }).length : 0;
}

/** Ids of queues are of one length, so that any of them stands for all; a topic is one of a queue and an event type. */
function withOneQueue(dimension: Dimension): Dimension {
  if (dimension.kind !== 'queue' && dimension.kind !== 'topic') return dimension;
  const types = new Set<string | undefined>();
  const atoms = [...dimension.atoms].filter(([, { eventType }]) => {
    const isFirst = !types.has(eventType);
    types.add(eventType);
    return isFirst;
  });
  return { ...dimension, atoms: new Map(atoms) };
}
