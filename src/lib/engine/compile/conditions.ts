import { canonicalJson, isJsonObject, type JsonValue } from '../../base/json.js';
import type { FieldCondition } from '../../language/config/model.js';
import {
  eventOf,
  InvalidPattern,
  matches,
  type Pattern,
  parsePattern,
} from '../../language/patterns/index.js';

/** Texts of operators: the same objects are compared again and again. */
const keysOfOperators = new WeakMap<object, string>();

/** The text by which a condition is known; equal conditions have the same. */
export function conditionKey(condition: JsonValue): string {
  if (typeof condition !== 'object' || condition === null) return JSON.stringify(condition);
  const known = keysOfOperators.get(condition);
  if (known !== undefined) return known;
  const key = canonicalJson(condition);
  keysOfOperators.set(condition, key);
  return key;
}

/** Whether a condition is a plain value and no EventBridge operator. */
export function isPlain(condition: JsonValue): boolean {
  return !isJsonObject(condition);
}

/**
 * Whether a field that holds this plain value meets a condition, as EventBridge decides it; undefined where the
 * condition is not valid, so that nothing is known.
 */
export function holds(condition: JsonValue, value: JsonValue): boolean | undefined {
  if (!isJsonObject(condition)) return conditionKey(condition) === conditionKey(value);
  const pattern = operatorPattern(condition);
  return pattern && matches(pattern, eventOf({ value }));
}

const operators = new Map<string, Pattern | undefined>();

/** A pattern of this operator alone, parsed once. */
function operatorPattern(condition: JsonValue): Pattern | undefined {
  const text = JSON.stringify({ value: [condition] });
  if (operators.has(text)) return operators.get(text);
  let pattern: Pattern | undefined;
  try {
    pattern = parsePattern(text);
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
  }
  operators.set(text, pattern);
  return pattern;
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
  const keys = new Set(b.map(conditionKey));
  if (a.some((one) => keys.has(conditionKey(one)))) return true;
  const operatorsOf = (list: readonly JsonValue[]) => list.filter((one) => !isPlain(one));
  return (
    operatorsOf(a).some((one) => b.some((other) => mayBothHold(one, other))) ||
    operatorsOf(b).some((one) => a.some((other) => mayBothHold(one, other)))
  );
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
  let groups: readonly FieldCondition[][] = [];
  const meets = (one: FieldCondition, other: FieldCondition): boolean =>
    // Two different plain values never meet.
    !(isPlain(one) && isPlain(other)) && mayBothHold(one, other);
  for (const condition of sorted) {
    const joined = isPlain(condition)
      ? []
      : groups.filter((group) => group.some((other) => meets(condition, other)));
    groups = [...groups.filter((group) => !joined.includes(group)), [...joined.flat(), condition]];
  }
  return groups.map((group) => [...group].sort(compareConditions));
}

/** Plain values before operators, then by text. */
export function compareConditions(a: JsonValue, b: JsonValue): number {
  const difference = Number(!isPlain(a)) - Number(!isPlain(b));
  if (difference !== 0) return difference;
  const [one, other] = [conditionKey(a), conditionKey(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}
