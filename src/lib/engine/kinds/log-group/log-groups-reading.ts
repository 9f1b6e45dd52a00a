import type { LogGroup } from '../../../clients/aws/logs-model.js';
import { changeId } from '../../change/change.js';
import { answeredBy } from '../door/attributes.js';
import { type Reading, readEach } from '../door/reading.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { processorThing } from '../ownership/thing.js';
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
  unread: { live: { logGroups: new Map() }, of: 'log groups of processors', kinds: ['log-group'] },
  read: async (_scope, { processorBases }, { aws }) => ({
    logGroups: await readEach(processorBases, (base) => aws.logs.group(`/aws/lambda/${base}`)),
  }),
  digest: ({ logGroups }) => ({ logGroups: [...logGroups] }),
  answered: (input) =>
    [...input.live.logGroups].flatMap(([base, group]) => {
      const thing = processorThing(input, base, group?.tags ?? {}, changeId('log-group', base));
      return answeredBy(`log group of ${base}`, group, logGroupAttributes, thing);
    }),
  newerMarks: ({ logGroups }, { mark }) =>
    [...logGroups].flatMap(([base, group]) => newerFormatOfOurs(`log group of ${base}`, group?.tags, mark)),
};
