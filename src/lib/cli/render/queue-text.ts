import { didYouMean, type NearName } from '../../base/name-difference.js';
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

/** Says that a search found nothing, with the names that were probably meant. */
export function noQueueText(search: string | undefined, near: NearName): string {
  if (search === undefined) return 'No queue fits.';
  const what = `No queue fits "${printable(search)}".`;
  return `${what} ${didYouMean(near, (name) => `"${printable(name)}"`)}`.trim();
}

function nameCell(name: string): string {
  return cutToWidth(printable(name), NAME_COLUMNS);
}
