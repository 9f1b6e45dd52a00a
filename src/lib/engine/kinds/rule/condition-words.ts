import type { JsonObject, JsonValue } from '../../../base/json.js';
import { conditionsOf, describe, parsePattern, wantsWords } from '../../../language/patterns/index.js';
import { flatLines, looseWords } from '../../change/value-words.js';

/** One condition of a pattern's field, e.g. `text starting with "V"`; what AWS would not take, as its parts. */
export function conditionWords(condition: JsonValue): string {
  try {
    const [only] = conditionsOf(parsePattern(JSON.stringify({ field: [condition] })).clauses);
    return only === undefined ? looseWords(condition) : wantsWords(only);
  } catch {
    return looseWords(condition);
  }
}

/** A whole pattern, a line a condition. */
export function patternWords(pattern: JsonObject): string {
  try {
    return describe(parsePattern(JSON.stringify(pattern)))
      .split('\n')
      .filter((line) => line !== 'All of:')
      .map((line) => line.trim())
      .join('\n');
  } catch {
    return flatLines(pattern).join('\n');
  }
}
