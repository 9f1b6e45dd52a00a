import { arnHere } from '../../../language/names/arn.js';
import { listsWhatLeft, ownNames } from '../connection/connection-rights.js';
import type { KindRights, RightScope } from '../door/right.js';

/** What API destinations take. They carry no tags: they are told by their names. */
export function apiDestinationRights({ config, declared }: RightScope): KindRights {
  if (declared.endpoints.length === 0)
    return { read: [listsWhatLeft('events:ListApiDestinations', 'API destinations')], write: [] };
  const { endpoints } = declared;
  const arns = (kind: 'api-destination' | 'connection', names: readonly string[]) =>
    ownNames(config, names).map((name) => arnHere(config, 'events', `${kind}/${name}`));
  const own = arns(
    'api-destination',
    endpoints.map(({ name }) => name),
  );
  const connections = arns(
    'connection',
    endpoints.map(({ connection }) => connection),
  );
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
        on: [...own, ...connections],
        why: 'compare its API destinations with the file',
      },
    ],
    write: [
      {
        actions: ['events:CreateApiDestination'],
        on: [...own, ...connections],
        why: 'make the API destinations of its HTTPS endpoints',
      },
      {
        actions: ['events:UpdateApiDestination', 'events:DeleteApiDestination'],
        on: own,
        why: 'change and delete its API destinations',
      },
    ],
  };
}
