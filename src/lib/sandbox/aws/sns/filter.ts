import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { invalidParameter } from '../aws-error.js';
import { patternFault, patternFits } from '../events/pattern.js';
import { parsePolicy } from '../policies/document.js';
import type { MessageAttribute } from '../state.js';

const KEYS_PER_POLICY = 5;

/**
 * Checks a filter policy. Its language is that of event patterns, so their checks serve here too.
 * @throws AwsError InvalidParameter
 */
export function checkFilterPolicy(source: string, scope: string | undefined, prefix: string): void {
  const policy = parsePolicy(source);
  const refuse = (why: string) => invalidParameter(`${prefix}FilterPolicy: ${why}`);
  if (policy === undefined) throw refuse('failed to parse JSON.');
  if (scope !== 'MessageBody' && Object.values(policy).some((value) => isJsonObject(value))) {
    throw invalidParameter('Filter policy scope MessageAttributes does not support nested filter policy');
  }
  if (Object.keys(policy).length > KEYS_PER_POLICY) {
    throw refuse(`Filter policy can not have more than ${KEYS_PER_POLICY} keys`);
  }
  const fault = patternFault(source);
  if (fault !== undefined) throw refuse(fault);
}

/** Whether a subscription's filter policy lets a message through. */
export function filterAccepts(
  subscription: Readonly<Record<string, string>>,
  body: string,
  attributes: Readonly<Record<string, MessageAttribute>>,
): boolean {
  const policy = subscription['FilterPolicy'];
  if (policy === undefined || policy === '' || policy === '{}') return true;
  if (subscription['FilterPolicyScope'] === 'MessageBody') {
    return parsePolicy(body) !== undefined && patternFits(policy, body);
  }
  // A message without any attribute passes no policy, not even exists: false (recorded 2026-09-14, filters.json).
  if (Object.keys(attributes).length === 0) return false;
  const values: Record<string, JsonValue> = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    const value = attributeValue(attribute);
    // One that is malformed keeps the message out, whichever the policy asks for (recorded, author's summary).
    if (value === undefined) return false;
    values[name] = value;
  }
  return patternFits(policy, JSON.stringify(values satisfies JsonObject));
}

function attributeValue(attribute: MessageAttribute): JsonValue | undefined {
  const text = attribute.StringValue ?? '';
  if (attribute.DataType.startsWith('Number')) return Number(text);
  if (attribute.DataType !== 'String.Array') return text;
  try {
    const value = JSON.parse(text) as JsonValue;
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
