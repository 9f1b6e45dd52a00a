import type { Right, RightScope } from '../../engine/kinds/index.js';
import { queueArn, ruleArn } from '../../language/names/arn.js';
import { TAIL_PREFIX } from './tail-tags.js';

/** What `gcx tail` takes beside what a plan reads: a rule and an SQS queue of its own, which it removes at the end. */
export function tailRights({ config, bus }: RightScope): readonly Right[] {
  const queues = [queueArn(config, `${TAIL_PREFIX}*`)];
  const sweep = {
    why: 'find SQS queues that an earlier gcx tail left behind',
    without: 'gcx tail does not remove what an earlier one left behind, and gcx tail --sweep does not work.',
  };
  return [
    { actions: ['sqs:ListQueues'], on: ['*'], ...sweep },
    { actions: ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes', 'sqs:ListQueueTags'], on: queues, ...sweep },
    {
      actions: [
        'events:PutRule',
        'events:PutTargets',
        'events:RemoveTargets',
        'events:DeleteRule',
        'events:TagResource',
        'events:ListTagsForResource',
        'events:ListTargetsByRule',
      ],
      on: [ruleArn(config, bus, `${TAIL_PREFIX}*`)],
      why: 'have events sent to an SQS queue of its own for a while',
    },
    {
      actions: [
        'sqs:CreateQueue',
        'sqs:TagQueue',
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:DeleteQueue',
      ],
      on: queues,
      why: 'receive events in an SQS queue of its own for a while',
    },
  ];
}
