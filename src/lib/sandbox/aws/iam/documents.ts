import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { manyTexts, parsePolicy, statementsOf } from '../policies/document.js';
import { IamErrors } from './errors.js';

/** Characters of a role's trust policy, and of its inline policies together; white space does not count. */
const TRUST_POLICY_CHARACTERS = 2_048;
const ROLE_POLICY_CHARACTERS = 10_240;

function characters(document: string): number {
  return document.replace(/\s/g, '').length;
}

function readStatements(document: string): readonly JsonObject[] {
  const policy = parsePolicy(document);
  if (policy === undefined) throw IamErrors.malformed('This policy contains invalid Json');
  const statements = statementsOf(policy);
  const wellFormed = statements.every(
    (statement) =>
      (statement['Effect'] === 'Allow' || statement['Effect'] === 'Deny') &&
      (statement['Condition'] === undefined || isJsonObject(statement['Condition'])),
  );
  if (statements.length === 0 || !wellFormed) throw IamErrors.malformed('Syntax errors in policy.');
  for (const statement of statements) checkActions(statement);
  return statements;
}

function checkActions(statement: JsonObject): void {
  const actions = manyTexts(statement['Action'] ?? statement['NotAction']);
  if (actions.length === 0) throw IamErrors.malformed('Policy statement must contain actions.');
  if (actions.some((action) => action !== '*' && !/^[\w-]+:[\w*?]+$/.test(action))) {
    throw IamErrors.malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
}

/** Checks who a role is for. @throws AwsError MalformedPolicyDocument, LimitExceeded */
export function checkTrustPolicy(document: string): void {
  for (const statement of readStatements(document)) {
    if (statement['Principal'] === undefined && statement['NotPrincipal'] === undefined) {
      throw IamErrors.malformed('Missing required field Principal');
    }
    if (statement['Resource'] !== undefined) throw IamErrors.malformed('Has prohibited field Resource');
  }
  if (characters(document) > TRUST_POLICY_CHARACTERS) {
    throw IamErrors.limit(`Cannot exceed quota for ACLSizePerRole: ${TRUST_POLICY_CHARACTERS}`);
  }
}

/** Checks what a role may do; `others` are its other inline policies. @throws AwsError MalformedPolicyDocument, LimitExceeded */
export function checkRolePolicy(role: string, document: string, others: readonly string[]): void {
  for (const statement of readStatements(document)) {
    if (statement['Principal'] !== undefined || statement['NotPrincipal'] !== undefined) {
      throw IamErrors.malformed('Policy document should not specify a principal.');
    }
    if (manyTexts(statement['Resource'] ?? statement['NotResource']).length === 0) {
      throw IamErrors.malformed('Policy statement must contain resources.');
    }
  }
  const size = [document, ...others].reduce((sum, each) => sum + characters(each), 0);
  if (size > ROLE_POLICY_CHARACTERS) {
    throw IamErrors.limit(`Maximum policy size of ${ROLE_POLICY_CHARACTERS} bytes exceeded for role ${role}`);
  }
}

/** A document as IAM gives it back: percent-encoded as RFC 3986 has it. */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
