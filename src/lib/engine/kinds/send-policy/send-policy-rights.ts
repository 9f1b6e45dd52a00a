import { isOwn, type KindRights, type RightScope } from '../door/right.js';

/** What the policies of SNS topics take that gcx did not make: who may publish to them. */
export function snsPolicyRights(scope: RightScope): KindRights {
  const on = scope.declared.topics
    .filter(({ arn, create }) => !create && isOwn(scope, arn))
    .map(({ arn }) => arn);
  return {
    read: [],
    write:
      on.length === 0
        ? []
        : [
            {
              actions: ['sns:SetTopicAttributes'],
              on,
              why: 'let EventBridge publish to the SNS topics that are there already',
            },
          ],
  };
}

/** What the policies of SQS queues take that gcx did not make: who may send to them. */
export function sqsPolicyRights(scope: RightScope): KindRights {
  const on = scope.declared.queues
    .filter(({ arn, create }) => !create && isOwn(scope, arn))
    .map(({ arn }) => arn);
  return {
    read: [],
    write:
      on.length === 0
        ? []
        : [
            {
              actions: ['sqs:SetQueueAttributes'],
              on,
              why: 'let EventBridge send to the SQS queues that are there already',
            },
          ],
  };
}
