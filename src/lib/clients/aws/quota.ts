import { Limits } from '../../base/limits.js';
import { ownValue } from '../../base/own-value.js';

/** What services call a quota that is used up; IAM's own word is without "Exception". */
const QUOTA_CODES = [
  'LimitExceededException',
  'LimitExceeded',
  'TopicLimitExceeded',
  'TopicLimitExceededException',
  'SubscriptionLimitExceeded',
  'SubscriptionLimitExceededException',
  'CodeStorageExceededException',
  'ParameterLimitExceeded',
];

/**
 * Whether an error says that a quota is used up, which waiting does not change. The SDK counts LimitExceededException as
 * throttling; it is so only where DynamoDB says that too many tables change at once (API reference: CreateTable).
 */
export function isQuota(code: string, message: string): boolean {
  return QUOTA_CODES.includes(code) && !/simultaneous/i.test(message);
}

/** The quotas that a call can meet, as Service Quotas calls them; with their defaults where gcx keeps to them itself. */
const QUOTAS: Readonly<Record<string, string>> = {
  'events:PutRule': `rules of the event bus (${Limits.rulesPerBus} unless it was raised), or that of rules with wildcards (${Limits.wildcardRulesPerBus})`,
  'events:PutTargets': `targets of the rule (${Limits.targetsPerRule})`,
  'events:CreateEventBus': 'event buses of the account and region (100 unless it was raised)',
  'events:CreateArchive': 'archives of the account and region',
  'events:StartReplay': 'replays at once of the account and region',
  'sns:CreateTopic': 'SNS topics of the account and region',
  'sns:Subscribe': 'subscriptions of the topic, or pending ones of the account',
  'iam:CreateRole': 'IAM roles of the account',
  'iam:PutRolePolicy': 'characters of the inline policies of the role',
  'lambda:CreateFunction': 'code storage of the account and region',
  'lambda:UpdateFunctionCode': 'code storage of the account and region',
  'logs:CreateLogGroup': 'log groups of the account and region',
  'cloudwatch:PutMetricAlarm': 'alarms of the account and region',
  'dynamodb:CreateTable': 'DynamoDB tables of the account and region',
};

/** Which quota a call met, as a sentence goes on. */
export function quotaOf(action: string): string {
  return ownValue(QUOTAS, action) ?? `a quota of ${action.split(':')[0] ?? 'the service'}`;
}
