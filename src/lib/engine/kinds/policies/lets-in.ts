import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { partsOfArnPattern } from '../../../language/names/arn.js';

/** A rule, topic or alarm that wants to send somewhere. */
export interface SendRequest {
  /** Such as `sns:Publish`. */
  readonly action: string;
  /** ARN of the topic, queue or function. */
  readonly resource: string;
  /** Who asks on its behalf, such as `events.amazonaws.com`. */
  readonly service: string;
  /** ARN of the rule, topic or alarm. */
  readonly source: string;
  readonly account: string;
}

/** A rule that wants to send somewhere. */
export type RuleRequest = Omit<SendRequest, 'service'>;

/** EventBridge, as policies call it. */
export const EVENT_BRIDGE = 'events.amazonaws.com';

/** Whether a policy's statements surely let a rule send. */
export function letsRuleIn(statements: readonly JsonObject[], request: RuleRequest): boolean {
  return letsIn(statements, { ...request, service: EVENT_BRIDGE });
}

/**
 * Whether a policy's statements surely let a rule or alarm send (AWS gives aws:SourceArn and aws:SourceAccount). False
 * where that cannot be told: another condition, an exception, a statement that denies.
 */
export function letsIn(statements: readonly JsonObject[], request: SendRequest): boolean {
  if (statements.some((statement) => statement['Effect'] === 'Deny')) return false;
  return statements.some(
    (statement) =>
      statement['Effect'] === 'Allow' &&
      meansService(statement['Principal'], request.service) &&
      texts(statement['Action']).some((action) => glob(action.toLowerCase(), request.action.toLowerCase())) &&
      texts(statement['Resource']).some((resource) => glob(resource, request.resource)) &&
      conditionsHold(statement['Condition'], request),
  );
}

/** Whether a statement's principal means a service, such as `events.amazonaws.com`, or everybody. */
export function meansService(principal: JsonValue | undefined, service: string): boolean {
  if (principal === '*') return true;
  if (!isJsonObject(principal)) return false;
  return texts(principal['Service']).includes(service) || texts(principal['AWS']).includes('*');
}

function conditionsHold(condition: JsonValue | undefined, request: SendRequest): boolean {
  if (condition === undefined) return true;
  if (!isJsonObject(condition)) return false;
  return Object.entries(condition).every(
    ([operator, keys]) =>
      isJsonObject(keys) &&
      Object.entries(keys).every(([key, values]) => {
        const actual = actualValue(key, request);
        return actual !== undefined && texts(values).some((wanted) => meets(operator, wanted, actual));
      }),
  );
}

function actualValue(key: string, { source, account, service }: SendRequest): string | undefined {
  switch (key.toLowerCase()) {
    case 'aws:sourcearn':
      return source;
    case 'aws:sourceaccount':
      return account;
    // What an SNS topic's own policy asks for: alarms of its account meet it, events do not.
    case 'aws:sourceowner':
      return service === EVENT_BRIDGE ? undefined : account;
    default:
      return undefined;
  }
}

/** Whether a value meets what one of these operators of a condition wants; false for other operators. */
export function meets(operator: string, wanted: string, actual: string): boolean {
  switch (operator) {
    case 'ArnLike':
    case 'ArnEquals':
      return sameParts(wanted, actual);
    case 'StringLike':
      return glob(wanted, actual);
    case 'StringEquals':
      return wanted === actual;
    default:
      return false;
  }
}

/** ARNs compare part by part: a `*` does not reach beyond a colon, except in the resource. */
export function sameParts(wanted: string, actual: string): boolean {
  const actuals = partsOfArnPattern(actual);
  return partsOfArnPattern(wanted).every((part, index) => glob(part, actuals[index] ?? ''));
}

/** Whether a text is what a policy's pattern says, in which `*` is any text and `?` any sign. */
export function glob(pattern: string, text: string): boolean {
  const escaped = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's').test(text);
}

/** What a member of a policy says, one or several. */
export function texts(value: JsonValue | undefined): readonly string[] {
  const list: readonly JsonValue[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.filter((item): item is string => typeof item === 'string');
}
