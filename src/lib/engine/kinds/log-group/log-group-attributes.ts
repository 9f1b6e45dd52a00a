import type { LogGroupAnswer } from '../../../clients/aws/answers.js';
import { type AttributeTable, none, ours, people } from '../door/attributes.js';

/** What CloudWatch Logs answers of a log group (DescribeLogGroups). */
export const logGroupAttributes: AttributeTable<LogGroupAnswer> = {
  logGroupName: none('a log group of another name is another log group'),
  arn: none('it follows from the name'),
  logGroupArn: none('it follows from the name'),
  creationTime: none('it says only when'),
  retentionInDays: ours(),
  retentionPolicyName: people(),
  metricFilterCount: none('what people count in logs is theirs'),
  storedBytes: none('it changes by itself'),
  kmsKeyId: people('A key that CloudWatch may not use: nothing is logged.'),
  dataProtectionStatus: people(),
  inheritedProperties: none('it follows from the account'),
  logGroupClass: people(
    'INFREQUENT_ACCESS or DELIVERY: metrics of the processor’s log are not counted, and its alarms never go off.',
  ),
  deletionProtectionEnabled: people(),
  bearerTokenAuthenticationEnabled: people(),
};
