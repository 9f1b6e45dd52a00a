import type { DynamoTable } from '../../../clients/aws/processor-model.js';
import { changeId } from '../../change/change.js';
import { answeredBy } from '../door/attributes.js';
import { type Reading, readEach } from '../door/reading.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { processorThing } from '../ownership/thing.js';
import type { ProcessorBasesRead } from '../processor/processor-bases-reading.js';
import { tableAttributes } from './table-attributes.js';

/** DynamoDB tables of processors. */
export interface TablesRead {
  /** By what the processor's things are called; undefined where there is none. */
  readonly tables: ReadonlyMap<string, DynamoTable | undefined>;
}

/** Reads the tables of processors. */
export const tablesReading: Reading<TablesRead, ProcessorBasesRead> = {
  name: 'tables',
  waitsFor: ['processorBases'],
  unread: {
    live: { tables: new Map() },
    of: 'DynamoDB tables of processors',
    kinds: ['table'],
    codes: /^table-/,
  },
  read: async (_scope, { processorBases }, { aws }) => ({
    tables: await readEach(processorBases, (base) => aws.dynamo.table(base)),
  }),
  digest: ({ tables }) => ({
    tables: [...tables].map(([base, table]) => [
      base,
      table === undefined ? null : { ...table, status: null },
    ]),
  }),
  answered: (input) =>
    [...input.live.tables].flatMap(([base, table]) => {
      const thing = processorThing(input, base, table?.tags ?? {}, changeId('table', table?.name ?? base));
      return answeredBy(`DynamoDB table of ${base}`, table, tableAttributes, thing);
    }),
  newerMarks: ({ tables }, { mark }) =>
    [...tables].flatMap(([base, table]) => newerFormatOfOurs(`DynamoDB table of ${base}`, table?.tags, mark)),
};
