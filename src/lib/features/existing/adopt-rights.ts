import type { Right, RightScope } from '../../engine/kinds/index.js';
import { busArn, queueArn, ruleArn, topicArn } from '../../language/names/arn.js';

/** What `gcx adopt` takes beside what changing the pipe takes: it puts the mark on what others made. */
export function adoptRights({ config, declared, bus }: RightScope): readonly Right[] {
  return [
    {
      actions: ['events:TagResource'],
      on: [busArn(config, bus), ruleArn(config, 'default', '*')],
      why: 'put the tags of the project on rules that people created',
    },
    ...(declared.topics.length === 0
      ? []
      : [
          {
            actions: ['sns:TagResource'],
            on: [topicArn(config, '*')],
            why: 'put the tags of the project on SNS topics that people created',
          },
        ]),
    ...(declared.queues.length === 0
      ? []
      : [
          {
            actions: ['sqs:TagQueue'],
            on: [queueArn(config, '*')],
            why: 'put the tags of the project on SQS queues that people created',
          },
        ]),
  ];
}
