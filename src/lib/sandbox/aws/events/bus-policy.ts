import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { AwsError, resourceNotFound, validationError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context, Operations } from '../context.js';
import type { BusRecord } from '../event-records.js';
import { object, text } from '../input.js';
import { manyTexts, parsePolicy, rewritePolicy, statementsOf } from '../policies/document.js';
import { evaluatePolicy, type Verdict } from '../policies/evaluate.js';
import { busOf, NAME_PATTERN } from './names.js';

/** Characters of a bus's policy (default of the quota, recorded 2026-09-13). */
const POLICY_CHARACTERS = 10_240;
/** The one action that the simple form takes. */
const PUT_EVENTS = 'events:PutEvents';
/** Actions that a bus's policy can name (service authorization reference of Amazon EventBridge: those on an event bus or a rule). */
const ACTIONS: ReadonlySet<string> = new Set(
  [
    ...[
      'PutEvents',
      'PutPartnerEvents',
      'PutRule',
      'PutTargets',
      'RemoveTargets',
      'DeleteRule',
      'EnableRule',
    ],
    ...[
      'DisableRule',
      'DescribeRule',
      'ListRules',
      'ListTargetsByRule',
      'ListTagsForResource',
      'TagResource',
    ],
    ...['UntagResource', 'DescribeEventBus', 'CreateEventBus', 'DeleteEventBus', 'UpdateEventBus'],
    ...['PutPermission', 'RemovePermission', 'ListRuleNamesByTarget', 'InvokeApiDestination'],
  ].map((action) => `events:${action}`),
);

/** The statements of a bus's policy. */
export function busStatements({ policy }: BusRecord): readonly JsonObject[] {
  return policy === undefined ? [] : statementsOf(parsePolicy(policy) ?? {});
}

/** Condition keys of what comes to a bus: whether a rule forwards it, and those of the event (recorded 2026-09-15). */
export function busConditions(forwarded: boolean, event: JsonObject): Record<string, string> {
  return {
    'events:eventBusInvocation': String(forwarded),
    'events:source': String(event['source'] ?? ''),
    'events:detail-type': String(event['detail-type'] ?? ''),
  };
}

/** What a bus's policy says to a caller of its account, who needs no policy that allows it. */
export function judgeCaller(bus: BusRecord, event: JsonObject, { account }: Context): Verdict {
  return evaluatePolicy(busStatements(bus), {
    principal: { kind: 'account', account },
    action: PUT_EVENTS,
    resource: bus.arn,
    context: busConditions(false, event),
  });
}

function write(bus: BusRecord, statements: readonly JsonObject[], context: Context): void {
  bus.modified = context.now();
  if (statements.length === 0) {
    delete bus.policy;
    return;
  }
  const policy = rewritePolicy({ Version: '2012-10-17', Statement: [...statements] });
  if (policy.length > POLICY_CHARACTERS) {
    throw new AwsError(
      'PolicyLengthExceededException',
      'The size of the resource-based policy exceeds the maximum that is allowed.',
    );
  }
  bus.policy = policy;
}

function changeable(input: JsonObject, context: Context): BusRecord {
  // A partner's bus, whose name has slashes, the model itself refuses (recorded 2022-06-21 and 2024-05-24).
  new Constraints()
    .text('eventBusName', text(input, 'EventBusName'), { min: 1, max: 256, pattern: NAME_PATTERN })
    .check();
  return busOf(input, context);
}

function putPermission(input: JsonObject, context: Context): JsonObject {
  const [action, principal, sid] = ['Action', 'Principal', 'StatementId'].map((name) => text(input, name));
  const condition = object(input, 'Condition');
  const whole = text(input, 'Policy');
  new Constraints()
    .text('action', action, { min: 1, max: 64, pattern: 'events:[a-zA-Z]+' })
    .text('principal', principal, { min: 1, max: 12, pattern: '(\\d{12}|\\*)' })
    .text('statementId', sid, { min: 1, max: 64, pattern: '[a-zA-Z0-9-_]+' })
    .check();
  const bus = changeable(input, context);
  if (whole !== undefined) {
    if (action !== undefined || principal !== undefined || sid !== undefined || condition !== undefined) {
      throw validationError(
        'Action, Principal, StatementId and Condition could not be combined with Policy parameter.',
      );
    }
    write(bus, readPolicy(whole, bus), context);
    return {};
  }
  for (const [name, value] of [
    ['Action', action],
    ['Principal', principal],
    ['StatementId', sid],
  ]) {
    if (value === undefined) throw validationError(`Parameter(s) ${name} must be specified.`);
  }
  if (action !== PUT_EVENTS) throw notSupported('action', 'not supported');
  const statement: JsonObject = {
    Sid: sid ?? '',
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { AWS: principal ?? '' },
    Action: PUT_EVENTS,
    Resource: bus.arn,
    ...(condition === undefined ? {} : { Condition: readCondition(condition) }),
  };
  // AWS does not give statements back in the order in which they were put (recorded): the newest stands first here.
  write(bus, [statement, ...busStatements(bus).filter(({ Sid }) => Sid !== sid)], context);
  return {};
}

