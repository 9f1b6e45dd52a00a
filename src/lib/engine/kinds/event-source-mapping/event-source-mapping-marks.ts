import { eventSourceMappingArn, nameOfArn } from '../../../language/names/arn.js';
import type { KindMarks } from '../door/marks.js';
import type { FunctionStep } from '../function/function-steps.js';
import { markedByTags } from '../ownership/marked-things.js';
import { processorBase } from '../processor/processor-order.js';
import type { EventSourceMappingsRead } from './event-source-mappings-reading.js';

/** The mark of an event source mapping stands in its tags. Its change is called by its processor. */
export const eventSourceMappingMarks: KindMarks<EventSourceMappingsRead> = {
  on: 'things',
  things: ({ config, live, mark }) =>
    [...live.eventSourceMappings.values()].flat().map(({ uuid, queueArn, tags }) => {
      const arn = eventSourceMappingArn(config, uuid);
      const tag = (set: typeof tags, remove: readonly string[]): FunctionStep => ({
        call: 'lambda.tag',
        arn,
        tags: set,
        remove,
      });
      return markedByTags(mark, {
        kind: 'event-source-mapping',
        name: processorBase(nameOfArn(queueArn)),
        arn,
        tags,
        tag,
        ofProcessor: true,
      });
    }),
};
