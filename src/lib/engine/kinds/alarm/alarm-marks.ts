import type { KindMarks } from '../door/marks.js';
import { markedByTags } from '../ownership/marked-things.js';
import type { AlarmStep } from './alarm-steps.js';
import type { AlarmsRead } from './alarms-reading.js';
import type { PipeAlarmsRead } from './pipe-alarms-reading.js';

/** The mark of an alarm stands in its tags: of those of processors, and of those of the pipe. */
export const alarmMarks: KindMarks<AlarmsRead & PipeAlarmsRead> = {
  on: 'things',
  things: ({ live, mark }) =>
    [
      ...[...live.alarms.values()].flat().map((alarm) => ({ alarm, part: { ofProcessor: true } as const })),
      ...live.pipeAlarms.map((alarm) => ({ alarm, part: {} })),
    ].map(({ alarm: { name, arn, tags }, part }) => {
      const tag = (set: typeof tags, remove: readonly string[]): AlarmStep => ({
        call: 'cloudwatch.tag',
        arn,
        tags: set,
        remove,
      });
      return markedByTags(mark, { kind: 'alarm', name, arn, tags, tag, ...part });
    }),
};
