import { nameOfArn } from '../../../language/names/arn.js';
import type { KindMarks } from '../door/marks.js';
import { markedByTags } from '../ownership/marked-things.js';
import type { SnsTopicStep } from './sns-topic-steps.js';
import type { TopicsRead } from './topics-reading.js';

/** The mark of an SNS topic stands in its tags; beside it, also on topics of others, which subscriptions gcx made. */
export const snsTopicMarks: KindMarks<TopicsRead> = {
  on: 'things',
  things: ({ live, mark }) =>
    [...live.topics].flatMap(([arn, topic]) => {
      if (topic === null) return [];
      const { tags } = topic;
      const tag = (set: typeof tags, remove: readonly string[]): SnsTopicStep => ({
        call: 'sns.tag',
        arn,
        tags: set,
        remove,
      });
      return [markedByTags(mark, { kind: 'sns-topic', name: nameOfArn(arn), key: arn, arn, tags, tag })];
    }),
};
