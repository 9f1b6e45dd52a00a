import type { Queue } from '../../language/queues/queue.js';
import type { QueueAnswer } from './answers.js';

/** How the file names a queue, given all queues that the credentials see. */
export function queueAnswer(queue: Queue, all: readonly Queue[]): QueueAnswer {
  const unique = all.filter(({ name }) => name === queue.name).length === 1;
  return unique ? { name: queue.name } : { name: queue.name, division: queue.division.name };
}
