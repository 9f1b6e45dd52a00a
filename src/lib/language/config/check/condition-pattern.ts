import type { JsonValue } from '../../../base/json.js';
import { InvalidPattern, parsePattern, withoutPlainWildcard } from '../../patterns/index.js';

/** A pattern with these conditions of one field, as gcx writes them. */
export function patternText(key: string, conditions: readonly JsonValue[]): string {
  const written = conditions.map((condition) => withoutPlainWildcard(condition));
  return JSON.stringify({ detail: { eventBody: { [key]: written } } });
}

/** What EventBridge says against a pattern with these conditions. */
export function patternProblem(key: string, conditions: readonly JsonValue[]): string | undefined {
  try {
    parsePattern(patternText(key, conditions));
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    return error.reason.replace(/\.$/, '');
  }
}
