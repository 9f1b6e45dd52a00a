import type { LiveMetricAlarm, MetricAlarm } from '../../../clients/aws/alarm-model.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import { alarmArn } from '../../../language/names/arn.js';
import type { AskedOfKind, AskedValue } from '../../change/asked.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { ChangeGroup } from '../../change/model.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { askedInTags, settingOr } from '../noted/asked-of.js';
import { type TagChange, tagSteps } from '../ownership/company-tags.js';
import { isOurs } from '../ownership/mark.js';
import { alarmChanges, askedSettings, newAlarmSettings, topicNameIn } from './alarm-settings.js';
import type { AlarmStep } from './alarm-steps.js';

type Planned = KindPlan<AlarmStep>;
type Base = { readonly kind: 'alarm'; readonly name: string; readonly group: ChangeGroup };

/** What an alarm of a processor and one of the pipe differ in. */
export interface AlarmPlace {
  readonly group: ChangeGroup;
  /** What has to be there before, beside the topic, by the ids of its changes. */
  readonly after: readonly string[];
  /** What is said where it is made. Absent: nothing. */
  readonly notes?: readonly string[];
  /** The call that makes it. */
  readonly makes: 'cloudwatch.putAlarm' | 'cloudwatch.makeAlarm';
  /** The tags of a new one. */
  readonly tags: Tags;
  /** Compares the tags of a live one of ours. */
  compareTags(live: Tags): TagChange;
  /** Its tags as settings. */
  askedTags(live: Tags): Readonly<Record<string, AskedValue>>;
  /** One of the name that is not ours. */
  foreign(base: Base, tags: Tags): Planned;
}

/** Plans an alarm that the file wants. */
export function planAlarm(
  input: PlanInput,
  wanted: MetricAlarm,
  live: LiveMetricAlarm | undefined,
  place: AlarmPlace,
): Planned {
  const { group, tags, notes = [] } = place;
  const [topic = ''] = wanted.actions;
  const after = [changeId('sns-topic', topic), ...place.after];
  const base = { kind: 'alarm', name: wanted.name, group, after } as const;
  const topicName = topicNameIn(input);
  const asked = askedOf(input, wanted, live, place);
  if (live === undefined) {
    const fields = newAlarmSettings(wanted, topicName);
    const steps = [{ call: place.makes, alarm: wanted, tags }] as const;
    return { changes: [change({ ...base, action: 'create', fields, steps, notes, asked })] };
  }
  if (!isOurs(live.tags, input.mark)) return place.foreign(base, live.tags);
  const set = alarmChanges(live, wanted, topicName);
  const tagged = place.compareTags(live.tags);
  const fields = [...set, ...tagged.fields];
  const put = { call: 'cloudwatch.putAlarm', alarm: withOthers(wanted, live), tags } as const;
  const steps: readonly AlarmStep[] = [
    ...(set.length === 0 ? [] : [put]),
    ...tagSteps(tagged, (some, remove) => ({ call: 'cloudwatch.tag', arn: live.arn, tags: some, remove })),
  ];
  return { changes: [change({ ...base, action: updateOrNone(fields), fields, steps, asked })] };
}

/** What people have it do beside is put back with it. */
function withOthers(wanted: MetricAlarm, { otherActions }: LiveMetricAlarm): MetricAlarm {
  if (otherActions === undefined) return wanted;
  const ok = otherActions.ok.filter((arn) => wanted.ok?.includes(arn) !== true);
  return ok.length + otherActions.insufficientData.length === 0
    ? wanted
    : { ...wanted, otherActions: { ...otherActions, ok } };
}

/** What gcx asks for of an alarm. */
function askedOf(
  { config }: Pick<PlanInput, 'config'>,
  wanted: MetricAlarm,
  live: LiveMetricAlarm | undefined,
  { askedTags }: AlarmPlace,
): AskedOfKind {
  const tags = live?.tags ?? {};
  const arn = alarmArn(config, wanted.name);
  const values = { ...askedSettings(wanted, live), ...askedTags(tags) };
  return askedInTags({
    of: changeId('alarm', wanted.name),
    isLive: live !== undefined,
    values,
    settingsOf: settingOr('judges', values),
    tags,
    tag: (set, remove): AlarmStep => ({ call: 'cloudwatch.tag', arn, tags: set, remove }),
  });
}
