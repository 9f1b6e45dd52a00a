import { RESOURCE_KINDS, type Right, type RightScope } from '../../engine/kinds/index.js';
import { busArn, queueArn, ruleArn, topicArn } from '../../language/names/arn.js';

/** Kinds of which people's things can have any name: they are told here. */
const OF_ANY_NAME = new Set(['rule', 'sns-topic', 'sqs-queue']);

/** The actions that put a mark on something that is there. */
const MARKS = /:(?:Tag[A-Z]\w*|UpdateArchive|UpdateConnection|UpdateApiDestination)$/;

/** What `gcx adopt` takes beside what changing the pipe takes: it puts the mark on what others made. */
export function adoptRights(scope: RightScope): readonly Right[] {
  const { config, declared, bus } = scope;
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
    ...RESOURCE_KINDS.filter(({ kind }) => !OF_ANY_NAME.has(kind)).flatMap((kind) =>
      kind.rights(scope).write.flatMap((right): readonly Right[] => {
        const actions = right.actions.filter((action) => MARKS.test(action));
        const why = `put the mark of the project on what has the name of its ${kind.label}s`;
        // What is allowed on what has the mark already does not help to put it there.
        const isOfMarked = JSON.stringify(right.when ?? {}).includes('aws:ResourceTag/');
        return actions.length === 0 || isOfMarked ? [] : [{ ...right, actions, why }];
      }),
    ),
  ];
}
