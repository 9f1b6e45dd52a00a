import { ExitCode } from '../base/exit-codes.js';
import type { Genesys } from '../clients/genesys/model.js';
import { listQueues, nearQueueNames, type QueueFilter } from '../features/queues/list-queues.js';
import type { CommandHost } from './command-host.js';
import { noQueueText, queueTable } from './render/queue-text.js';

/** Lists the queues that the credentials can see. If no queue fits, says which names are near; exit code 1. */
export async function listLiveQueues(
  genesys: Genesys,
  filter: QueueFilter & { readonly search?: string | undefined },
  command: CommandHost,
): Promise<object> {
  const queues = await listQueues(genesys, filter);
  if (queues.length > 0) {
    command.print(queueTable(queues));
    return { schemaVersion: 1, queues };
  }
  const near = await nearQueueNames(genesys, filter.search ?? '');
  command.notice(noQueueText(filter.search, near));
  command.exitWith(ExitCode.error);
  return { schemaVersion: 1, queues, near: near.names };
}
