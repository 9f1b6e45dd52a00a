import { logGroupArn } from '../../../language/names/arn.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { FieldChange } from '../../change/model.js';
import { goneReason, groupOfBus, namesOf, partTags, wantedLevels } from '../bus-log/bus-log-parts.js';
import type { BusLogRead } from '../bus-log/bus-log-reading.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { askedInTags } from '../noted/asked-of.js';
import { adoptOr } from '../ownership/adoption.js';
import { askedTags, compareTags, tagSteps } from '../ownership/company-tags.js';
import { isOurs, ownerInWords, TagKey } from '../ownership/mark.js';
import { leftAlone } from '../ownership/refusals.js';
import type { LogGroupStep } from './log-group-steps.js';
import { days } from './retention-words.js';

type Input = PlanInput<BusLogRead>;
type Planned = KindPlan<LogGroupStep>;

/** Plans the log group that the event bus logs to. */
export function planBusLogGroup(input: Input): Planned {
  const { busLog } = input.live;
  const { logging } = input.config;
  const { logGroup: name } = namesOf(input);
  const base = { kind: 'log-group', name, group: groupOfBus(input) } as const;
  const group = busLog?.group;
  if (logging === undefined || wantedLevels(input).length === 0) {
    if (group === undefined || !isOurs(group.tags, input.mark)) return { changes: [] };
    const reason = input.intent === 'destroy' ? 'destroy' : goneReason(input);
    const steps = [{ call: 'logs.deleteGroup', name } as const];
    const notes = ['its logs go with it'];
    return { changes: [change({ ...base, action: 'delete', reason, notes, steps })] };
  }
  const { retentionDays, key } = logging;
  const tags = group?.tags ?? {};
  const arn = logGroupArn(input.config, name);
  const asked = askedInTags({
    of: changeId('log-group', name),
    isLive: group !== undefined,
    values: {
      'kept for': { wanted: retentionDays, live: group?.retentionDays ?? 0 },
      key: { wanted: key ?? null, live: group?.key ?? null },
      tags: askedTags(input.config, tags),
    },
    tags,
    tag: (set, remove): LogGroupStep => ({ call: 'logs.tag', arn, tags: set, remove }),
  });
  if (group === undefined) {
    const fields: readonly FieldChange[] = [
      { kind: 'value', field: 'kept for', after: days(retentionDays) },
      ...(key === undefined ? [] : [{ kind: 'value', field: 'key', after: key } as const]),
    ];
    const made = { name, retentionDays, tags: partTags(input), ...(key === undefined ? {} : { key }) };
    const steps = [{ call: 'logs.createGroup', ...made } as const];
    return { changes: [change({ ...base, asked, action: 'create', fields, steps })] };
  }
  if (!isOurs(tags, input.mark))
    return leftAlone(
      base,
      'Log group',
      ownerInWords(tags, input.mark),
      adoptOr(
        tags[TagKey.project] !== undefined,
        'gcx does not change it. Delete it on AWS, or rename the project.',
      ),
    );
  const kept = group.retentionDays ?? 0;
  const retention: Planned['changes'][number]['fields'] =
    kept === retentionDays
      ? []
      : [{ kind: 'value', field: 'kept for', before: days(kept), after: days(retentionDays) }];
  const encryption = keyFields(group.key, key);
  const tagged = compareTags(input.config, tags);
  const fields = [...retention, ...encryption, ...tagged.fields];
  const steps: readonly LogGroupStep[] = [
    ...(retention.length === 0 ? [] : [{ call: 'logs.setRetention', name, retentionDays } as const]),
    ...(encryption.length === 0
      ? []
      : [{ call: 'logs.setKey', name, ...(key === undefined ? {} : { key }) } as const]),
    ...tagSteps(tagged, (set, remove): LogGroupStep => ({ call: 'logs.tag', arn, tags: set, remove })),
  ];
  return { changes: [change({ ...base, asked, action: updateOrNone(fields), fields, steps })] };
}

function keyFields(before: string | undefined, after: string | undefined): readonly FieldChange[] {
  if (before === after) return [];
  return [
    {
      kind: 'value',
      field: 'key',
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ];
}
