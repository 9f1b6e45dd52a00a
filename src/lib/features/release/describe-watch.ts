import { answerOf } from '../../base/answers.js';
import { type Describe, keptTags, picked } from './describe.js';

/** Properties of an alarm that CloudFormation calls as CloudWatch does. */
const ALARM = [
  'AlarmDescription',
  'ActionsEnabled',
  'OKActions',
  'AlarmActions',
  'InsufficientDataActions',
  'MetricName',
  'Namespace',
  'Statistic',
  'ExtendedStatistic',
  'Dimensions',
  'Period',
  'Unit',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'Threshold',
  'ComparisonOperator',
  'TreatMissingData',
  'EvaluateLowSampleCountPercentile',
  'Metrics',
  'ThresholdMetricId',
];

/** An alarm. */
export const describeAlarm: Describe = ({ live, thing }) => {
  const alarm = [...[...live.alarms.values()].flat(), ...live.pipeAlarms].find(
    ({ arn }) => arn === thing.arn,
  );
  if (alarm === undefined) return [];
  return [
    {
      of: thing.id,
      type: 'AWS::CloudWatch::Alarm',
      name: alarm.name,
      identifier: { AlarmName: alarm.name },
      properties: { AlarmName: alarm.name, ...picked(answerOf(alarm), ALARM), ...keptTags(alarm.tags) },
    },
  ];
};

/** A source of the log of the event bus. */
export const describeDeliverySource: Describe = ({ live, thing }) => {
  const found = live.busLog?.sources.find(({ arn }) => arn === thing.arn);
  if (found === undefined) return [];
  const { name: Name, logType: LogType, resourceArn: ResourceArn, tags } = found;
  return [
    {
      of: thing.id,
      type: 'AWS::Logs::DeliverySource',
      name: Name,
      identifier: { Name },
      properties: { Name, LogType, ResourceArn, ...keptTags(tags) },
    },
  ];
};

/** Where the log of the event bus goes. */
export const describeDeliveryDestination: Describe = ({ live, thing }) => {
  const found = live.busLog?.destination;
  if (found === undefined) return [];
  const { name: Name, resourceArn: DestinationResourceArn, tags } = found;
  return [
    {
      of: thing.id,
      type: 'AWS::Logs::DeliveryDestination',
      name: Name,
      identifier: { Name },
      properties: { Name, DestinationResourceArn, ...keptTags(tags) },
    },
  ];
};

/** That the log of the event bus is delivered. */
export const describeDelivery: Describe = ({ live, thing }) => {
  const found = live.busLog?.deliveries.find(({ arn }) => arn === thing.arn);
  if (found === undefined) return [];
  return [
    {
      of: thing.id,
      type: 'AWS::Logs::Delivery',
      name: thing.name,
      identifier: { DeliveryId: found.id },
      properties: {
        DeliverySourceName: found.source,
        DeliveryDestinationArn: found.destinationArn,
        ...keptTags(found.tags),
      },
    },
  ];
};
