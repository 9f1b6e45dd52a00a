import { queueArn } from '../../../language/names/arn.js';
import { isOwn, type KindRights, namesToMake, onOurs, type RightScope, withOurTag } from '../door/right.js';

/** What SQS queues take, those of processors among them. */
export function sqsQueueRights(scope: RightScope): KindRights {
  const { config, declared } = scope;
  const queues = declared.queues.filter(({ arn }) => isOwn(scope, arn));
  if (queues.length === 0) return { read: [], write: [] };
  const all = queueArn(config, '*');
  const made = queues.filter(({ create }) => create).map(({ name }) => name);
  return {
    read: [
      {
        actions: ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes', 'sqs:ListQueueTags'],
        on: [all],
        why: 'compare SQS queues and their policies with the file',
      },
    ],
    write:
      made.length === 0
        ? []
        : [
            {
              actions: ['sqs:CreateQueue', 'sqs:TagQueue'],
              on: namesToMake(scope, made).map((name) => queueArn(config, name)),
              when: withOurTag(scope),
              why: 'make SQS queues',
            },
            {
              actions: ['sqs:SetQueueAttributes', 'sqs:DeleteQueue', 'sqs:TagQueue', 'sqs:UntagQueue'],
              on: [all],
              when: onOurs(scope),
              why: 'change and delete its SQS queues',
            },
          ],
  };
}
