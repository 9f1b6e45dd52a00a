import type { Config } from '../../language/config/model.js';
import type { Declared } from './declared.js';
import type { EventTypeNames } from './kind.js';
import { kindOf } from './list.js';
import { senderRoles } from './sender-roles.js';

/** Lists what a file's targets speak of; `{eventType}` topics once for each event type of the routes that send there. */
export function declaredIn(config: Config, names: EventTypeNames): Declared {
  const found = Object.values(config.targets).map((target) =>
    kindOf(target).declared?.(target, { config, names }),
  );
  return {
    topics: found.flatMap((each) => each?.topics ?? []),
    queues: found.flatMap((each) => each?.queues ?? []),
    functions: found.flatMap((each) => each?.functions ?? []),
    processors: found.flatMap((each) => each?.processors ?? []),
    endpoints: found.flatMap((each) => each?.endpoints ?? []),
    logGroups: found.flatMap((each) => each?.logGroups ?? []),
    senderRoles: senderRoles(config),
  };
}
