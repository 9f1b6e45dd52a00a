import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { glob, type SendRequest, sameParts, texts } from './lets-in.js';

/** A statement that denies, and keeps a sender out. */
export interface Denial {
  /** Its `Sid`, where it has one. */
  readonly sid?: string;
  /** Condition keys of which gcx cannot tell what they hold for the sender; empty: it surely keeps the sender out. */
  readonly unsure: readonly string[];
}

/**
 * The statement of a policy that keeps a sender out, a sure one first. A service that sends is no principal of an account:
 * keys such as aws:PrincipalOrgID and aws:SourceVpce are absent in what it asks, and a negated condition on an absent
 * key holds (IAM User Guide, condition operators), which is how most of such statements came to be.
 */
export function keepsOut(statements: readonly JsonObject[], request: SendRequest): Denial | undefined {
  const denials = statements.flatMap((statement) => denialBy(statement, request) ?? []);
  return denials.find(({ unsure }) => unsure.length === 0) ?? denials[0];
}

/** What one part of a statement says of a request; `unsure` names the condition keys for which that cannot be told. */
type Verdict = 'holds' | 'fails' | { readonly unsure: string };

function denialBy(statement: JsonObject, request: SendRequest): Denial | undefined {
  if (statement['Effect'] !== 'Deny') return undefined;
  if (!speaksOf(statement, request)) return undefined;
  const verdicts = conditionsOf(statement['Condition'], request);
  if (verdicts.includes('fails')) return undefined;
  const sid = statement['Sid'];
  return {
    ...(typeof sid === 'string' && sid !== '' ? { sid } : {}),
    unsure: [...new Set(verdicts.flatMap((each) => (typeof each === 'string' ? [] : [each.unsure])))],
  };
}

/** Whether principal, action and resource of a statement are those of a request. */
function speaksOf(statement: JsonObject, { service, action, resource }: SendRequest): boolean {
  const isOfService = (principal: JsonValue | undefined) =>
    principal === '*' ||
    (isJsonObject(principal) &&
      (texts(principal['Service']).some((each) => each === '*' || each === service) ||
        texts(principal['AWS']).includes('*')));
  const isAction = (pattern: string) => glob(pattern.toLowerCase(), action.toLowerCase());
  const isResource = (pattern: string) => glob(pattern, resource);
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
  return (
    (NotPrincipal === undefined ? isOfService(Principal) : !isOfService(NotPrincipal)) &&
    (NotAction === undefined ? texts(Action).some(isAction) : !texts(NotAction).some(isAction)) &&
    (NotResource === undefined ? texts(Resource).some(isResource) : !texts(NotResource).some(isResource))
  );
}

function conditionsOf(condition: JsonValue | undefined, request: SendRequest): readonly Verdict[] {
  if (!isJsonObject(condition)) return condition === undefined ? ['holds'] : [{ unsure: 'Condition' }];
  return Object.entries(condition).flatMap(([operator, keys]) =>
    isJsonObject(keys)
      ? Object.entries(keys).map(([key, wanted]) => conditionHolds(operator, key, texts(wanted), request))
      : [],
  );
}

/** Keys that are absent in what a service asks on behalf of a rule, topic or alarm: they speak of callers in accounts or networks. */
const ABSENT =
  /^(?:aws:(?:principal(?:orgid|orgpaths|arn|account|tag\/.*|type)|userid|username|source(?:vpce|vpc|ip|vpcarn)|vpcsourceip|viaawsservice|calledvia.*|multifactorauth.*|tokenissuetime|federatedprovider|rolesessionname)|sns:endpoint|sns:protocol)$/;

/** What a key holds in a request; undefined: it is absent; `unknown`: gcx cannot tell. */
function heldBy(
  key: string,
  { source, account, service }: SendRequest,
): string | undefined | { readonly unknown: true } {
  const lower = key.toLowerCase();
  if (ABSENT.test(lower)) return undefined;
  switch (lower) {
    case 'aws:sourcearn':
      return source;
    case 'aws:sourceaccount':
      return account;
    case 'aws:principalisawsservice':
    case 'aws:securetransport':
      return 'true';
    case 'aws:principalservicename':
      return service;
    default:
      return { unknown: true };
  }
}

function conditionHolds(
  operator: string,
  key: string,
  wanted: readonly string[],
  request: SendRequest,
): Verdict {
  const value = heldBy(key, request);
  if (typeof value === 'object') return { unsure: key };
  // `ForAnyValue:` and `ForAllValues:` speak of keys with several values; an absent one meets the latter.
  const [, set, name = ''] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(?:IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null')
    return wanted.some((each) => (each === 'true') === (value === undefined)) ? 'holds' : 'fails';
  const isNegated = /^(?:String|Arn|Numeric|Date)Not|^NotIp/.test(name);
  if (value === undefined) {
    const meets = operator.endsWith('IfExists') || set === 'ForAllValues' || (isNegated && set === undefined);
    return meets ? 'holds' : 'fails';
  }
  const compare = comparison(name);
  if (compare === undefined) return { unsure: key };
  return wanted.some((each) => compare(each, value)) !== isNegated ? 'holds' : 'fails';
}

function comparison(operator: string): ((wanted: string, value: string) => boolean) | undefined {
  switch (operator) {
    case 'StringEquals':
    case 'StringNotEquals':
      return (wanted, value) => wanted === value;
    case 'StringEqualsIgnoreCase':
    case 'StringNotEqualsIgnoreCase':
    case 'Bool':
      return (wanted, value) => wanted.toLowerCase() === value.toLowerCase();
    case 'StringLike':
    case 'StringNotLike':
      return glob;
    case 'ArnEquals':
    case 'ArnLike':
    case 'ArnNotEquals':
    case 'ArnNotLike':
      return sameParts;
    default:
      return undefined;
  }
}
