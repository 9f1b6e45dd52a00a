import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { addItems } from './add-items.js';
import type { QueueItems } from './add-queues.js';
import { type FileContent, requireRoute } from './file-content.js';
import type { Proposal } from './proposal.js';
import { eventItems } from './route-events.js';

/** Adds event types to a route. @throws GcxError for an unknown one, an unknown route, one with a pattern */
export function addEvents(file: FileContent, route: string, names: readonly string[]): Proposal {
  requireNoPattern(file, route);
  return addItems(file, route, 'events', eventItems(file, names, ''));
}

/** Adds queues to a route. @throws GcxError for an unknown route, one with a pattern */
export function addQueues(file: FileContent, route: string, { items, notes }: QueueItems): Proposal {
  requireNoPattern(file, route);
  const proposal = addItems(file, route, 'queues', items);
  const narrowed =
    'queues' in requireRoute(file, route)
      ? []
      : [`Route ${route} took the events of all queues; from now on it takes only those of its queues.`];
  return proposal.adds.length === 0
    ? proposal
    : { ...proposal, notes: [...narrowed, ...proposal.notes, ...notes] };
}

function requireNoPattern(file: FileContent, route: string): void {
  if (!('pattern' in requireRoute(file, route))) return;
  throw new GcxError({
    code: 'route-has-pattern',
    what: `Route ${route} has a "pattern", which says which events and queues it takes.`,
    fix: `Change the pattern in ${file.file}, or make a second route (${gcxCommand('add route', '--help')}).`,
  });
}
