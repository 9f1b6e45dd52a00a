import type { KindMarks } from '../door/marks.js';
import { markedByTags } from '../ownership/marked-things.js';
import type { QueuesRead } from './queues-reading.js';
import type { SqsQueueStep } from './sqs-queue-steps.js';

/** The mark of an SQS queue stands in its tags. */
export const sqsQueueMarks: KindMarks<QueuesRead> = {
  on: 'things',
  things: ({ declared, live, mark }) =>
    [...live.queues].flatMap(([arn, queue]) => {
      if (queue === null) return [];
      const { name, tags } = queue;
      const ofProcessor = declared.queues.some((each) => each.arn === arn && each.processor !== undefined);
      const tag = (set: typeof tags, remove: readonly string[]): SqsQueueStep => ({
        call: 'sqs.tag',
        name,
        tags: set,
        remove,
      });
      return [
        markedByTags(mark, {
          kind: 'sqs-queue',
          name,
          key: arn,
          arn,
          tags,
          tag,
          ...(ofProcessor ? { ofProcessor } : {}),
        }),
      ];
    }),
};
