import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { arnOf, parseArn, ruleArn } from '../arn.js';
import { hasLinkedRole, LINKED_ROLE } from '../events/connections/linked-role.js';
import { objects, text, texts } from '../input.js';
import { manyTexts, parsePolicy } from '../policies/document.js';
import { readTags } from '../tags.js';
import {
  all,
  anywhere,
  type Call,
  type Conditions,
  type Needs,
  type NeedsOfCalls,
  on,
  taggedWith,
  where,
  withoutKeys,
} from './asked.js';
import { passRole } from './pass-role.js';

const EVENTS = 'events.amazonaws.com';

/** The ARN of a thing that a member names, by its name or already by its ARN. */
function named(kind: string, member: string): (call: Call) => string {
  return ({ input, context }) => {
    const given = text(input, member) ?? '';
    return parseArn(given) === undefined ? arnOf('events', context, `${kind}/${given}`) : given;
  };
}

const bus = named('event-bus', 'Name');
const archive = named('archive', 'ArchiveName');
const replay = named('replay', 'ReplayName');
/** Policies name a connection and an API destination without its id (CloudFormation's `ArnForPolicy`). */
const connection = named('connection', 'Name');
const destination = named('api-destination', 'Name');

/** A connection's secret, whose whole name is known once it is there. */
const secretOfConnection = ({ input, context }: Call): string => {
  const name = text(input, 'Name') ?? '';
  return (
    context.state.connections.get(name)?.secretArn ??
    arnOf('secretsmanager', context, `secret:events!connection/${name}/new`)
  );
};

/** EventBridge keeps credentials in Secrets Manager with the rights of who gives them (EventBridge user guide, "Connections"). */
function onSecret(...actions: readonly string[]): Needs {
  return all(...actions.map((action) => on(`secretsmanager:${action}`, secretOfConnection)));
}

/** The first connection of an account makes a role. */
const makesRole: Needs = where(
  ({ context }) => !hasLinkedRole(context),
  on(
    'iam:CreateServiceLinkedRole',
    ({ context }) => arnOf('iam', { ...context, region: '' }, `role${LINKED_ROLE.path}${LINKED_ROLE.name}`),
    () => ({ 'iam:AWSServiceName': LINKED_ROLE.service }),
  ),
);

/** ARN of the connection of an API destination that is there. */
const connectionOfDestination = ({ input, context }: Call): string | undefined =>
  context.state.destinations.get(text(input, 'Name') ?? '')?.connectionArn;

const givesAuthorization = ({ input }: Call): boolean => input['AuthParameters'] !== undefined;

const resource = ({ input }: Call): string => text(input, 'ResourceARN') ?? '';

/** Event sources are no account's: their ARNs have none. */
const source = ({ input, context }: Call): string =>
  arnOf('events', { ...context, account: '' }, `event-source/${text(input, 'Name') ?? ''}`);

/** A connection's ARN as policies name it. */
function withoutId(arn: string): string {
  return arn.split('/').slice(0, 2).join('/');
}

