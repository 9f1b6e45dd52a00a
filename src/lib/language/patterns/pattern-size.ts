import { Limits } from '../../base/limits.js';

/** What is wrong with a pattern's size: over the quota that AWS can raise, or over what the API takes at all. */
export interface PatternSizeProblem {
  readonly severity: 'warning' | 'error';
  readonly characters: number;
  readonly limit: number;
  readonly message: string;
}

/** Checks a pattern's size against EventBridge's quota and the API's maximum; undefined where it is fine. */
export function patternSizeProblem(text: string): PatternSizeProblem | undefined {
  const characters = text.length;
  if (characters > Limits.rulePatternCharactersMax) {
    const limit = Limits.rulePatternCharactersMax;
    return {
      severity: 'error',
      characters,
      limit,
      message: `The pattern has ${characters} characters; EventBridge takes ${limit} at most.`,
    };
  }
  if (characters > Limits.rulePatternCharacters) {
    const limit = Limits.rulePatternCharacters;
    return {
      severity: 'warning',
      characters,
      limit,
      message: `The pattern has ${characters} characters; the quota for a rule is ${limit} unless AWS has raised it.`,
    };
  }
  return undefined;
}
