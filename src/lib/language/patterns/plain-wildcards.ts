import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { parseWildcard } from './wildcard.js';

/** What a wildcard says whose only star stands first or last. */
interface Affix {
  readonly operator: 'prefix' | 'suffix';
  readonly text: string;
}

/**
 * A condition without a wildcard that says no more than `prefix` or `suffix` does: `x*` is the prefix `x`, `*x` the
 * suffix `x`, in anything-but as well. All three look at strings alone. EventBridge counts the rules of a bus that
 * contain wildcards (Limits.wildcardRulesPerBus); a prefix or suffix does not count.
 */
export function withoutPlainWildcard<Condition extends JsonValue>(
  condition: Condition,
): Condition | JsonObject {
  if (!isJsonObject(condition) || Object.keys(condition).length !== 1) return condition;
  const { wildcard, 'anything-but': negated } = condition;
  if (wildcard !== undefined) {
    const affix = affixOf(wildcard);
    return affix === undefined ? condition : { [affix.operator]: affix.text };
  }
  if (!isJsonObject(negated) || Object.keys(negated).length !== 1) return condition;
  const texts = negated['wildcard'];
  if (texts === undefined) return condition;
  const affixes = (Array.isArray(texts) ? texts : [texts]).map(affixOf);
  const [first] = affixes;
  if (first === undefined) return condition;
  // One anything-but is about one operator, and takes no empty prefix.
  if (affixes.some((affix) => affix?.operator !== first.operator || affix.text === '')) return condition;
  const values = affixes.flatMap((affix) => (affix === undefined ? [] : [affix.text]));
  return { 'anything-but': { [first.operator]: Array.isArray(texts) ? values : first.text } };
}

/** A pattern whose conditions are all {@link withoutPlainWildcard}. */
export function withoutPlainWildcards(pattern: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(pattern).map(([key, value]): [string, JsonValue] => {
      if (isJsonObject(value)) return [key, withoutPlainWildcards(value)];
      if (!Array.isArray(value)) return [key, value];
      const items: readonly JsonValue[] = value;
      if (key !== '$or') return [key, items.map((item) => withoutPlainWildcard(item))];
      return [key, items.map((branch) => (isJsonObject(branch) ? withoutPlainWildcards(branch) : branch))];
    }),
  );
}

/**
 * Whether a pattern contains a wildcard, as EventBridge counts its rules.
 * [?] Whether it counts wildcards within anything-but is not recorded: they are counted.
 */
export function containsWildcard(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some((item: JsonValue) => isJsonObject(item) && isWildcard(item));
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([key, inner]) => {
    if (key !== '$or') return containsWildcard(inner);
    return Array.isArray(inner) && inner.some((branch: JsonValue) => containsWildcard(branch));
  });
}

function isWildcard(condition: JsonObject): boolean {
  const negated = condition['anything-but'];
  return 'wildcard' in condition || (isJsonObject(negated) && 'wildcard' in negated);
}

/** A text with a quote is left alone: a prefix or suffix may meet the quotes around the value by it, a wildcard may not. */
function affixOf(wildcard: JsonValue): Affix | undefined {
  if (typeof wildcard !== 'string' || wildcard.includes('"')) return undefined;
  let parts: readonly string[];
  try {
    parts = parseWildcard(wildcard);
  } catch {
    return undefined;
  }
  const [before, behind] = parts;
  if (parts.length !== 2 || before === undefined || behind === undefined) return undefined;
  if (behind === '') return { operator: 'prefix', text: before };
  return before === '' ? { operator: 'suffix', text: behind } : undefined;
}
