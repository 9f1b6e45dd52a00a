import type { KindMarks } from '../door/marks.js';
import { markedByTags } from '../ownership/marked-things.js';
import type { FunctionStep } from './function-steps.js';
import type { ProcessorFunctionsRead } from './processor-functions-reading.js';

/** The mark of a processor's function stands in its tags. */
export const functionMarks: KindMarks<ProcessorFunctionsRead> = {
  on: 'things',
  things: ({ live, mark }) =>
    [...live.processorFunctions.values()].flatMap((found) => {
      if (found === undefined) return [];
      const { name, arn, tags } = found;
      const tag = (set: typeof tags, remove: readonly string[]): FunctionStep => ({
        call: 'lambda.tag',
        arn,
        tags: set,
        remove,
      });
      return [markedByTags(mark, { kind: 'function', name, arn, tags, tag, ofProcessor: true })];
    }),
};
