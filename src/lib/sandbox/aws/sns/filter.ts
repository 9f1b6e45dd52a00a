import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { invalidParameter } from '../aws-error.js';
import { patternFault, patternFits, patternMisses } from '../events/pattern.js';
import type { MessageAttribute } from '../message-records.js';
import { parsePolicy } from '../policies/document.js';

const KEYS_PER_POLICY = 5;
/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const COMBINATIONS = 150;

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
  // Of addresses SNS does not say where they stand (recorded 2024-12-03).
  if (fault !== undefined)
    throw refuse(/^(Nonstandard IP|Malformed CIDR)/.test(fault) ? firstLine(fault) : fault);
  if (combinations(policy, 1) > COMBINATIONS) throw refuse('Filter policy is too complex');
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

/**
 * What SNS counts a policy as: how many values each list has, times how deep it lies, all of them multiplied; of `$or` the
 * branches are added (recorded 2024-05-14: 150 is taken, 152 and 160 are refused; LocalStack's test_policy_complexity_with_or).
 */
function combinations(policy: JsonObject, depth: number): number {
  return Object.entries(policy).reduce((product, [key, value]) => {
    if (isJsonObject(value)) return product * combinations(value, depth + 1);
    if (!Array.isArray(value)) return product;
    const branches = key === '$or' ? value.filter(isJsonObject) : [];
    if (branches.length === 0) return product * value.length * depth;
    return product * branches.reduce((sum, branch) => sum + combinations(branch, depth), 0);
  }, 1);
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

/** Why a subscription's filter policy does not let a message through, in one line. */
export function whyFiltered(subscription: Readonly<Record<string, string>>, body: string): string {
  if (subscription['FilterPolicyScope'] !== 'MessageBody')
    return 'its filter does not let the attributes through';
  const failing = patternMisses(subscription['FilterPolicy'] ?? '', body);
  return `its filter does not let it through${failing.length === 0 ? '' : `: ${failing.join('; ')}`}`;
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
