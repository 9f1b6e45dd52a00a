import { isJsonObject } from '../../../base/json.js';
import {
  byIdentifier,
  byProperty,
  type Form,
  type Forms,
  pairs,
  TAGS,
  type TerraformForm,
} from './terraform-form.js';

const DIMENSIONS: Form = {
  into: (value) => ({ attributes: { dimensions: pairs(value, 'Name') }, blocks: [] }),
};

const METRIC: Forms = {
  Id: 'id',
  Expression: 'expression',
  Label: 'label',
  ReturnData: 'return_data',
  Period: 'period',
  AccountId: 'account_id',
  MetricStat: {
    into: (value) => {
      const { Metric, Period, Stat, Unit } = isJsonObject(value) ? value : {};
      const metric = isJsonObject(Metric) ? Metric : {};
      const attributes = {
        metric_name: metric['MetricName'] ?? '',
        namespace: metric['Namespace'] ?? '',
        period: Period ?? 0,
        stat: Stat ?? '',
        ...(Unit === undefined ? {} : { unit: Unit }),
        dimensions: pairs(metric['Dimensions'] ?? [], 'Name'),
      };
      return { attributes: {}, blocks: [['metric', { attributes, blocks: [] }]] };
    },
  },
};

/** Resources of CloudWatch. */
export const WATCHING_FORMS: Readonly<Record<string, TerraformForm>> = {
  'AWS::Logs::LogGroup': {
    type: 'aws_cloudwatch_log_group',
    importId: byProperty('LogGroupName'),
    forms: { LogGroupName: 'name', RetentionInDays: 'retention_in_days', KmsKeyId: 'kms_key_id', Tags: TAGS },
  },
  'AWS::Logs::ResourcePolicy': {
    type: 'aws_cloudwatch_log_resource_policy',
    importId: byProperty('PolicyName'),
    forms: { PolicyName: 'policy_name', PolicyDocument: 'policy_document' },
  },
  'AWS::Logs::DeliverySource': {
    type: 'aws_cloudwatch_log_delivery_source',
    importId: byProperty('Name'),
    forms: { Name: 'name', LogType: 'log_type', ResourceArn: 'resource_arn', Tags: TAGS },
  },
  'AWS::Logs::DeliveryDestination': {
    type: 'aws_cloudwatch_log_delivery_destination',
    importId: byProperty('Name'),
    forms: {
      Name: 'name',
      DestinationResourceArn: {
        into: (value) => ({
          attributes: {},
          blocks: [
            [
              'delivery_destination_configuration',
              { attributes: { destination_resource_arn: value }, blocks: [] },
            ],
          ],
        }),
      },
      Tags: TAGS,
    },
  },
  'AWS::Logs::Delivery': {
    type: 'aws_cloudwatch_log_delivery',
    importId: byIdentifier('DeliveryId'),
    forms: {
      DeliverySourceName: 'delivery_source_name',
      DeliveryDestinationArn: 'delivery_destination_arn',
      Tags: TAGS,
    },
  },
  'AWS::CloudWatch::Alarm': {
    type: 'aws_cloudwatch_metric_alarm',
    importId: byProperty('AlarmName'),
    forms: {
      AlarmName: 'alarm_name',
      AlarmDescription: 'alarm_description',
      ActionsEnabled: 'actions_enabled',
      OKActions: 'ok_actions',
      AlarmActions: 'alarm_actions',
      InsufficientDataActions: 'insufficient_data_actions',
      MetricName: 'metric_name',
      Namespace: 'namespace',
      Statistic: 'statistic',
      ExtendedStatistic: 'extended_statistic',
      Dimensions: DIMENSIONS,
      Period: 'period',
      Unit: 'unit',
      EvaluationPeriods: 'evaluation_periods',
      DatapointsToAlarm: 'datapoints_to_alarm',
      Threshold: 'threshold',
      ThresholdMetricId: 'threshold_metric_id',
      ComparisonOperator: 'comparison_operator',
      TreatMissingData: 'treat_missing_data',
      EvaluateLowSampleCountPercentile: 'evaluate_low_sample_count_percentiles',
      Metrics: { block: 'metric_query', of: METRIC },
      Tags: TAGS,
    },
  },
};
