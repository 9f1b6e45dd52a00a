import {
  type BusEvents,
  busEvents,
  canMatch,
  type MatchVerdict,
  type Obstacle,
} from '../../can-match/index.js';
import type { Pattern } from '../../patterns/index.js';
import { nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { type PatternSource, pathOfField } from './pattern-source.js';

/**
 * Checks that an event of the file's bus can match a pattern: that none can is an error where it is certain, else a
 * warning; so are values that never count.
 */
export function checkPatternMatches(
  context: CheckContext,
  path: ConfigPath,
  { source, parsed }: { readonly source: PatternSource; readonly parsed: Pattern },
): void {
  const { canMatch: answer, obstacles, dead } = verdictOn(source.text, parsed, busOfFile(context));
  const tell = (code: string, severity: 'error' | 'warning', words: string, obstacle: Obstacle): void => {
    const list = source.pathAt(obstacle.start);
    const problem = {
      severity,
      code,
      message: `${words} ${obstacle.message}`,
      ...(obstacle.cure === undefined ? {} : { fix: obstacle.cure }),
    };
    if (obstacle.field !== undefined)
      context.problems.atKey(pathOfField(list, path.length, obstacle.field), problem);
    else context.problems.at([...list, obstacle.value ?? 0], problem);
  };
  for (const obstacle of obstacles) {
    if (answer === 'never') tell('pattern-never-matches', 'error', 'This pattern can never match:', obstacle);
    else
      tell('pattern-may-not-match', 'warning', 'No event that gcx knows of matches this pattern:', obstacle);
  }
  for (const obstacle of dead)
    tell('pattern-dead-part', 'warning', 'No event meets this part of the pattern:', obstacle);
}

/** Verdicts that are kept: a file's patterns are checked for each environment, and again with each fix that is tried. */
const MOST_VERDICTS = 200;
const verdicts = new Map<string, MatchVerdict>();

/** Judging a pattern by every event type is the dearest check of all, and the answer follows from its text and the bus. */
function verdictOn(text: string, parsed: Pattern, bus: BusEvents): MatchVerdict {
  const key = JSON.stringify([bus, text]);
  const kept = verdicts.get(key);
  if (kept !== undefined) return kept;
  const verdict = canMatch(parsed, bus);
  if (verdicts.size >= MOST_VERDICTS) verdicts.clear();
  verdicts.set(key, verdict);
  return verdict;
}

/** What the file says of its bus: `aws.bus`, else the partner event bus of its integration. */
function busOfFile({ root, account, region }: CheckContext): BusEvents {
  const text = (...path: readonly string[]) => textOf(nodeAt(root, path));
  const suffix = text('genesys', 'integration', 'suffix');
  const organization = text('genesys', 'organization')?.toLowerCase();
  const own =
    suffix === undefined || organization === undefined
      ? undefined
      : `aws.partner/genesys.com/cloud/${organization}/${suffix}`;
  return busEvents({ bus: text('aws', 'bus') ?? own ?? '', account, region });
}
