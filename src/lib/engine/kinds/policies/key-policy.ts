import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { glob, meets, texts } from './lets-in.js';
import { statementsIn } from './policy.js';

/** What a service must be allowed with a key to send to something that the key encrypts (facts/aws.md). */
const NEEDED = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;

/** Operators that are compared here; of the others nothing is told. */
const OPERATORS = new Set(['ArnLike', 'ArnEquals', 'StringLike', 'StringEquals']);

/** Whether a key's policy lets a service use the key. */
export type KeyVerdict =
  | { readonly kind: 'allowed' }
  /** Not for all that it needs, whatever the conditions. */
  | { readonly kind: 'refused' }
  /** Only under conditions, on these keys. */
  | { readonly kind: 'conditioned'; readonly on: readonly string[] };

/**
 * Reads in a key's policy whether a service, such as `events.amazonaws.com`, may use the key.
 * @param needed what it does with the key; absent: what sending to something encrypted takes
 * @param known condition keys that its requests carry, with their values; absent: none is known
 */
export function keyVerdict(
  policy: JsonObject,
  service: string,
  needed: readonly string[] = NEEDED,
  known: Readonly<Record<string, string>> = {},
): KeyVerdict {
  const statements = statementsIn(policy).filter(
    (each) => isFor(each, service) && conditionHolds(each['Condition'], known) !== false,
  );
  const conditionKeys = (statement: JsonObject) => conditionKeysBut(statement, known);
  const on = new Set<string>();
  for (const action of needed) {
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

/**
 * The statement to add to a key's policy, as JSON.
 * @param actions absent: what sending to something encrypted takes
 */
export function keyStatement(
  services: readonly string[],
  actions: readonly string[] = ['kms:GenerateDataKey*', 'kms:Decrypt'],
): string {
  return JSON.stringify({
    Effect: 'Allow',
    Principal: { Service: services.length === 1 ? services[0] : services },
    Action: [...actions],
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
  return conditionKeysBut(statement, {});
}

/** Condition keys of a statement of which nothing is known. */
function conditionKeysBut(
  { Condition: condition }: JsonObject,
  known: Readonly<Record<string, string>>,
): readonly string[] {
  if (!isJsonObject(condition)) return [];
  return Object.entries(condition).flatMap(([operator, keys]) =>
    isJsonObject(keys)
      ? Object.entries(keys).flatMap(([key, values]) =>
          holds(operator, key, texts(values), known) === undefined ? [key] : [],
        )
      : [],
  );
}

/** False where a condition surely does not hold. */
function conditionHolds(condition: JsonValue | undefined, known: Readonly<Record<string, string>>): boolean {
  if (!isJsonObject(condition)) return true;
  return Object.entries(condition).every(
    ([operator, keys]) =>
      !isJsonObject(keys) ||
      Object.entries(keys).every(([key, values]) => holds(operator, key, texts(values), known) !== false),
  );
}

/** Whether a part of a condition holds; undefined where that cannot be told. */
function holds(
  operator: string,
  key: string,
  wanted: readonly string[],
  known: Readonly<Record<string, string>>,
): boolean | undefined {
  const found = Object.entries(known).find(([name]) => name.toLowerCase() === key.toLowerCase());
  if (found === undefined || !OPERATORS.has(operator)) return undefined;
  return wanted.some((each) => meets(operator, each, found[1]));
}
