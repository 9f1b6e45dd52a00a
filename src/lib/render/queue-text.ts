import type { Queue } from '../genesys/model.js';
import { printable } from './printable.js';
import { displayWidth, padEnd } from './width.js';

/** Queues as a table: id, name, division. */
export function queueTable(queues: readonly Queue[]): string {
  const names = queues.map(({ name }) => printable(name));
  const columns = Math.max(0, ...names.map(displayWidth));
  return queues
    .map(
      (queue, index) =>
        `${queue.id}  ${padEnd(names[index] ?? '', columns)}  ${printable(queue.division.name)}`,
    )
    .join('\n');
}
