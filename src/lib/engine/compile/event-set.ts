import { isJsonObject, type JsonValue } from '../../base/json.js';
import { conditionKey, holds, isPlain, mayBothHold } from './conditions.js';

/** The values of one field: those of a list of conditions (undefined: all), without those of another. */
interface Values {
  readonly in: readonly JsonValue[] | undefined;
  readonly out: readonly JsonValue[];
}

/** Events, by what their fields hold: a field that is not there may hold anything. */
export type EventSet = ReadonlyMap<string, Values>;

/** Whether a field may hold several values at once, so that different values on it prove nothing. */
export type IsListField = (path: string) => boolean;

const ANYTHING: Values = { in: undefined, out: [] };

/** The events that a pattern's fields match. */
export function eventSetOf(fields: ReadonlyMap<string, readonly JsonValue[]>): EventSet {
  return new Map([...fields].map(([path, conditions]) => [path, { in: conditions, out: [] }]));
}

/** The events of one eventSet that another (a pattern's own) does not hold, as eventSets; at least those. */
export function withoutEventSet(eventSet: EventSet, taken: EventSet): readonly EventSet[] {
  const pieces: EventSet[] = [];
  let rest = eventSet;
  for (const [path, { in: conditions = [] }] of taken) {
    const values = rest.get(path) ?? ANYTHING;
    const left = values.in?.filter((one) => !isExcluded(one, conditions));
    if (left === undefined || left.length > 0) {
      pieces.push(new Map([...rest, [path, { in: left, out: [...values.out, ...conditions] }]]));
    }
    const shared = values.in === undefined ? conditions : meetingPart(values.in, conditions);
    if (shared.length === 0) return pieces;
    rest = new Map([...rest, [path, { in: shared, out: values.out }]]);
  }
  return pieces;
}

/** Whether an event may be in both eventSets; false only where that is proven impossible. */
export function eventSetsMayMeet(a: EventSet, b: EventSet, isList: IsListField): boolean {
  return [...new Set([...a.keys(), ...b.keys()])].every((path) => {
    if (isList(path)) return true;
    const one = a.get(path) ?? ANYTHING;
    const other = b.get(path) ?? ANYTHING;
    const out = [...one.out, ...other.out];
    if (one.in === undefined && other.in === undefined) return true;
    const shared =
      one.in === undefined
        ? (other.in ?? [])
        : other.in === undefined
          ? one.in
          : meetingPart(one.in, other.in);
    return shared.some((condition) => !isExcluded(condition, out));
  });
}

/** Conditions that stand for all values that meet both lists: of a plain value and an operator, the plain value. */
function meetingPart(a: readonly JsonValue[], b: readonly JsonValue[]): readonly JsonValue[] {
  const keys = new Set(b.map(conditionKey));
  const operators = b.filter(isJsonObject);
  return a.flatMap((one): readonly JsonValue[] => {
    if (keys.has(conditionKey(one))) return [one];
    if (isPlain(one)) return operators.some((other) => mayBothHold(one, other)) ? [one] : [];
    const plain = b.filter((other) => isPlain(other) && mayBothHold(one, other));
    return operators.some((other) => mayBothHold(one, other)) ? [one, ...plain] : plain;
  });
}

/** Whether all values of a condition are surely among those of a list. */
function isExcluded(condition: JsonValue, out: readonly JsonValue[]): boolean {
  const key = conditionKey(condition);
  return out.some(
    (other) =>
      conditionKey(other) === key ||
      (isPlain(condition) && isJsonObject(other) && holds(other, condition) === true),
  );
}