function busName(given: string | undefined): string {
  if (given === undefined || given === '') return 'default';
  return parseArn(given)?.resource.replace(/^event-bus\//, '') ?? given;
}

function ruleOf(member: string): (call: Call) => string {
  return ({ input, context }) =>
    ruleArn(context, busName(text(input, 'EventBusName')), text(input, member) ?? '');
}

const rule = ruleOf('Name');
const ruleOfTargets = ruleOf('Rule');

function record({ context }: Call, arn: string) {
  return [...context.state.rules.values()].find((each) => each.arn === arn);
}

/** Of a rule that is there. */
function ofRule(arnOfCall: (call: Call) => string): (call: Call) => Conditions {
  return (call) => {
    const found = record(call, arnOfCall(call));
    if (found === undefined) return {};
    return {
      'events:creatorAccount': call.context.account,
      ...(found.managedBy === undefined ? {} : { 'events:ManagedBy': found.managedBy }),
    };
  };
}

function onRule(action: string, arn: (call: Call) => string): Needs {
  return on(action, arn, ofRule(arn));
}

const newTags = ({ input }: Call): Conditions => taggedWith(readTags(objects(input, 'Tags')));
const hasTags = ({ input }: Call): boolean => objects(input, 'Tags').length > 0;

/** What a rule's pattern names at its top. */
function ofPattern({ input }: Call): Conditions {
  const pattern: JsonObject = parsePolicy(text(input, 'EventPattern') ?? '') ?? {};
  return Object.fromEntries(
    (['source', 'detail-type'] as const).flatMap((key) => {
      const values = Array.isArray(pattern[key]) ? pattern[key].filter((each) => !isJsonObject(each)) : [];
      return values.length === 0 ? [] : [[`events:${key}`, manyTexts(values)]];
    }),
  );
}

/** What the calls of Amazon EventBridge need. */
export const needsOfEvents: NeedsOfCalls = {
  ActivateEventSource: on('events:ActivateEventSource', source),
  CancelReplay: on('events:CancelReplay', replay),
  CreateApiDestination: all(
    on('events:CreateApiDestination', destination),
    on('events:CreateApiDestination', ({ input }) => withoutId(text(input, 'ConnectionArn') ?? '')),
  ),
  CreateArchive: all(
    on('events:CreateArchive', archive),
    on('events:CreateArchive', ({ input }) => text(input, 'EventSourceArn') ?? ''),
  ),
  CreateConnection: all(
    on('events:CreateConnection', connection),
    makesRole,
    onSecret('CreateSecret', 'PutSecretValue'),
  ),
  CreateEventBus: all(
    on('events:CreateEventBus', bus, newTags),
    where(hasTags, on('events:TagResource', bus, newTags)),
  ),
  DeauthorizeConnection: all(on('events:DeauthorizeConnection', connection), onSecret('DeleteSecret')),
  DeleteApiDestination: on('events:DeleteApiDestination', destination),
  DeleteConnection: all(on('events:DeleteConnection', connection), onSecret('DeleteSecret')),
  DeactivateEventSource: on('events:DeactivateEventSource', source),
  DeleteArchive: on('events:DeleteArchive', archive),
  DeleteEventBus: on('events:DeleteEventBus', bus),
  DeleteRule: onRule('events:DeleteRule', rule),
  // Judged by the connection of the API destination, too (Service Authorization Reference); an update is not.
  DescribeApiDestination: all(
    on('events:DescribeApiDestination', destination),
    where(
      (call) => connectionOfDestination(call) !== undefined,
      on('events:DescribeApiDestination', (call) => withoutId(connectionOfDestination(call) ?? '')),
    ),
  ),
  DescribeArchive: on('events:DescribeArchive', archive),
  DescribeConnection: on('events:DescribeConnection', connection),
  DescribeEventBus: on('events:DescribeEventBus', ({ input, context }) =>
    arnOf('events', context, `event-bus/${busName(text(input, 'Name'))}`),
  ),
  DescribeEventSource: on('events:DescribeEventSource', source),
  DescribeReplay: on('events:DescribeReplay', replay),
  DescribeRule: onRule('events:DescribeRule', rule),
  DisableRule: onRule('events:DisableRule', rule),
  EnableRule: onRule('events:EnableRule', rule),
  ListApiDestinations: anywhere('events:ListApiDestinations'),
  ListArchives: anywhere('events:ListArchives'),
  ListConnections: anywhere('events:ListConnections'),
  ListEventBuses: anywhere('events:ListEventBuses'),
  ListEventSources: anywhere('events:ListEventSources'),
  ListReplays: anywhere('events:ListReplays'),
  ListRuleNamesByTarget: anywhere('events:ListRuleNamesByTarget'),
  ListRules: anywhere('events:ListRules'),
  ListTagsForResource: on('events:ListTagsForResource', resource),
  ListTargetsByRule: onRule('events:ListTargetsByRule', ruleOfTargets),
  PutEvents: ({ input, context }) =>
    objects(input, 'Entries').map((entry) => {
      const given = text(entry, 'EventBusName') ?? '';
      return {
        action: 'events:PutEvents',
        resource:
          parseArn(given) === undefined ? arnOf('events', context, `event-bus/${busName(given)}`) : given,
        conditions: {
          'events:source': text(entry, 'Source') ?? '',
          'events:detail-type': text(entry, 'DetailType') ?? '',
        },
      };
    }),
  PutPermission: anywhere('events:PutPermission'),
  PutRule: all(
    on('events:PutRule', rule, (call) => ({ ...ofRule(rule)(call), ...newTags(call), ...ofPattern(call) })),
    where(hasTags, on('events:TagResource', rule, newTags)),
    ({ input }) => passRole(text(input, 'RoleArn'), EVENTS),
  ),
  PutTargets: all(
    on('events:PutTargets', ruleOfTargets, (call) => ({
      ...ofRule(ruleOfTargets)(call),
      'events:TargetArn': objects(call.input, 'Targets').map((target) => text(target, 'Arn') ?? ''),
    })),
    ({ input }) => objects(input, 'Targets').flatMap((target) => passRole(text(target, 'RoleArn'), EVENTS)),
  ),
  RemovePermission: anywhere('events:RemovePermission'),
  RemoveTargets: onRule('events:RemoveTargets', ruleOfTargets),
  StartReplay: all(
    on('events:StartReplay', ({ input }) => text(input, 'EventSourceArn') ?? ''),
    on('events:StartReplay', replay),
    on('events:StartReplay', ({ input }) => {
      const to = input['Destination'];
      return isJsonObject(to) ? (text(to, 'Arn') ?? '') : '';
    }),
  ),
  TagResource: on('events:TagResource', resource, newTags),
  TestEventPattern: anywhere('events:TestEventPattern'),
  UntagResource: on('events:UntagResource', resource, ({ input }) => withoutKeys(texts(input, 'TagKeys'))),
  UpdateApiDestination: on('events:UpdateApiDestination', destination),
  UpdateArchive: on('events:UpdateArchive', archive),
  UpdateConnection: all(
    on('events:UpdateConnection', connection),
    where(givesAuthorization, onSecret('GetSecretValue', 'PutSecretValue', 'UpdateSecret')),
  ),
  UpdateEventBus: on('events:UpdateEventBus', bus),
};
