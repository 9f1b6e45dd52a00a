import type { MetricAlarmAnswer } from '../../../clients/aws/answers.js';
import { type AttributeTable, none, ours, parts, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';

const state = none('it changes by itself');
const notUsed = none('gcx sets alarms on one metric; it belongs to other kinds of alarms');

/** What CloudWatch answers of an alarm (DescribeAlarms). */
export const alarmAttributes: AttributeTable<MetricAlarmAnswer> = {
  AlarmName: none('an alarm of another name is another alarm'),
  AlarmArn: none('it follows from the name'),
  AlarmDescription: ours(),
  AlarmConfigurationUpdatedTimestamp: none('it only says when'),
  ActionsEnabled: ours('Off: when the alarm goes off, nobody is notified.'),
  AlarmActions: ours('Without the topic, nobody is notified.'),
  // PutMetricAlarm replaces the whole alarm: gcx sends these back as it read them.
  OKActions: people({ usual: [] }),
  InsufficientDataActions: people({ usual: [] }),
  StateValue: state,
  StateReason: state,
  StateReasonData: state,
  StateUpdatedTimestamp: state,
  StateTransitionedTimestamp: state,
  EvaluationState: state,
  MetricName: ours('Another metric is watched.'),
  Namespace: ours('Another metric is watched.'),
  Dimensions: parts({ Name: ours('Another metric is watched.'), Value: ours('Another metric is watched.') }),
  Statistic: ours('It goes off at another time, or never.'),
  ExtendedStatistic: none('an alarm has it in the place of Statistic, which is ours'),
  Period: ours('It goes off later, or never.'),
  Unit: ours('A different unit than that of the metric: it never goes off.'),
  EvaluationPeriods: ours('With more, it goes off later.'),
  DatapointsToAlarm: ours('With more, it goes off later.'),
  Threshold: ours('It goes off at another time, or never.'),
  ComparisonOperator: ours('It goes off at another time, or never.'),
  TreatMissingData: ours('No metric comes where nothing happens: taken for an alarm, it is always on.'),
  EvaluateLowSampleCountPercentile: notUsed,
  Metrics: notUsed,
  ThresholdMetricId: notUsed,
  EvaluationWindow: notUsed,
  WarmUpConfiguration: notUsed,
  EvaluationCriteria: notUsed,
  EvaluationInterval: notUsed,
  ActionConfiguration: notUsed,
};

/** The same of an alarm of the pipe: it tells when it is over, too, and can look at an expression. */
export const pipeAlarmAttributes: AttributeTable<MetricAlarmAnswer> = {
  ...alarmAttributes,
  OKActions: ours('Without the topic, nobody is notified that it is over.'),
  Metrics: none('the expression and its metrics are compared as a whole'),
};

const said = saidBy(alarmAttributes);

/** What differences of an alarm do to events. */
export const alarmHarms: KindHarms = {
  missing: does('later', 'Nobody is notified when it should go off.'),
  fields: {
    actions: said('later', 'AlarmActions'),
    namespace: said('later', 'Namespace'),
    metric: said('later', 'MetricName'),
    dimensions: said('later', 'Dimensions.Name'),
    statistic: said('later', 'Statistic'),
    period: said('later', 'Period'),
    threshold: said('later', 'Threshold'),
    comparison: said('later', 'ComparisonOperator'),
  },
  others: said('later', 'Threshold'),
  harmless: /^(?:description|tag )/,
};