function notSupported(parameter: string, how: 'not supported' | 'invalid'): AwsError {
  return validationError(`Provided value in parameter '${parameter}' is ${how}.`);
}

function readCondition(condition: JsonObject): JsonObject {
  const [type, key, value] = ['Type', 'Key', 'Value'].map((name) => text(condition, name) ?? '');
  if (key !== 'aws:PrincipalOrgID') throw notSupported('condition.key', 'not supported');
  if (type !== 'StringEquals') throw notSupported('condition.type', 'not supported');
  if (!/^o-[a-z0-9]{10,32}$/.test(value ?? '')) throw notSupported('condition.value', 'invalid');
  return { StringEquals: { 'aws:PrincipalOrgID': value ?? '' } };
}

/** The statements of a whole policy, refused in the words recorded in September 2026. @throws AwsError ValidationException */
function readPolicy(source: string, bus: BusRecord): readonly JsonObject[] {
  const policy = parsed(source);
  if (!isJsonObject(policy)) throw validationError('This text appears not to be a policy');
  required(policy, 'Version');
  const statements = statementsOf(policy);
  if (statements.length === 0) throw validationError('Could not parse the policy: Statement is empty!');
  const sids = new Set<string>();
  for (const statement of statements) {
    for (const field of ['Sid', 'Effect', 'Principal', 'Action', 'Resource']) required(statement, field);
    const sid = String(statement['Sid']);
    const at = `Invalid statement at line 1 column ${source.lastIndexOf(sid) + 1}`;
    if (sids.has(sid)) throw validationError(`${at}: The Statement Ids in the policy are not unique`);
    sids.add(sid);
    checkActions(statement, at);
    for (const resource of manyTexts(statement['Resource'])) checkResource(resource, bus);
  }
  return statements;
}

function parsed(source: string): JsonValue {
  try {
    return JSON.parse(source) as JsonValue;
  } catch {
    throw validationError('This policy contains invalid Json');
  }
}

function required(holder: JsonObject, field: string): void {
  if (holder[field] === undefined) throw validationError(`Missing required field ${field}`);
}

function checkActions(statement: JsonObject, at: string): void {
  for (const action of manyTexts(statement['Action'])) {
    if (action === '*' || /^events:[A-Za-z]*\*/.test(action)) continue;
    if (!action.startsWith('events:')) {
      throw validationError(
        `${at}: Action field includes AWS services that are inconsistent with specified vendor`,
      );
    }
    if (!ACTIONS.has(action))
      throw validationError(`${at}: The following action names are invalid: "${action}"`);
  }
}

function checkResource(resource: string, bus: BusRecord): void {
  const own = bus.arn.split(':').slice(5).join(':');
  if (resource === '*' || resource === bus.arn || resource.includes(`:rule/${bus.name}/`)) return;
  const relative = resource.split(':').slice(5).join(':');
  if (relative !== own || resource !== bus.arn)
    throw validationError(`The relative-id "${relative}" is invalid for ARN "${resource}"`);
}

function removePermission(input: JsonObject, context: Context): JsonObject {
  const sid = text(input, 'StatementId');
  const all = input['RemoveAllPermissions'] === true;
  const bus = changeable(input, context);
  if (sid === undefined && !all) throw validationError('Parameter(s) StatementId must be specified.');
  if (sid !== undefined && all)
    throw validationError('StatementId could not be combined with All parameter.');
  const before = busStatements(bus);
  const rest = all ? [] : before.filter(({ Sid }) => Sid !== sid);
  if (!all && rest.length === before.length)
    throw resourceNotFound('Statement with the provided id does not exist.');
  write(bus, rest, context);
  return {};
}

/** The calls of EventBridge that concern the policy of a bus. */
export const busPolicyOperations: Operations = {
  PutPermission: putPermission,
  RemovePermission: removePermission,
};
