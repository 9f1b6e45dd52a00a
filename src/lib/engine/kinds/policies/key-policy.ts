import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { glob, texts } from './lets-in.js';
import { statementsIn } from './policy.js';

/** What a service must be allowed with a key to send to something that the key encrypts (facts/aws.md). */
const NEEDED = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;

/** Whether a key's policy lets a service use the key. */
export type KeyVerdict =
  | { readonly kind: 'allowed' }
  /** Not for all that it needs, whatever the conditions. */
  | { readonly kind: 'refused' }
  /** Only under conditions, on these keys. */
  | { readonly kind: 'conditioned'; readonly on: readonly string[] };

/** Reads in a key's policy whether a service, such as `events.amazonaws.com`, may use the key. */
export function keyVerdict(policy: JsonObject, service: string): KeyVerdict {
  const statements = statementsIn(policy).filter((each) => isFor(each, service));
  const on = new Set<string>();
  for (const action of NEEDED) {
    const fitting = statements.filter((statement) => names(statement, action));
    if (fitting.some((each) => each['Effect'] === 'Deny' && conditionKeys(each).length === 0))
      return { kind: 'refused' };
    const allowing = fitting.filter((each) => each['Effect'] === 'Allow');
    if (allowing.length === 0) return { kind: 'refused' };
    if (allowing.some((each) => conditionKeys(each).length === 0)) continue;
    for (const key of allowing.flatMap(conditionKeys)) on.add(key);
  }
  return on.size === 0 ? { kind: 'allowed' } : { kind: 'conditioned', on: [...on].sort() };
}

/** The statement to add to a key's policy, as JSON. */
export function keyStatement(services: readonly string[]): string {
  return JSON.stringify({
    Effect: 'Allow',
    Principal: { Service: services.length === 1 ? services[0] : services },
    Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    Resource: '*',
  });
}

function isFor(statement: JsonObject, service: string): boolean {
  const principal = statement['Principal'];
  if (isJsonObject(principal)) {
    if (texts(principal['Service']).includes(service)) return true;
    return texts(principal['AWS']).includes('*') && conditionKeys(statement).length === 0;
  }
  // "Everyone" under conditions speaks of callers in accounts, which a service is not.
  return principal === '*' && conditionKeys(statement).length === 0;
}

function names(statement: JsonObject, action: string): boolean {
  return texts(statement['Action']).some((pattern) => glob(pattern.toLowerCase(), action.toLowerCase()));
}

function conditionKeys(statement: JsonObject): readonly string[] {
  const condition = statement['Condition'];
  if (!isJsonObject(condition)) return [];
  return Object.values(condition).flatMap((keys) => (isJsonObject(keys) ? Object.keys(keys) : []));
}
