import type { LogGroup } from '../../../clients/aws/processor-model.js';
import { answeredBy } from '../door/attributes.js';
import { type Reading, readEach } from '../door/reading.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import type { ProcessorBasesRead } from '../processor/processor-bases-reading.js';
import { logGroupAttributes } from './log-group-attributes.js';

/** Log groups of processors' functions. */
export interface LogGroupsRead {
  /** By what the processor's things are called; undefined where there is none. */
  readonly logGroups: ReadonlyMap<string, LogGroup | undefined>;
}

/** Reads the log groups of processors' functions. */
export const logGroupsReading: Reading<LogGroupsRead, ProcessorBasesRead> = {
  name: 'logGroups',
  waitsFor: ['processorBases'],
  read: async (_scope, { processorBases }, { aws }) => ({
    logGroups: await readEach(processorBases, (base) => aws.logs.group(`/aws/lambda/${base}`)),
  }),
  digest: ({ logGroups }) => ({ logGroups: [...logGroups] }),
  answered: ({ logGroups }) =>
    [...logGroups].flatMap(([base, group]) => answeredBy(`log group of ${base}`, group, logGroupAttributes)),
  newerMarks: ({ logGroups }, { mark }) =>
    [...logGroups].flatMap(([base, group]) => newerFormatOfOurs(`log group of ${base}`, group?.tags, mark)),
};
