import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { isUnreachable } from '../../clients/genesys/is-unreachable.js';
import type { QueueSelector } from '../../language/config/model.js';
import { explainSelection, visibilityNote } from '../../language/queues/explain-selection.js';
import type { Queue } from '../../language/queues/queue.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import { type QueueSelection, selectQueues } from '../../language/queues/select-queues.js';
import { readQueueCache } from '../queues/cache/index.js';
import { type FileQueuesHost, queuesOfFile } from '../queues/file-queues.js';
import { findQueues } from '../queues/find-queues.js';
import type { QueueIdSource } from '../queues/queue-id-source.js';
import type { QueueRoutes } from './model.js';
import { routesOfQueues } from './routes-of-queues.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The queues that were asked for, and what the file's routes do with each. */
export interface FoundQueueRoutes {
  /** Where the ids of the file's queues come from. */
  readonly queueIds: QueueIdSource;
  /** Sorted by name. */
  readonly queues: readonly QueueRoutes[];
}

/**
 * What the routes of the file do with the queues of a name, a glob (`*`) or an id; several queues of one name are each told.
 * @throws GcxError (exit code 1) where there is no such queue, or one of the file's is not to be found
 */
export async function findQueueRoutes(host: FileQueuesHost, asked: string): Promise<FoundQueueRoutes> {
  const { resolved, source } = await queuesOfFile(host);
  const selector = selectorOf(asked);
  const live = await askedLive(host, selector);
  const selection = live ?? known(host, selector, resolved);
  if (selection.kind === 'none') throw notFound(selector, selection, live !== undefined, host.canAsk);
  const queues = [...selection.queues].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const routesOf = routesOfQueues(host.loaded.config, resolved);
  return { queueIds: source, queues: queues.map((queue) => ({ queue, routes: routesOf(queue) })) };
}

function selectorOf(asked: string): QueueSelector {
  if (uuid.test(asked)) return { kind: 'id', id: asked.toLowerCase() };
  return asked.includes('*') ? { kind: 'glob', glob: asked } : { kind: 'name', name: asked };
}

/** Undefined where Genesys Cloud cannot be asked. */
async function askedLive(host: FileQueuesHost, selector: QueueSelector): Promise<QueueSelection | undefined> {
  if (!host.canAsk) return undefined;
  try {
    const [selection] = await findQueues((await host.genesys()).queues, [selector]);
    return selection;
  } catch (error) {
    if (isUnreachable(error)) return undefined;
    throw error;
  }
}

/** Chooses from the queues that are known without asking: those of the command line, of the file, and those kept. */
function known(host: FileQueuesHost, selector: QueueSelector, resolved: ResolvedQueues): QueueSelection {
  const kept = (readQueueCache(host.place) ?? readQueueCache(host.sandboxPlace))?.queues ?? [];
  const given = host.given.map(({ id, name }) => ({ id, name, division: { id: '', name: '' } }));
  const queues = [...given, ...kept, ...Object.values(resolved).flat()];
  const byId = new Map<string, Queue>(
    queues.reverse().map(({ id, name, division }) => [id, { id, name, division }]),
  );
  const found = selectQueues(selector, [...byId.values()]);
  // An id needs no name for its routes to be told.
  return found.kind === 'none' && selector.kind === 'id'
    ? { kind: 'found', queues: [{ id: selector.id, name: selector.id, division: { id: '', name: '' } }] }
    : found;
}

function notFound(
  selector: QueueSelector,
  selection: Extract<QueueSelection, { kind: 'none' }>,
  answered: boolean,
  asked: boolean,
): GcxError {
  const { what, lines } = explainSelection(selector, selection);
  return new GcxError(
    {
      code: 'queue-not-found',
      what: answered ? what : what.replace(/\.$/, ', as far as gcx knows here.'),
      why: answered ? visibilityNote : `Genesys Cloud ${asked ? 'did not answer' : 'was not asked'}.`,
      details: lines,
      fix: `${gcxCommand('queue list')} lists the queues.`,
    },
    ExitCode.error,
  );
}
