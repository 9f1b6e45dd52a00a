/** What AWS's services answer with, by the SDK's own types: what the kinds of resources say of each attribute is complete by them. */

export type { MetricAlarm as MetricAlarmAnswer } from '@aws-sdk/client-cloudwatch';
export type {
  Delivery as DeliveryAnswer,
  DeliveryDestination as DeliveryDestinationAnswer,
  DeliverySource as DeliverySourceAnswer,
  LogGroup as LogGroupAnswer,
  ResourcePolicy as LogPolicyAnswer,
} from '@aws-sdk/client-cloudwatch-logs';
export type { TableDescription, TimeToLiveDescription } from '@aws-sdk/client-dynamodb';
export type {
  DescribeApiDestinationResponse,
  DescribeArchiveResponse,
  DescribeConnectionResponse,
  DescribeEventBusResponse,
  DescribeEventSourceResponse,
  Rule,
  Target,
} from '@aws-sdk/client-eventbridge';
export type { AttachedPolicy, Role } from '@aws-sdk/client-iam';
export type {
  Concurrency,
  EnvironmentError,
  EventSourceMappingConfiguration,
  FunctionConfiguration,
} from '@aws-sdk/client-lambda';
export type { QueueAttributeName } from '@aws-sdk/client-sqs';
