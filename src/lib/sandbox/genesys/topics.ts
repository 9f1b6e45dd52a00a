import type { JsonObject } from '../../base/json.js';
import type { SandboxRequest } from '../http.js';
import type { OfferedEventType } from './integration-config.js';

/** `GET /api/v2/notifications/availabletopics`: only what `expand` asks for beside the id. */
export function availableTopics(offered: readonly OfferedEventType[], request: SandboxRequest): JsonObject {
  const expand = new Set(request.query.getAll('expand').flatMap((value) => value.split(',')));
  return {
    entities: offered.map(({ template, description, transports }) => ({
      id: template,
      ...(expand.has('description') ? { description } : {}),
      ...(expand.has('transports') ? { transports: [...transports] } : {}),
      ...(expand.has('visibility') ? { visibility: 'Public' } : {}),
      ...(expand.has('schema') ? { schema: { type: 'object' } } : {}),
    })),
  };
}
