import { ExitCode } from '../base/exit-codes.js';
import { andList, counted } from '../base/words.js';
import { unroutedQueues } from '../features/queue-routes/index.js';
import type { FileQueuesHost } from '../features/queues/file-queues.js';
import type { QueueFilter } from '../features/queues/list-queues.js';
import type { CommandHost } from './command-host.js';
import { queueTable } from './render/queue-text.js';

/** Lists the queues that no route of the file takes. Exit code 1 where no queue fits the filter. */
export async function listUnroutedQueues(
  host: FileQueuesHost,
  filter: QueueFilter,
  command: CommandHost,
): Promise<object> {
  const found = await unroutedQueues(host, filter);
  const { queues, of, everyQueue } = found;
  if (of === 0) {
    command.notice('No queue fits.');
    command.exitWith(ExitCode.error);
  } else if (queues.length > 0) {
    command.print(queueTable(queues));
    command.notice(`${queues.length} of ${counted(of, 'queue')} have no route.`);
  } else {
    const why =
      everyQueue.length === 0
        ? ''
        : ` ${andList(everyQueue)} ${everyQueue.length === 1 ? 'takes' : 'take'} every queue.`;
    command.notice(`No queue of ${of} is without a route.${why}`);
  }
  return { schemaVersion: 1, ...found };
}
