import type { FieldCondition } from '../config/model.js';
import { canonicalJson, isJsonObject, type JsonValue } from '../json.js';

/** The text by which a condition is known; equal conditions have the same. */
export function conditionKey(condition: JsonValue): string {
  return canonicalJson(condition);
}

/** Whether a condition is a plain value and no EventBridge operator. */
export function isPlain(condition: JsonValue): boolean {
  return !isJsonObject(condition);
}

/** Whether a field that holds this plain value meets a condition; undefined where that is not known. */
export function holds(condition: JsonValue, value: JsonValue): boolean | undefined {
  if (!isJsonObject(condition)) return conditionKey(condition) === conditionKey(value);
  return undefined;
}

/**
 * Whether one value can meet both conditions. True where it is not known: only what is proven apart is apart.
 * It is about one value; a field that is an array may meet both all the same.
 */
export function mayBothHold(a: JsonValue, b: JsonValue): boolean {
  if (conditionKey(a) === conditionKey(b)) return true;
  if (isPlain(b)) return holds(a, b) ?? true;
  if (isPlain(a)) return holds(b, a) ?? true;
  return !startApart(a, b);
}

/** Whether two prefix (or two suffix) operators can never hold for the same text. */
function startApart(a: JsonValue, b: JsonValue): boolean {
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const apart = (
    one: JsonValue | undefined,
    other: JsonValue | undefined,
    fits: (x: string, y: string) => boolean,
  ) => typeof one === 'string' && typeof other === 'string' && !fits(one, other) && !fits(other, one);
  return (
    apart(a['prefix'], b['prefix'], (x, y) => x.startsWith(y)) ||
    apart(a['suffix'], b['suffix'], (x, y) => x.endsWith(y))
  );
}

/** Whether two lists of conditions on the same field can be met by the same value. */
export function listsMayMeet(a: readonly JsonValue[], b: readonly JsonValue[]): boolean {
  return a.some((one) => b.some((other) => mayBothHold(one, other)));
}

/**
 * The conditions of one field in groups of which no two can hold for the same value, so that groups may go to
 * different rules and no event is delivered twice. Repeats are dropped; plain values come first, each sorted.
 */
export function exclusiveGroups(
  conditions: readonly FieldCondition[],
): readonly (readonly FieldCondition[])[] {
  const byKey = new Map(conditions.map((condition) => [conditionKey(condition), condition]));
  const sorted = [...byKey.values()].sort(compareConditions);
  const groups: FieldCondition[][] = [];
  const operators = sorted.filter((condition) => !isPlain(condition));
  for (const condition of sorted) {
    // Two different plain values never meet, so only operators need comparing: a long list stays quick.
    const rivals = isPlain(condition) ? operators : sorted;
    const meets = (other: FieldCondition): boolean =>
      rivals.includes(other) ? mayBothHold(condition, other) : false;
    const joined = groups.filter((group) => group.some(meets));
    const rest = groups.filter((group) => !joined.includes(group));
    groups.length = 0;
    groups.push(...rest, [...joined.flat(), condition]);
  }
  return groups.map((group) => group.sort(compareConditions));
}

/** Plain values before operators, then by text. */
export function compareConditions(a: JsonValue, b: JsonValue): number {
  const difference = Number(!isPlain(a)) - Number(!isPlain(b));
  if (difference !== 0) return difference;
  const [one, other] = [conditionKey(a), conditionKey(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}
