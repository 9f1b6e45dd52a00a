import type {
  DeliveryAnswer,
  DeliveryDestinationAnswer,
  DeliverySourceAnswer,
  LogPolicyAnswer,
} from '../../../clients/aws/answers.js';
import { type AttributeTable, none, ours, parts, people } from '../door/attributes.js';

const byName = none('it follows from the name');

/** What CloudWatch Logs answers of a delivery source (DescribeDeliverySources). */
export const sourceAttributes: AttributeTable<DeliverySourceAnswer> = {
  name: none('a source of another name is another source'),
  arn: byName,
  resourceArns: ours('Another resource’s logs are delivered, and not those of the event bus.'),
  service: none('it follows from the resource'),
  logType: ours('Records of another level are delivered.'),
  tags: none('they are read by themselves'),
  deliverySourceConfiguration: none('of services that let one choose what is sent; EventBridge has none'),
  status: none('it changes by itself'),
  statusReason: none('it changes by itself'),
};

/** What CloudWatch Logs answers of a delivery destination (GetDeliveryDestination). */
export const destinationAttributes: AttributeTable<DeliveryDestinationAnswer> = {
  name: none('a destination of another name is another destination'),
  arn: byName,
  deliveryDestinationType: none('it follows from what it leads to'),
  outputFormat: people({ usual: null }),
  roleArn: none('of destinations other than log groups'),
  deliveryDestinationConfiguration: parts({
    destinationResourceArn: ours('The log of the event bus goes elsewhere.'),
  }),
  tags: none('they are read by themselves'),
};

/** What CloudWatch Logs answers of a delivery (DescribeDeliveries). */
export const deliveryAttributes: AttributeTable<DeliveryAnswer> = {
  id: none('CloudWatch Logs gives it'),
  arn: byName,
  deliverySourceName: none('of another source it is another delivery'),
  deliveryDestinationArn: none('to another destination it is another delivery'),
  deliveryDestinationType: none('it follows from the destination'),
  recordFields: people({ usual: null }),
  fieldDelimiter: people({ usual: null }),
  s3DeliveryConfiguration: none('of deliveries to Amazon S3'),
  tags: none('they are read by themselves'),
};

/** What CloudWatch Logs answers of a resource policy (DescribeResourcePolicies). */
export const policyAttributes: AttributeTable<LogPolicyAnswer> = {
  policyName: none('a policy of another name is another policy'),
  policyDocument: none('it is compared statement by statement'),
  lastUpdatedTime: none('it only says when'),
  policyScope: none('the account’s are read only'),
  resourceArn: none('of a single log group, which are not read'),
  revisionId: none('it follows from each change'),
};
