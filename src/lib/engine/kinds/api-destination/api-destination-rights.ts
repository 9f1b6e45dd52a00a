import { arnHere } from '../../../language/names/arn.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import { listsWhatLeft } from '../connection/connection-rights.js';
import type { KindRights, RightScope } from '../door/right.js';

/** What API destinations take. They carry no tags: their names begin with the project's. */
export function apiDestinationRights({ config, declared }: RightScope): KindRights {
  if (declared.endpoints.length === 0)
    return { read: [listsWhatLeft('events:ListApiDestinations', 'API destinations')], write: [] };
  const prefix = ruleNamePrefix(config);
  const own = arnHere(config, 'events', `api-destination/${prefix}*`);
  const connections = arnHere(config, 'events', `connection/${prefix}*`);
  return {
    read: [
      {
        actions: ['events:ListApiDestinations'],
        on: ['*'],
        why: 'find the API destinations of its HTTPS endpoints',
      },
      {
        // AWS judges these two by the connection, too (Service Authorization Reference, EventBridge).
        actions: ['events:DescribeApiDestination'],
        on: [own, connections],
        why: 'compare its API destinations with the file',
      },
    ],
    write: [
      {
        actions: ['events:CreateApiDestination'],
        on: [own, connections],
        why: 'make the API destinations of its HTTPS endpoints',
      },
      {
        actions: ['events:UpdateApiDestination', 'events:DeleteApiDestination'],
        on: [own],
        why: 'change and delete its API destinations',
      },
    ],
  };
}
