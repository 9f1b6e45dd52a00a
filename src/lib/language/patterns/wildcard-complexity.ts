import { parseWildcard, type WildcardParts } from './wildcard.js';

/** The highest complexity that EventBridge accepts: 7 was accepted and 11 refused; event-ruler's README advises 10. */
export const maxWildcardComplexity = 10;

/** Situations looked at before a pattern that has not been shown to be too complex is let pass. */
const maxSituations = 20_000;

/** A beginning of a wildcard text: where a value may stand that fits the text so far. */
interface Beginning {
  readonly id: number;
  /** Whether it ends in a star, and so stays however the value goes on. */
  readonly star: boolean;
  readonly next: Map<string, Beginning>;
  /** The beginning that goes on with a star: it fits the same value. */
  withStar: Beginning | undefined;
}

/**
 * event-ruler's measure for the wildcards of one field: the largest number of beginnings of the wildcard texts, the
 * quotes around them included, that one value can fit at the same time. `a*bb` has 3, because "abb" fits `a*`, `a*b`
 * and `a*bb`. A beginning that several texts of one anything-but share counts once.
 * Counting stops once the result is above {@link maxWildcardComplexity}.
 * @param groups the texts of each wildcard and each anything-but of the field
 */
export function wildcardComplexity(groups: readonly (readonly string[])[]): number {
  const start: Beginning[] = [];
  const seenTexts = new Set<string>();
  let count = 0;
  const beginning = (star: boolean): Beginning => ({
    id: count++,
    star,
    next: new Map(),
    withStar: undefined,
  });
  for (const texts of groups) {
    const key = texts.join('\n');
    if (seenTexts.has(key)) continue;
    seenTexts.add(key);
    const root = beginning(false);
    start.push(root);
    for (const text of texts) {
      const parts = parseWildcard(text);
      // Every star reached stays reached, so the stars of one text count together.
      if (parts.length - 1 > maxWildcardComplexity) return parts.length - 1;
      // More beginnings than situations are never looked at.
      if (count < maxSituations) addText(root, parts, beginning);
    }
  }
  return largestSituation(start);
}

/** Adds a text, as far as it can matter, to the beginnings of its group. */
function addText(root: Beginning, parts: WildcardParts, make: (star: boolean) => Beginning): void {
  let at = root;
  const add = (char: string): void => {
    const known = at.next.get(char);
    const next = known ?? make(false);
    if (known === undefined) at.next.set(char, next);
    at = next;
  };
  add('"');
  for (const [index, part] of parts.entries()) {
    if (index > 0) {
      at.withStar ??= make(true);
      at = at.withStar;
    }
    for (const char of part.slice(0, maxSituations)) add(char);
  }
  add('"');
}

function largestSituation(start: readonly Beginning[]): number {
  let largest = 0;
  const seen = new Set<string>();
  const open: (readonly Beginning[])[] = [start];
  for (let situation = open.pop(); situation !== undefined; situation = open.pop()) {
    const chars = new Set<string>();
    for (const { next } of situation) for (const char of next.keys()) chars.add(char);
    for (const char of chars) {
      const reached = advance(situation, char);
      largest = Math.max(largest, reached.length);
      if (largest > maxWildcardComplexity || seen.size >= maxSituations) return largest;
      const key = reached.map(({ id }) => id).join(' ');
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(reached);
    }
  }
  return largest;
}

function advance(situation: readonly Beginning[], char: string): Beginning[] {
  const reached = new Set<Beginning>();
  for (const beginning of situation) {
    if (beginning.star) reached.add(beginning);
    const next = beginning.next.get(char);
    if (next === undefined) continue;
    reached.add(next);
    if (next.withStar !== undefined) reached.add(next.withStar);
  }
  return [...reached].sort((one, other) => one.id - other.id);
}
