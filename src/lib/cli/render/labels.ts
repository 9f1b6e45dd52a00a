import type { ChangeGroup, PlanCounts, ResourceKindName } from '../../engine/change/model.js';

/** What a person calls a kind of resource. */
export function kindLabel(kind: ResourceKindName): string {
  switch (kind) {
    case 'integration':
      return 'integration';
    case 'subscriptions':
      return 'subscriptions';
    case 'bus':
      return 'event bus';
    case 'archive':
      return 'archive';
    case 'rule':
      return 'rule';
    case 'sns-topic':
      return 'SNS topic';
    case 'sns-policy':
      return 'SNS topic policy';
    case 'subscription':
      return 'subscription';
    case 'sqs-queue':
      return 'SQS queue';
    case 'sqs-policy':
      return 'SQS queue policy';
    case 'lambda-permission':
      return 'Lambda permission';
    case 'table':
      return 'DynamoDB table';
    case 'role':
      return 'IAM role';
    case 'log-group':
      return 'log group';
    case 'function':
      return 'Lambda function';
    case 'event-source':
      return 'event source mapping';
    case 'alarm':
      return 'alarm';
  }
}

/** The heading of a group of changes. */
export function groupLabel(group: ChangeGroup): string {
  switch (group.kind) {
    case 'integration':
      return `Integration ${group.name}`;
    case 'subscriptions':
      return 'Subscriptions';
    case 'bus':
      return `Event bus ${group.name}`;
    case 'route':
      return `Route ${group.name}`;
    case 'target':
      return `Target ${group.name}`;
  }
}

/** `0 to create, 2 to change, 1 to delete, 14 unchanged`; replacements and adoptions only where there are some. */
export function countsText(counts: PlanCounts): string {
  const parts = [
    `${counts.create} to create`,
    `${counts.update} to change`,
    ...(counts.replace > 0 ? [`${counts.replace} to replace`] : []),
    ...(counts.adopt > 0 ? [`${counts.adopt} to adopt`] : []),
    `${counts.delete} to delete`,
    `${counts.none} unchanged`,
  ];
  return parts.join(', ');
}
