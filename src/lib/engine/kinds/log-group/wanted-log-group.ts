import type { LogGroup } from '../../../clients/aws/logs-model.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { ChangeGroup, ChangeLinks, FieldChange } from '../../change/model.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { askedInTags } from '../noted/asked-of.js';
import { askedTags, companyTags, compareTags, tagSteps } from '../ownership/company-tags.js';
import { isOurs, markTags, ownerInWords } from '../ownership/mark.js';
import { askedProtection, protectTags, withProtection } from '../ownership/protection.js';
import { leftAlone } from '../ownership/refusals.js';
import type { LogGroupStep } from './log-group-steps.js';
import { days } from './retention-words.js';

/** A log group that the file wants made. */
export interface WantedLogGroup {
  readonly name: string;
  readonly arn: string;
  /** What its change is called by. */
  readonly key: string;
  readonly group: ChangeGroup;
  readonly links?: ChangeLinks;
  /** Days; 0: for ever. */
  readonly retentionDays: number;
  /** ARN of its KMS key. Absent: none. */
  readonly kmsKey: string | undefined;
  readonly live: LogGroup | undefined;
  /** The target that it is of. Absent: its protection is nobody's. */
  readonly entry?: { readonly protect?: true };
  /** What to do where one of its name is not ours. */
  readonly fix: string;
}

type Planned = KindPlan<LogGroupStep>;

/** Plans a log group that the file wants: its retention, its key and its tags. */
export function planWantedLogGroup(input: PlanInput, wanted: WantedLogGroup): Planned {
  const { name, arn, key: changeKey, group, links, retentionDays, kmsKey, live } = wanted;
  const base = {
    kind: 'log-group',
    name,
    key: changeKey,
    group,
    ...(links === undefined ? {} : { links }),
  } as const;
  const tags = live?.tags ?? {};
  const asked = askedOf(input, wanted, tags);
  if (live === undefined) {
    const fields: readonly FieldChange[] = [
      { kind: 'value', field: 'kept for', after: days(retentionDays) },
      ...(kmsKey === undefined ? [] : [{ kind: 'value', field: 'key', after: kmsKey } as const]),
    ];
    const made = { name, retentionDays, tags: newTags(input, wanted) };
    const steps = [
      { call: 'logs.createGroup', ...made, ...(kmsKey === undefined ? {} : { key: kmsKey }) } as const,
    ];
    return { changes: [change({ ...base, asked, action: 'create', fields, steps })] };
  }
  if (!isOurs(tags, input.mark))
    return leftAlone(base, 'Log group', ownerInWords(tags, input.mark), wanted.fix);
  const kept = live.retentionDays ?? 0;
  const retention: readonly FieldChange[] =
    kept === retentionDays
      ? []
      : [{ kind: 'value', field: 'kept for', before: days(kept), after: days(retentionDays) }];
  const encryption = keyFields(live.key, kmsKey);
  const compared = compareTags(input.config, tags);
  const tagged = wanted.entry === undefined ? compared : withProtection(compared, tags, wanted.entry);
  const fields = [...retention, ...encryption, ...tagged.fields];
  const steps: readonly LogGroupStep[] = [
    ...(retention.length === 0 ? [] : [{ call: 'logs.setRetention', name, retentionDays } as const]),
    ...(encryption.length === 0
      ? []
      : [{ call: 'logs.setKey', name, ...(kmsKey === undefined ? {} : { key: kmsKey }) } as const]),
    ...tagSteps(tagged, (set, remove): LogGroupStep => ({ call: 'logs.tag', arn, tags: set, remove })),
  ];
  return { changes: [change({ ...base, asked, action: updateOrNone(fields), fields, steps })] };
}

function newTags({ config, mark }: PlanInput, { entry }: WantedLogGroup): Tags {
  return { ...companyTags(config), ...markTags(mark), ...protectTags(entry) };
}

function askedOf(
  input: PlanInput,
  { key, arn, live, retentionDays, kmsKey, entry }: WantedLogGroup,
  tags: Tags,
): ReturnType<typeof askedInTags> {
  return askedInTags({
    of: changeId('log-group', key),
    isLive: live !== undefined,
    values: {
      'kept for': { wanted: retentionDays, live: live?.retentionDays ?? 0 },
      key: { wanted: kmsKey ?? null, live: live?.key ?? null },
      tags: askedTags(input.config, tags),
      ...(entry === undefined ? {} : { protect: askedProtection(tags, entry) }),
    },
    tags,
    tag: (set, remove): LogGroupStep => ({ call: 'logs.tag', arn, tags: set, remove }),
  });
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
