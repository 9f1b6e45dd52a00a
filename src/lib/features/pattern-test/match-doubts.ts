import { type BusEvents, canMatch } from '../../language/can-match/index.js';
import { InvalidPattern, parsePattern } from '../../language/patterns/index.js';

/** Why no event of a bus matches a pattern, or a part of it. */
export interface MatchDoubts {
  /** `never`: certain. `doubtful`: gcx knows of no event that matches. `in-part`: some values or branches are of no use. */
  readonly kind: 'never' | 'doubtful' | 'in-part';
  readonly reasons: readonly { readonly path: string; readonly message: string; readonly cure?: string }[];
}

/** What speaks against a pattern on a bus; undefined where nothing does, or where gcx does not understand the pattern. */
export function matchDoubts(pattern: string, bus: BusEvents): MatchDoubts | undefined {
  try {
    const { canMatch: answer, obstacles, dead } = canMatch(parsePattern(pattern), bus);
    const found = answer === 'yes' ? dead : obstacles;
    if (found.length === 0) return undefined;
    return {
      kind: answer === 'yes' ? 'in-part' : answer,
      reasons: found.map(({ path, message, cure }) => ({
        path,
        message,
        ...(cure === undefined ? {} : { cure }),
      })),
    };
  } catch (error) {
    if (error instanceof InvalidPattern) return undefined;
    throw error;
  }
}
