import type { Step } from '../../engine/kinds/index.js';

/** The call of a service's API that each step makes, or makes last. */
const CALLS: Readonly<Record<Step['call'], string>> = {
  'genesys.createIntegration': 'POST integrations',
  'genesys.configureIntegration': 'PUT integration config',
  'genesys.enableIntegration': 'PATCH integration ENABLED',
  'genesys.disableIntegration': 'PATCH integration DISABLED',
  'genesys.deleteIntegration': 'DELETE integration',
  'genesys.setSubscription': 'PUT event type',
  'events.activateSource': 'events:ActivateEventSource',
  'events.createBus': 'events:CreateEventBus',
  'events.deleteBus': 'events:DeleteEventBus',
  'events.putRule': 'events:PutRule',
  'events.tag': 'events:TagResource',
  'events.putTargets': 'events:PutTargets',
  'events.removeTargets': 'events:RemoveTargets',
  'events.deleteRule': 'events:DeleteRule',
  'events.createArchive': 'events:CreateArchive',
  'events.updateArchive': 'events:UpdateArchive',
  'events.deleteArchive': 'events:DeleteArchive',
  'sns.createTopic': 'sns:CreateTopic',
  'sns.tag': 'sns:TagResource',
  'sns.setAttribute': 'sns:SetTopicAttributes',
  'sns.deleteTopic': 'sns:DeleteTopic',
  'sns.subscribe': 'sns:Subscribe',
  'sns.unsubscribe': 'sns:Unsubscribe',
  'sns.setRaw': 'sns:SetSubscriptionAttributes',
  'sns.putStatement': 'sns:SetTopicAttributes',
  'sqs.createQueue': 'sqs:CreateQueue',
  'sqs.tag': 'sqs:TagQueue',
  'sqs.setAttributes': 'sqs:SetQueueAttributes',
  'sqs.deleteQueue': 'sqs:DeleteQueue',
  'sqs.putStatement': 'sqs:SetQueueAttributes',
  'sqs.awaitEmpty': 'waiting until the queue is empty',
  'lambda.addPermission': 'lambda:AddPermission',
  'lambda.removePermission': 'lambda:RemovePermission',
  'lambda.createFunction': 'lambda:CreateFunction',
  'lambda.updateCode': 'lambda:UpdateFunctionCode',
  'lambda.updateSettings': 'lambda:UpdateFunctionConfiguration',
  'lambda.tag': 'lambda:TagResource',
  'lambda.deleteFunction': 'lambda:DeleteFunction',
  'lambda.createEventSource': 'lambda:CreateEventSourceMapping',
  'lambda.updateEventSource': 'lambda:UpdateEventSourceMapping',
  'lambda.deleteEventSource': 'lambda:DeleteEventSourceMapping',
  'dynamodb.createTable': 'dynamodb:CreateTable',
  'dynamodb.enableTtl': 'dynamodb:UpdateTimeToLive',
  'dynamodb.tag': 'dynamodb:TagResource',
  'dynamodb.deleteTable': 'dynamodb:DeleteTable',
  'iam.createRole': 'iam:CreateRole',
  'iam.putPolicy': 'iam:PutRolePolicy',
  'iam.setBoundary': 'iam:PutRolePermissionsBoundary',
  'iam.setTrust': 'iam:UpdateAssumeRolePolicy',
  'iam.tag': 'iam:TagRole',
  'iam.deleteRole': 'iam:DeleteRole',
  'logs.createGroup': 'logs:CreateLogGroup',
  'logs.setRetention': 'logs:PutRetentionPolicy',
  'logs.tag': 'logs:TagResource',
  'logs.deleteGroup': 'logs:DeleteLogGroup',
  'cloudwatch.putAlarm': 'cloudwatch:PutMetricAlarm',
  'cloudwatch.tag': 'cloudwatch:TagResource',
  'cloudwatch.deleteAlarm': 'cloudwatch:DeleteAlarms',
};

/** A step as its API call, with the targets that it puts or removes, e.g. `events:PutTargets (inbox, board)`. */
function stepInWords(step: Step): string {
  const call = CALLS[step.call];
  switch (step.call) {
    case 'events.putTargets':
      return `${call} (${step.targets.map(({ id }) => id).join(', ')})`;
    case 'events.removeTargets':
      return `${call} (${step.ids.join(', ')})`;
    default:
      return call;
  }
}

/** The steps of a change that failed and how each went: `made` of them were done, then one failed. */
export function stepsInWords(
  steps: readonly Step[],
  made: number,
): readonly { readonly call: string; readonly outcome: 'done' | 'failed' | 'not-made' }[] {
  return steps.map((step, index) => ({
    call: stepInWords(step),
    outcome: index < made ? 'done' : index === made ? 'failed' : 'not-made',
  }));
}
