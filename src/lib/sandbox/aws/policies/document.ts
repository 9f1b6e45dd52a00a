import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';

/** A value that policies write as one or as a list of strings. */
export function manyTexts(value: JsonValue | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value))
    return value.map((entry: JsonValue) => (typeof entry === 'string' ? entry : String(entry)));
  return typeof value === 'object' ? [] : [String(value)];
}

/** A policy's statements, also where there is only one without a list. */
export function statementsOf(policy: JsonObject): readonly JsonObject[] {
  const statement = policy['Statement'];
  if (isJsonObject(statement)) return [statement];
  return Array.isArray(statement) ? statement.filter(isJsonObject) : [];
}

/** Reads a policy's text; undefined where it is not a JSON object. */
export function parsePolicy(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The text that AWS gives back for a policy: without white space, an account's number as its root's ARN,
 * lists of one element as that element.
 */
export function rewritePolicy(policy: JsonObject): string {
  const statements = statementsOf(policy).map(rewriteStatement);
  return JSON.stringify({ ...policy, Statement: statements });
}

function rewriteStatement(statement: JsonObject): JsonObject {
  const rewritten: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(statement)) {
    if (key === 'Principal' || key === 'NotPrincipal') rewritten[key] = rewritePrincipal(value);
    else if (key === 'Condition' && isJsonObject(value)) rewritten[key] = mapValues(value, singleInside);
    else rewritten[key] = single(value);
  }
  return rewritten;
}

function rewritePrincipal(principal: JsonValue): JsonValue {
  if (!isJsonObject(principal)) return principal;
  return mapValues(principal, (value, kind) => {
    if (kind !== 'AWS') return single(value);
    const accounts = manyTexts(value).map((entry) =>
      /^\d{12}$/.test(entry) ? `arn:aws:iam::${entry}:root` : entry,
    );
    return single(accounts);
  });
}

function single(value: JsonValue): JsonValue {
  return Array.isArray(value) && value.length === 1 ? (value[0] ?? null) : value;
}

function singleInside(value: JsonValue): JsonValue {
  return isJsonObject(value) ? mapValues(value, single) : value;
}

function mapValues(value: JsonObject, change: (entry: JsonValue, key: string) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, change(entry, key)]));
}

/** The first thing that keeps a text from being a resource policy; undefined where it is one. */
export function policyFault(policy: JsonObject | undefined): string | undefined {
  if (policy === undefined) return 'it is not a JSON object';
  const statements = statementsOf(policy);
  if (statements.length === 0) return 'it has no statement';
  const sids = new Set<string>();
  for (const statement of statements) {
    const sid = statement['Sid'];
    if (typeof sid === 'string') {
      if (sids.has(sid)) return `two statements have the Sid "${sid}"`;
      sids.add(sid);
    }
    if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny') return 'a statement has no Effect';
    if (statement['Principal'] === undefined && statement['NotPrincipal'] === undefined) {
      return 'a statement has no Principal';
    }
    if (manyTexts(statement['Action'] ?? statement['NotAction']).length === 0)
      return 'a statement has no Action';
  }
  return undefined;
}
