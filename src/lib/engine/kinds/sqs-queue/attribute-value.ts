import { canonicalJson, type JsonValue } from '../../../base/json.js';

/** Whether an attribute has a value. An empty text is none, as SQS answers no attribute then. */
export function sameAttribute(name: string, live: string | undefined, wanted: string): boolean {
  return (normalAttribute(name, live) ?? '') === (normalAttribute(name, wanted) ?? '');
}

/** An attribute's value; some are JSON, which SQS writes in its own way. */
export function normalAttribute(name: string, value: string | undefined): string | undefined {
  if (value === undefined || !JSON_ATTRIBUTES.has(name)) return value;
  try {
    return canonicalJson(plainNumbers(JSON.parse(value)));
  } catch {
    return value;
  }
}

const JSON_ATTRIBUTES = new Set(['RedrivePolicy', 'RedriveAllowPolicy']);

/** SQS takes maxReceiveCount as a text or a number, and gives back what it was given. */
function plainNumbers(value: Record<string, JsonValue>): JsonValue {
  const { maxReceiveCount, ...rest } = value;
  return maxReceiveCount === undefined ? rest : { ...rest, maxReceiveCount: Number(maxReceiveCount) };
}
