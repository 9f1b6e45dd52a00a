import type { LiveMetricAlarm } from '../../../clients/aws/alarm-model.js';
import { isPipeAlarmName, pipeAlarmPrefix } from '../../../language/names/alarm-names.js';
import { alarmArn } from '../../../language/names/arn.js';
import { changeId } from '../../change/change.js';
import { answeredBy } from '../door/attributes.js';
import type { Reading } from '../door/reading.js';
import { TagKey } from '../ownership/mark.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import type { MarkedRead } from '../ownership/marked-reading.js';
import { thingOf } from '../ownership/thing.js';
import { pipeAlarmAttributes } from './alarm-attributes.js';

/** Alarms of the pipe. */
export interface PipeAlarmsRead {
  /** Those with a name that one of the file's can have, without processors'; none are read where it has none, and none of ours is left. */
  readonly pipeAlarms: readonly LiveMetricAlarm[];
}

/** Reads the alarms of the pipe, where the file wants some or ours are left. */
export const pipeAlarmsReading: Reading<PipeAlarmsRead, MarkedRead> = {
  name: 'pipeAlarms',
  waitsFor: ['marked'],
  unread: { live: { pipeAlarms: [] }, of: 'alarms of the pipe', kinds: ['alarm'] },
  async read({ config }, { marked }, { aws }) {
    const prefix = pipeAlarmPrefix(config);
    const start = alarmArn(config, prefix);
    const isLeft = [...marked.keys()].some((arn) => arn.startsWith(start));
    if (config.alarms === undefined && !isLeft) return { pipeAlarms: [] };
    const found = await aws.alarms.list(prefix);
    return {
      pipeAlarms: found.filter(
        ({ name, tags }) => isPipeAlarmName(config, name) && tags[TagKey.processor] === undefined,
      ),
    };
  },
  digest: ({ pipeAlarms }) => ({ pipeAlarms }),
  answered: (input) =>
    input.live.pipeAlarms.flatMap((each) => {
      const thing = thingOf(input, each.tags, { targets: [], change: changeId('alarm', each.name) });
      return answeredBy(`alarm ${each.name}`, each, pipeAlarmAttributes, thing);
    }),
  newerMarks: ({ pipeAlarms }, { mark }) =>
    pipeAlarms.flatMap(({ name, tags }) => newerFormatOfOurs(`alarm ${name}`, tags, mark)),
};
