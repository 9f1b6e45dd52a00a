import { printable } from '../../base/terminal/printable.js';
import { displayWidth, padEnd } from '../../base/terminal/width.js';
import type { Queue } from '../../language/queues/queue.js';

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
