import { arnOf } from '../arn.js';
import { object, text, textMap, texts } from '../input.js';
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

function groupName(input: Call['input']): string {
  const given =
    text(input, 'logGroupName') ?? text(input, 'logGroupIdentifier') ?? text(input, 'resourceIdentifier');
  return (given ?? '').replace(/^arn:[^:]+:logs:[^:]*:\d*:log-group:/, '').replace(/:\*$/, '');
}

const plainGroup = ({ input, context }: Call): string =>
  arnOf('logs', context, `log-group:${groupName(input)}`);

/**
 * As most refusals name it: a policy needs `log-group:NAME:*`. Calls about tags take the ARN without it (CloudWatch Logs API
 * Reference, LogGroup).
 */
const group = (call: Call): string => `${plainGroup(call)}:log-stream:`;

const stream = (call: Call): string => `${group(call)}${text(call.input, 'logStreamName') ?? ''}`;
const resource = ({ input }: Call): string => (text(input, 'resourceArn') ?? '').replace(/:\*$/, '');

function named(kind: string, member: string): (call: Call) => string {
  return ({ input, context }) => arnOf('logs', context, `${kind}:${text(input, member) ?? ''}`);
}

const source = named('delivery-source', 'name');
const destination = named('delivery-destination', 'name');
const delivery = named('delivery', 'id');
const newTags = ({ input }: Call): Conditions => taggedWith(textMap(input, 'tags') ?? {});
const hasTags = ({ input }: Call): boolean => Object.keys(textMap(input, 'tags') ?? {}).length > 0;

/** An id that is not there yet. */
const newDelivery = ({ context }: Call): string => arnOf('logs', context, 'delivery:*');

function tagging(arn: (call: Call) => string): Needs {
  return where(hasTags, on('logs:TagResource', arn, newTags));
}

/** [?] Refusals of FilterLogEvents and CreateLogGroup have been seen that name the group with and without what is in it: a policy needs both. */
function onGroup(action: string, conditions?: (call: Call) => Conditions): Needs {
  return all(on(`logs:${action}`, group, conditions), on(`logs:${action}`, plainGroup, conditions));
}

/** What a destination hands logs to. */
function ofDestination({ input }: Call): Conditions {
  const arn = text(object(input, 'deliveryDestinationConfiguration') ?? {}, 'destinationResourceArn');
  return arn === undefined ? {} : { 'logs:DeliveryDestinationResourceArn': arn };
}

/** What the calls of Amazon CloudWatch Logs need. */
export const needsOfLogs: NeedsOfCalls = {
  AssociateKmsKey: onGroup('AssociateKmsKey'),
  CreateDelivery: all(
    on('logs:CreateDelivery', newDelivery, newTags),
    on('logs:CreateDelivery', named('delivery-source', 'deliverySourceName'), newTags),
    on('logs:CreateDelivery', ({ input }) => text(input, 'deliveryDestinationArn') ?? '', newTags),
    tagging(newDelivery),
  ),
  CreateLogGroup: all(onGroup('CreateLogGroup', newTags), tagging(plainGroup)),
  CreateLogStream: on('logs:CreateLogStream', stream),
  DeleteDelivery: on('logs:DeleteDelivery', delivery),
  DeleteDeliveryDestination: on('logs:DeleteDeliveryDestination', destination),
  // [?] The reference names a delivery-destination here, which must be a slip.
  DeleteDeliverySource: on('logs:DeleteDeliverySource', source),
  DeleteLogGroup: onGroup('DeleteLogGroup'),
  DeleteResourcePolicy: anywhere('logs:DeleteResourcePolicy'),
  DeleteRetentionPolicy: onGroup('DeleteRetentionPolicy'),
  DescribeDeliveries: anywhere('logs:DescribeDeliveries'),
  DescribeDeliveryDestinations: anywhere('logs:DescribeDeliveryDestinations'),
  DescribeDeliverySources: anywhere('logs:DescribeDeliverySources'),
  DescribeLogGroups: anywhere('logs:DescribeLogGroups'),
  DescribeLogStreams: onGroup('DescribeLogStreams'),
  DescribeResourcePolicies: anywhere('logs:DescribeResourcePolicies'),
  DisassociateKmsKey: onGroup('DisassociateKmsKey'),
  FilterLogEvents: onGroup('FilterLogEvents'),
  GetDelivery: on('logs:GetDelivery', delivery),
  GetDeliveryDestination: on('logs:GetDeliveryDestination', destination),
  GetDeliverySource: on('logs:GetDeliverySource', source),
  ListTagsForResource: on('logs:ListTagsForResource', resource),
  PutDeliveryDestination: all(
    on('logs:PutDeliveryDestination', destination, (call) => ({ ...newTags(call), ...ofDestination(call) })),
    tagging(destination),
  ),
  // EventBridge User Guide, "Configuring logs for event buses": the caller must be let in at the bus as well.
  PutDeliverySource: all(
    on('logs:PutDeliverySource', source, (call) => ({
      ...newTags(call),
      'logs:LogGeneratingResourceArns': [text(call.input, 'resourceArn') ?? ''],
    })),
    tagging(source),
    on('events:AllowVendedLogDeliveryForResource', ({ input }) => text(input, 'resourceArn') ?? ''),
  ),
  PutLogEvents: on('logs:PutLogEvents', stream),
  PutResourcePolicy: anywhere('logs:PutResourcePolicy'),
  PutRetentionPolicy: onGroup('PutRetentionPolicy'),
  TagResource: on('logs:TagResource', resource, newTags),
  UntagResource: on('logs:UntagResource', resource, ({ input }) => withoutKeys(texts(input, 'tagKeys'))),
};
