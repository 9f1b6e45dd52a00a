import type { Notice } from '../../base/notice.js';
import type { ResolvedQueues } from './resolved-queues.js';

/** What is to be said of queues that were renamed in Genesys Cloud since the file was written. */
export function renamedQueueNotices(queues: ResolvedQueues): readonly Notice[] {
  return Object.entries(queues).flatMap(([route, chosen]) =>
    chosen
      .filter(({ renamed }) => renamed === true)
      .map(({ id, name, division, chosenBy }) => ({
        code: 'queue-renamed',
        message: `Route ${route}: ${chosenBy.replace(/^name /, '')} is now "${name}" in division "${division.name}" of Genesys Cloud (id ${id}); its events go on. Write the new name into the route's queues, or { id: ${id} }.`,
      })),
  );
}
