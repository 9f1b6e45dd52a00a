import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Live } from '../../engine/kinds/index.js';
import { type BusEvents, busEvents, canMatch } from '../../language/can-match/index.js';
import type { Config } from '../../language/config/model.js';
import { InvalidPattern, parsePattern } from '../../language/patterns/index.js';
import type { Finding } from './model.js';
import { reachOfRoutes } from './reach.js';

/** Pure: rules of the file's, as they are live, whose pattern no event of the bus can match. */
export function deadPatterns(config: Config, { rules }: Live, bus: string): readonly Finding[] {
  const events = busEvents({ bus, account: config.aws.account, region: config.aws.region });
  return rules.flatMap(({ name, route, pattern, bus: on }): readonly Finding[] => {
    const isOfFile = route !== undefined && Object.hasOwn(config.routes, route);
    // Events of a relay are of a format that nobody publishes a schema of.
    if (!isOfFile || pattern === undefined || on !== bus || config.routes[route]?.format !== undefined)
      return [];
    if (!matchesNothing(JSON.stringify(pattern), events)) return [];
    return [
      {
        code: 'pattern-matches-nothing',
        weight: 'stops',
        stops: reachOfRoutes(config, [route]),
        what: `No event on the bus can match the pattern of rule ${name}.`,
        why: 'Such events never arrive, so it sends nothing to its targets.',
        cure: `Correct the route in the file; ${gcxCommand('rule show', name)} shows the pattern`,
      },
    ];
  });
}

/** False as well where AWS takes a pattern that this gcx does not understand. */
function matchesNothing(pattern: string, events: BusEvents): boolean {
  try {
    return canMatch(parsePattern(pattern), events).canMatch === 'never';
  } catch (error) {
    if (error instanceof InvalidPattern) return false;
    throw error;
  }
}
