import type { JsonValue } from '../../base/json.js';
import type { FieldCondition } from './model.js';

/** The conditions of one field of checked content: a value stands for a list of it. */
export function toConditions(value: JsonValue): readonly FieldCondition[] {
  if (isList(value)) return value.filter((each): each is FieldCondition => !isList(each));
  return [value];
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
