import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { parseArn } from '../arn.js';
import { manyTexts } from './document.js';

/** Who asks a resource for what. */
export interface AccessRequest {
  /** A service such as `events.amazonaws.com`, or an account. */
  readonly principal:
    | { readonly kind: 'service'; readonly name: string }
    | {
        readonly kind: 'account';
        readonly account: string;
        /** ARN of the role that asks; absent: any identity of the account. */
        readonly role?: string;
        /** Whether only a statement that names the role itself counts, none for its account as a whole. */
        readonly byName?: boolean;
      };
  /** Such as `sns:Publish`. */
  readonly action: string;
  readonly resource: string;
  /** Condition keys that the request carries, by their usual spelling (`aws:SourceArn`); a list: a key of several values. */
  readonly context: RequestContext;
}

/** The condition keys of a request. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** Whether a policy lets a request in, and why not; `denied`: by a statement that says so, which no other policy heals. */
export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly denied: boolean; readonly why: string };

/** Evaluates a resource policy as AWS does: an explicit Deny wins, nothing is allowed without an Allow. */
export function evaluatePolicy(statements: readonly JsonObject[], request: AccessRequest): Verdict {
  if (statements.length === 0) return { allowed: false, denied: false, why: 'there is no resource policy' };
  const principal = request.principal.kind === 'service' ? request.principal.name : request.principal.account;
  let nearest: string | undefined;
  let allowed = false;
  for (const statement of statements) {
    const sid = typeof statement['Sid'] === 'string' ? ` "${statement['Sid']}"` : '';
    const deny = statement['Effect'] === 'Deny';
    const mismatch = mismatchOf(statement, request, deny);
    if (mismatch === undefined) {
      if (deny) return { allowed: false, denied: true, why: `statement${sid} of the policy denies it` };
      allowed = true;
    } else if (!deny && mismatch.kind === 'condition') {
      nearest = `statement${sid} of the policy does not fit: ${mismatch.why}`;
    }
  }
  if (allowed) return { allowed: true };
  return {
    allowed: false,
    denied: false,
    why: nearest ?? `no statement of the policy allows ${principal} ${request.action}`,
  };
}

interface Mismatch {
  readonly kind: 'principal' | 'action' | 'resource' | 'condition';
  readonly why: string;
}

function mismatchOf(statement: JsonObject, request: AccessRequest, deny: boolean): Mismatch | undefined {
  if (!principalFits(statement, request)) return { kind: 'principal', why: 'another principal' };
  if (
    !listFits(statement, 'Action', 'NotAction', request.action.toLowerCase(), (text) => text.toLowerCase())
  ) {
    return { kind: 'action', why: 'another action' };
  }
  if (!listFits(statement, 'Resource', 'NotResource', request.resource, (text) => text)) {
    return { kind: 'resource', why: 'another resource' };
  }
  const why = conditionMismatch(statement['Condition'], request.context, deny);
  return why === undefined ? undefined : { kind: 'condition', why };
}

function principalFits(statement: JsonObject, request: AccessRequest): boolean {
  const not = statement['NotPrincipal'];
  if (not !== undefined) return !onePrincipalFits(not, request);
  return onePrincipalFits(statement['Principal'] ?? null, request);
}

function onePrincipalFits(principal: JsonValue, request: AccessRequest): boolean {
  if (principal === '*') return true;
  if (!isJsonObject(principal)) return false;
  const accounts = manyTexts(principal['AWS']);
  if (accounts.includes('*')) return true;
  const { principal: asking } = request;
  if (asking.kind === 'service') return manyTexts(principal['Service']).includes(asking.name);
  return accounts.some((entry) => {
    if (entry === asking.account) return asking.byName !== true;
    const arn = parseArn(entry);
    if (arn?.account !== asking.account) return false;
    if (arn.resource === 'root') return asking.byName !== true;
    return asking.role === undefined || asking.role === entry;
  });
}

function listFits(
  statement: JsonObject,
  name: string,
  negated: string,
  wanted: string,
  spell: (text: string) => string,
): boolean {
  const not = statement[negated];
  if (not !== undefined) return !manyTexts(not).some((entry) => wildcardFits(spell(entry), wanted));
  const entries = manyTexts(statement[name]);
  // A policy attached to a resource may leave the resource out.
  if (entries.length === 0) return name === 'Resource';
  return entries.some((entry) => wildcardFits(spell(entry), wanted));
}

/** Whether a text fits a pattern with `*` and `?`. */
export function wildcardFits(pattern: string, value: string): boolean {
  if (!pattern.includes('*') && !pattern.includes('?')) return pattern === value;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's').test(value);
}

/** Whether an ARN fits a pattern, part by part: a wildcard does not reach over a colon of the first five. */
export function arnFits(pattern: string, value: string): boolean {
  const wanted = arnParts(pattern);
  const given = arnParts(value);
  if (wanted === undefined || given === undefined) return pattern === '*';
  return wanted.every((part, index) => wildcardFits(part, given[index] ?? ''));
}

function arnParts(text: string): readonly string[] | undefined {
  const parts = text.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

type Comparison = (wanted: string, given: string) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  stringequals: (wanted, given) => wanted === given,
  stringequalsignorecase: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  stringlike: wildcardFits,
  arnequals: arnFits,
  arnlike: arnFits,
  bool: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
};

function conditionMismatch(
  condition: JsonValue | undefined,
  context: RequestContext,
  deny: boolean,
): string | undefined {
  if (!isJsonObject(condition)) return undefined;
  const given = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat()]));
  for (const [operator, keys] of Object.entries(condition)) {
    if (!isJsonObject(keys)) continue;
    for (const [key, wanted] of Object.entries(keys)) {
      const fits = operatorFits(operator.toLowerCase(), manyTexts(wanted), given.get(key.toLowerCase()));
      // What the sandbox cannot evaluate neither opens a door nor closes one it should close.
      if (fits ?? deny) continue;
      const shown = given.get(key.toLowerCase())?.join(' and ') ?? 'missing';
      return `${operator} ${key} is ${manyTexts(wanted).join(' or ')}, the request's is ${shown}`;
    }
  }
  return undefined;
}

/**
 * Undefined for an operator that the sandbox does not know. Of a key with several values all must fit, unless the operator
 * says `ForAnyValue:`.
 */
function operatorFits(
  operator: string,
  wanted: readonly string[],
  given: readonly string[] | undefined,
): boolean | undefined {
  const [, set, rest = ''] = /^(?:(forallvalues|foranyvalue):)?(.*)$/.exec(operator) ?? [];
  let name = rest;
  if (name === 'null') return wanted.includes(given === undefined ? 'true' : 'false');
  const optional = name.endsWith('ifexists');
  if (optional) name = name.slice(0, -'ifexists'.length);
  const negated = /^(string|arn)not/.test(name);
  const compare = COMPARISONS[name.replace(/^(string|arn)not/, '$1')];
  if (compare === undefined) return undefined;
  if (given === undefined) return optional || set === 'forallvalues' || (negated && set !== 'foranyvalue');
  const fits = (value: string): boolean => wanted.some((entry) => compare(entry, value)) !== negated;
  return set === 'foranyvalue' ? given.some(fits) : given.every(fits);
}
