import { simulationOperations } from './authorization/simulate.js';
import { alarmHistoryOperations } from './cloudwatch/alarm-history.js';
import { alarmOperations } from './cloudwatch/alarms.js';
import { listMetricsOperations } from './cloudwatch/list-metrics.js';
import { metricDataOperations } from './cloudwatch/metric-data.js';
import { metricStatisticsOperations } from './cloudwatch/metric-statistics.js';
import type { Operations } from './context.js';
import {
  oneDeliveryStreamOperations,
  oneStateMachineOperations,
  oneStreamOperations,
} from './described-receivers.js';
import { archiveOperations } from './events/archives.js';
import { busPolicyOperations } from './events/bus-policy.js';
import { busOperations } from './events/buses.js';
import { destinationOperations } from './events/connections/api-destinations.js';
import { connectionOperations } from './events/connections/connections.js';
import { putEventsOperations } from './events/put-events.js';
import { replayOperations } from './events/replays.js';
import { ruleOperations } from './events/rules.js';
import { targetOperations } from './events/targets.js';
import { rolePolicyOperations } from './iam/role-policies.js';
import { roleOperations } from './iam/roles.js';
import { keyOperations } from './kms/keys.js';
import { deliveryStreamOperations, stateMachineOperations, streamOperations } from './listed-receivers.js';
import { logEventOperations } from './logs/events.js';
import { groupKeyOperations } from './logs/group-key.js';
import { logGroupOperations } from './logs/groups.js';
import { logDeliveryOperations } from './logs/log-deliveries.js';
import { logPolicyOperations } from './logs/resource-policies.js';
import { secretOperations } from './secrets/secrets.js';
import { topicPermissionOperations } from './sns/permissions.js';
import { publishOperations } from './sns/publish.js';
import { subscriptionOperations } from './sns/subscriptions.js';
import { topicOperations } from './sns/topics.js';
import { messageOperations } from './sqs/messages.js';
import { moveTaskOperations } from './sqs/move-tasks.js';
import { queuePermissionOperations } from './sqs/permissions.js';
import { queueOperations } from './sqs/queues.js';
import { parameterOperations } from './ssm/parameters.js';
import { stsOperations } from './sts.js';
import { taggingOperations } from './tagging.js';

/** The calls of each service that is not a REST API. */
export const OPERATIONS: Readonly<Record<string, Operations>> = {
  events: {
    ...busOperations,
    ...busPolicyOperations,
    ...ruleOperations,
    ...targetOperations,
    ...putEventsOperations,
    ...archiveOperations,
    ...replayOperations,
    ...connectionOperations,
    ...destinationOperations,
  },
  sns: {
    ...topicOperations,
    ...topicPermissionOperations,
    ...subscriptionOperations,
    ...publishOperations,
  },
  sqs: { ...queueOperations, ...queuePermissionOperations, ...messageOperations, ...moveTaskOperations },
  kms: keyOperations,
  sts: stsOperations,
  iam: { ...roleOperations, ...rolePolicyOperations, ...simulationOperations },
  logs: {
    ...logGroupOperations,
    ...groupKeyOperations,
    ...logEventOperations,
    ...logPolicyOperations,
    ...logDeliveryOperations,
  },
  cloudwatch: {
    ...alarmOperations,
    ...alarmHistoryOperations,
    ...metricDataOperations,
    ...metricStatisticsOperations,
    ...listMetricsOperations,
  },
  secretsmanager: secretOperations,
  ssm: parameterOperations,
  tagging: taggingOperations,
  kinesis: { ...streamOperations, ...oneStreamOperations },
  firehose: { ...deliveryStreamOperations, ...oneDeliveryStreamOperations },
  states: { ...stateMachineOperations, ...oneStateMachineOperations },
};
