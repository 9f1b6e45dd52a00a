import type { LiveMetricAlarm } from '../../../clients/aws/alarm-model.js';
import { alarmNames } from '../../../language/names/alarm-names.js';
import { changeId } from '../../change/change.js';
import { answeredBy } from '../door/attributes.js';
import { type Reading, readEach } from '../door/reading.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { processorThing } from '../ownership/thing.js';
import type { ProcessorBasesRead } from '../processor/processor-bases-reading.js';
import { alarmAttributes } from './alarm-attributes.js';

/** Alarms of processors. */
export interface AlarmsRead {
  /** Those with one of the processor's alarm names, by what its things are called. */
  readonly alarms: ReadonlyMap<string, readonly LiveMetricAlarm[]>;
}

/** Reads the alarms of processors. */
export const alarmsReading: Reading<AlarmsRead, ProcessorBasesRead> = {
  name: 'alarms',
  waitsFor: ['processorBases'],
  unread: { live: { alarms: new Map() }, of: 'alarms', kinds: ['alarm'] },
  read: async (_scope, { processorBases }, { aws }) => ({
    alarms: await readEach(processorBases, async (base) => {
      const names = new Set(alarmNames(base));
      const found = await aws.alarms.list(`${base}-`);
      return found.filter(({ name }) => names.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
    }),
  }),
  digest: ({ alarms }) => ({ alarms: [...alarms] }),
  answered: (input) =>
    [...input.live.alarms].flatMap(([base, found]) =>
      found.flatMap((each) => {
        const thing = processorThing(input, base, each.tags, changeId('alarm', each.name));
        return answeredBy(`alarm ${each.name}`, each, alarmAttributes, thing);
      }),
    ),
  newerMarks: ({ alarms }, { mark }) =>
    [...alarms.values()].flatMap((found) =>
      found.flatMap(({ name, tags }) => newerFormatOfOurs(`alarm ${name}`, tags, mark)),
    ),
};
