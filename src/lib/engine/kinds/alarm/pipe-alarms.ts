import { Limits } from '../../../base/limits.js';
import type { Notice } from '../../../base/notice.js';
import { counted } from '../../../base/words.js';
import type { LiveMetricAlarm, MetricAlarm } from '../../../clients/aws/alarm-model.js';
import { targetOfKind } from '../../../language/config/targets-of-kind.js';
import { alarmArn, topicArn } from '../../../language/names/arn.js';
import type { AskedOfKind, AskedValue } from '../../change/asked.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { askedInTags, sameNames, settingOr } from '../noted/asked-of.js';
import { askedTags, companyTags, compareTags, tagSteps } from '../ownership/company-tags.js';
import { isOurs, markTags, ownerInWords } from '../ownership/mark.js';
import { leftAlone } from '../ownership/refusals.js';
import type { QueuesRead } from '../sqs-queue/queues-reading.js';
import {
  ALARM_SETTINGS,
  newAlarmSettings,
  pipeAlarmChanges,
  pipeSettings,
  topicNameIn,
} from './alarm-settings.js';
import type { AlarmStep } from './alarm-steps.js';
import type { PipeAlarmsRead } from './pipe-alarms-reading.js';
import { type WantedAlarm, wantedAlarms } from './wanted-alarms.js';

type Input = PlanInput<PipeAlarmsRead & QueuesRead>;
type Planned = KindPlan<AlarmStep>;

/** US dollars that a metric of an alarm costs a month, whatever the region asks (CloudWatch pricing, us-east-1, 2026). */
const DOLLARS_A_METRIC = 0.1;

/** Plans the alarms of the pipe. */
export function planPipeAlarms(input: Input): Planned {
  const wanted = wantedHere(input);
  const names = new Set(wanted.map(({ alarm }) => alarm.name));
  const live = new Map(input.live.pipeAlarms.map((each) => [each.name, each] as const));
  const isNew = ({ alarm }: WantedAlarm) => !live.has(alarm.name);
  const cost = costNote(wanted.map(({ alarm }) => alarm));
  const first = wanted.find(isNew);
  return joinPlans<AlarmStep>([
    ...wanted.map((each) => planWanted(input, each, live.get(each.alarm.name), each === first ? [cost] : [])),
    ...input.live.pipeAlarms.filter(({ name }) => !names.has(name)).map((each) => planGone(input, each)),
    { changes: [], warnings: unwatched(input, names) },
  ]);
}

function wantedHere(input: Input): readonly WantedAlarm[] {
  const { config, intent } = input;
  if (intent === 'destroy' || config.alarms === undefined) return [];
  const topic = targetOfKind(config, config.alarms.to, 'sns');
  return topic === undefined ? [] : wantedAlarms(input, topicArn(config, topic.topicName, topic.account));
}

/** A route that the file expects events of, and that no alarm can watch. */
function unwatched({ config, rules, intent }: Input, names: ReadonlySet<string>): readonly Notice[] {
  if (intent === 'destroy' || config.alarms === undefined) return [];
  return Object.values(config.routes).flatMap((route) => {
    const count = rules.filter((rule) => rule.route === route.name && rule.enabled).length;
    if (route.expect === undefined || count <= Limits.alarmMetrics) return [];
    if ([...names].some((name) => name.endsWith(`route-${route.name}-silent`))) return [];
    return [
      {
        code: 'silence-not-watched',
        message: `Nobody is told where route ${route.name} is silent: it has ${count} rules, and an alarm looks at ${Limits.alarmMetrics} metrics (alarmMetrics).`,
      },
    ];
  });
}

function costNote(alarms: readonly MetricAlarm[]): string {
  const metrics = alarms.reduce((sum, { math }) => sum + (math?.metrics.length ?? 1), 0);
  return `the ${counted(alarms.length, 'alarm')} of the pipe look at ${counted(metrics, 'metric')}: some $${(metrics * DOLLARS_A_METRIC).toFixed(2)} a month (CloudWatch pricing, us-east-1)`;
}

function planWanted(
  input: Input,
  { alarm: wanted, group, of }: WantedAlarm,
  live: LiveMetricAlarm | undefined,
  notes: readonly string[],
): Planned {
  const [topic = ''] = wanted.actions;
  const base = {
    kind: 'alarm',
    name: wanted.name,
    group,
    after: [changeId('sns-topic', topic), of],
  } as const;
  const tags = { ...companyTags(input.config), ...markTags(input.mark) };
  const topicName = topicNameIn(input);
  const asked = askedOf(input, wanted, live);
  if (live === undefined) {
    const fields = newAlarmSettings(wanted, topicName);
    const steps = [{ call: 'cloudwatch.makeAlarm', alarm: wanted, tags } as const];
    return { changes: [change({ ...base, action: 'create', fields, steps, notes, asked })] };
  }
  if (!isOurs(live.tags, input.mark))
    return leftAlone(
      base,
      'Alarm',
      ownerInWords(live.tags, input.mark),
      'gcx never changes it. Delete it on AWS, or give the project another name.',
    );
  const set = pipeAlarmChanges(live, wanted, topicName);
  const tagged = compareTags(input.config, live.tags);
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

function askedOf(input: Input, wanted: MetricAlarm, live: LiveMetricAlarm | undefined): AskedOfKind {
  const tags = live?.tags ?? {};
  const arn = alarmArn(input.config, wanted.name);
  const pipe = pipeSettings(wanted);
  const found = live === undefined ? undefined : pipeSettings({ ...live, ok: live.otherActions?.ok ?? [] });
  const values: Readonly<Record<string, AskedValue>> = {
    ...sameNames(ALARM_SETTINGS, wanted, live),
    ...Object.fromEntries(
      Object.entries(pipe).map(([name, value]) => [name, { wanted: value, live: found?.[name] }]),
    ),
    actions: { wanted: [true, wanted.actions], live: live && [live.actionsEnabled, live.actions] },
    judges: { wanted: {}, live: live?.judges },
    tags: askedTags(input.config, tags),
  };
  return askedInTags({
    of: changeId('alarm', wanted.name),
    isLive: live !== undefined,
    values,
    settingsOf: settingOr('judges', values),
    tags,
    tag: (set, remove): AlarmStep => ({ call: 'cloudwatch.tag', arn, tags: set, remove }),
  });
}

function planGone(input: Input, { name, tags }: LiveMetricAlarm): Planned {
  if (!isOurs(tags, input.mark)) return { changes: [] };
  const steps = [{ call: 'cloudwatch.deleteAlarm', name } as const];
  const group = { kind: 'target', name: input.config.alarms?.to ?? 'alarms' } as const;
  const reason = input.intent === 'destroy' ? 'destroy' : 'the file has nothing any more that it would watch';
  return { changes: [change({ kind: 'alarm', name, group, action: 'delete', reason, steps })] };
}
