import type { LogGroup } from '../../../clients/aws/logs-model.js';
import type { BusLogRead } from '../bus-log/bus-log-reading.js';
import type { KindMarks } from '../door/marks.js';
import { markedByTags } from '../ownership/marked-things.js';
import type { LogGroupStep } from './log-group-steps.js';
import type { LogGroupsRead } from './log-groups-reading.js';
import type { TargetLogGroupsRead } from './target-log-groups-reading.js';

/**
 * The mark of a log group stands in its tags: of those of processors' functions, of that of the event bus, and of those
 * that gcx makes for targets.
 */
export const logGroupMarks: KindMarks<LogGroupsRead & BusLogRead & TargetLogGroupsRead> = {
  on: 'things',
  things({ declared, live, mark }) {
    const used = new Set(declared.logGroups.flatMap(({ arn, create }) => (create ? [] : [arn])));
    const ofTargets = [...live.targetLogGroups].flatMap(([arn, group]) =>
      group === null || used.has(arn) ? [] : [[arn, group] as const],
    );
    const groups: readonly (readonly [string, LogGroup | undefined])[] = [
      ...live.logGroups,
      [live.busLog?.group?.name ?? '', live.busLog?.group],
      ...ofTargets,
    ];
    const { busLog } = live;
    return groups.flatMap(([key, group]) => {
      if (group === undefined) return [];
      const { name, arn, tags } = group;
      const tag = (set: typeof tags, remove: readonly string[]): LogGroupStep => ({
        call: 'logs.tag',
        arn,
        tags: set,
        remove,
      });
      return [
        markedByTags(mark, {
          kind: 'log-group',
          name,
          key,
          arn,
          tags,
          tag,
          ...(group === busLog?.group || live.targetLogGroups.has(key) ? {} : { ofProcessor: true }),
        }),
      ];
    });
  },
};
