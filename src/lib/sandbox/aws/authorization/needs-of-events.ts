import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { arnOf, parseArn, ruleArn } from '../arn.js';
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
const resource = ({ input }: Call): string => text(input, 'ResourceARN') ?? '';

/** Event sources are no account's: their ARNs have none. */
const source = ({ input, context }: Call): string =>
  arnOf('events', { ...context, account: '' }, `event-source/${text(input, 'Name') ?? ''}`);

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
  CreateArchive: all(
    on('events:CreateArchive', archive),
    on('events:CreateArchive', ({ input }) => text(input, 'EventSourceArn') ?? ''),
  ),
  CreateEventBus: all(
    on('events:CreateEventBus', bus, newTags),
    where(hasTags, on('events:TagResource', bus, newTags)),
  ),
  DeactivateEventSource: on('events:DeactivateEventSource', source),
  DeleteArchive: on('events:DeleteArchive', archive),
  DeleteEventBus: on('events:DeleteEventBus', bus),
  DeleteRule: onRule('events:DeleteRule', rule),
  DescribeArchive: on('events:DescribeArchive', archive),
  DescribeEventBus: on('events:DescribeEventBus', ({ input, context }) =>
    arnOf('events', context, `event-bus/${busName(text(input, 'Name'))}`),
  ),
  DescribeEventSource: on('events:DescribeEventSource', source),
  DescribeReplay: on('events:DescribeReplay', replay),
  DescribeRule: onRule('events:DescribeRule', rule),
  DisableRule: onRule('events:DisableRule', rule),
  EnableRule: onRule('events:EnableRule', rule),
  ListArchives: anywhere('events:ListArchives'),
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
  UpdateArchive: on('events:UpdateArchive', archive),
  UpdateEventBus: on('events:UpdateEventBus', bus),
};
