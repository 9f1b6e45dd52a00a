import type { KindMarks } from '../door/marks.js';
import { markedByTags } from '../ownership/marked-things.js';
import type { TableStep } from './table-steps.js';
import type { TablesRead } from './tables-reading.js';

/** The mark of a processor's table stands in its tags. */
export const tableMarks: KindMarks<TablesRead> = {
  on: 'things',
  things: ({ live, mark }) =>
    [...live.tables.values()].flatMap((table) => {
      if (table === undefined) return [];
      const { name, arn, tags } = table;
      const tag = (set: typeof tags, remove: readonly string[]): TableStep => ({
        call: 'dynamodb.tag',
        arn,
        tags: set,
        remove,
      });
      return [markedByTags(mark, { kind: 'table', name, arn, tags, tag, ofProcessor: true })];
    }),
};
