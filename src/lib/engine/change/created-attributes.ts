import type { JsonObject, JsonValue } from '../../base/json.js';
import type { StepData } from './step.js';

/**
 * What the calls that create a thing ask for, as one object, by the names that gcx has them under: the tags and
 * attributes of an SNS topic, the pattern and targets of a rule. What several calls set, the first says; attributes that are
 * set one by one (SNS) stand among the others. gcx's own records of what it did are no part of it.
 */
export function createdAttributes(steps: readonly StepData[]): JsonObject {
  const all: Record<string, JsonValue> = {};
  const single: Record<string, JsonValue> = {};
  for (const step of steps) {
    const { call: _, record: _record, attribute, value, ...rest } = { ...step } as Record<string, JsonValue>;
    if (typeof attribute === 'string' && value !== undefined) single[attribute] = value;
    for (const [name, each] of Object.entries(rest)) if (!Object.hasOwn(all, name)) all[name] = each;
  }
  const attributes = all['attributes'];
  const given =
    typeof attributes === 'object' && attributes !== null && !Array.isArray(attributes) ? attributes : {};
  return Object.keys(single).length === 0 ? all : { ...all, attributes: { ...given, ...single } };
}
