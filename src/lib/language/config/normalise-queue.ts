import type { QueueSelector } from './model.js';
import type { QueueContent } from './schema/schema-queue.js';

/** A queue as the file names it; none where it says nothing whole. */
export function toQueueSelector(queue: QueueContent): readonly QueueSelector[] {
  if (typeof queue === 'string') return [{ kind: 'name', name: queue }];
  const division = queue.division === undefined ? {} : { division: queue.division };
  if (queue.name !== undefined) return [{ kind: 'name', name: queue.name, ...division }];
  if (queue.glob !== undefined) return [{ kind: 'glob', glob: queue.glob, ...division }];
  return queue.id === undefined ? [] : [{ kind: 'id', id: queue.id.toLowerCase() }];
}
