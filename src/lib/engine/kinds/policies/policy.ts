import {
  canonicalJson,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  jsonObjectIn,
} from '../../../base/json.js';
import { accountArn } from '../../../language/names/arn.js';

/** Version of policy documents that gcx writes where there was none. */
const POLICY_VERSION = '2012-10-17';

/** The statements of a policy document's text; none where it is absent or not JSON. */
export function statementsOf(policy: string | undefined): readonly JsonObject[] {
  return statementsIn(jsonObjectIn(policy) ?? {});
}

/** The statements of a policy document: it holds a list of them, or one. */
export function statementsIn({ Statement: statements }: JsonObject): readonly JsonObject[] {
  if (Array.isArray(statements)) return statements.filter(isJsonObject);
  return isJsonObject(statements) ? [statements] : [];
}

/** The statement of a `Sid` in a policy document's text. */
export function findStatement(policy: string | undefined, sid: string): JsonObject | undefined {
  return statementsOf(policy).find((statement) => statement['Sid'] === sid);
}

/** A policy's text with this one statement put (or, with null, taken away); others' statements stay as they were. */
export function withStatement(policy: string | undefined, sid: string, statement: JsonObject | null): string {
  const document = jsonObjectIn(policy) ?? { Version: POLICY_VERSION };
  const others = statementsOf(policy).filter((candidate) => candidate['Sid'] !== sid);
  const statements = statement === null ? others : [...others, statement];
  return statements.length === 0 ? '' : JSON.stringify({ ...document, Statement: statements });
}

/**
 * Whether two statements mean the same. AWS rewrites what it is given: a single-element array becomes its element,
 * condition keys and actions change case, an account number in a principal becomes its root ARN.
 */
export function sameStatement(left: JsonObject, right: JsonObject): boolean {
  return canonicalJson(normalise(left, [])) === canonicalJson(normalise(right, []));
}

/** A statement as text that is the same for all that mean the same; its `Sid` means nothing. */
export function normalStatement({ Sid: _, ...statement }: JsonObject): string {
  return canonicalJson(normalise(statement, []));
}

function normalise(value: JsonValue, path: readonly string[]): JsonValue {
  if (Array.isArray(value)) {
    const items = value.map((item: JsonValue) => normalise(item, path));
    if (items.length === 1 && items[0] !== undefined) return items[0];
    return [...items].sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  }
  if (isJsonObject(value)) {
    const inCondition = path[0] === 'Condition' && path.length === 2;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        inCondition ? key.toLowerCase() : key,
        normalise(member, [...path, key]),
      ]),
    );
  }
  if (path[0] === 'Action' && typeof value === 'string') return value.toLowerCase();
  const inPrincipal = path[0] === 'Principal' && path[1] === 'AWS';
  if (inPrincipal && typeof value === 'string' && /^\d{12}$/.test(value)) return accountArn(value);
  return value;
}
