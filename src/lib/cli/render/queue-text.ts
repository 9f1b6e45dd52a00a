import { printable } from '../../base/terminal/printable.js';
import { cutToWidth, displayWidth, padEnd } from '../../base/terminal/width.js';
import type { Queue } from '../../language/queues/queue.js';

/** Columns of a name in a table: no name that a person gave is longer, and one that is does not make every line as long. */
const NAME_COLUMNS = 120;

/** Queues as a table: id, name, division. What is cut off of a long name, `--json` has. */
export function queueTable(queues: readonly Queue[]): string {
  const names = queues.map(({ name }) => nameCell(name));
  const columns = Math.max(0, ...names.map(displayWidth));
  return queues
    .map(
      (queue, index) =>
        `${nameCell(queue.id)}  ${padEnd(names[index] ?? '', columns)}  ${nameCell(queue.division.name)}`,
    )
    .join('\n');
}

function nameCell(name: string): string {
  return cutToWidth(printable(name), NAME_COLUMNS);
}
