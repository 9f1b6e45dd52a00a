import { canonicalJson, type JsonValue } from '../../../base/json.js';
import type { LiveMetricAlarm, MetricAlarm } from '../../../clients/aws/alarm-model.js';
import type { ValueChange } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import { durationText, looseWords, thingName } from '../../change/value-words.js';
import type { PlanInput } from '../door/kind.js';

type SettingName =
  | 'description'
  | 'namespace'
  | 'metric'
  | 'dimensions'
  | 'statistic'
  | 'period'
  | 'threshold'
  | 'comparison'
  | 'actions';

/** The settings of an alarm by which it is compared. */
export const ALARM_SETTINGS: readonly SettingName[] = [
  'description',
  'namespace',
  'metric',
  'dimensions',
  'statistic',
  'period',
  'threshold',
  'comparison',
  'actions',
];

/** How a person calls a topic by its ARN. */
export type TopicName = (arn: string) => string;

function settingsOf(
  { metric }: Pick<MetricAlarm, 'metric'>,
  topicName: TopicName,
): Readonly<Record<SettingName, Setting<JsonValue>>> {
  const asIs = (field: SettingName): Setting<JsonValue> => ({ field, words: looseWords });
  return {
    description: asIs('description'),
    namespace: asIs('namespace'),
    metric: asIs('metric'),
    dimensions: { field: 'dimensions', label: 'of', words: looseWords },
    statistic: asIs('statistic'),
    period: { field: 'period', words: (value) => durationText(Number(value)) },
    threshold: { field: 'threshold', words: (value) => thresholdWords(metric, Number(value)) },
    comparison: asIs('comparison'),
    actions: {
      field: 'actions',
      label: 'tells',
      words: (value) => (Array.isArray(value) ? value.map((arn) => topicName(String(arn))).join(', ') : ''),
    },
  };
}

/** The settings of a live alarm that change; what keeps it from judging each period by itself is put back. */
export function alarmChanges(
  live: LiveMetricAlarm,
  wanted: MetricAlarm,
  topicName: TopicName,
): readonly ValueChange[] {
  const settings = settingsOf(wanted, topicName);
  const set = ALARM_SETTINGS.filter((name) => canonicalJson(live[name]) !== canonicalJson(wanted[name])).map(
    (name) => settingChange(settings[name], { before: live[name], after: wanted[name] }),
  );
  const judges = Object.entries(live.judges).map(
    ([field, before]): ValueChange => ({
      kind: 'value',
      field,
      before,
      after: 'as gcx sets it',
      words: { before: looseWords(before) },
    }),
  );
  const enabled: readonly ValueChange[] = live.actionsEnabled
    ? []
    : [{ kind: 'value', field: 'actions', before: 'off', after: 'on' }];
  return [...set, ...judges, ...enabled];
}

/** What alarms of the pipe are set to beside: left out where it goes without saying. */
export function pipeSettings({
  math,
  ok,
}: Pick<MetricAlarm, 'math' | 'ok'>): Readonly<Record<string, JsonValue>> {
  return {
    math: math === undefined ? null : { expressions: [...math.expressions], metrics: [...math.metrics] },
    'over tells': ok === undefined ? [] : [...ok],
  };
}

/** The settings of a live alarm of the pipe that change. */
export function pipeAlarmChanges(
  live: LiveMetricAlarm,
  wanted: MetricAlarm,
  topicName: TopicName,
): readonly ValueChange[] {
  const others = live.otherActions?.ok ?? [];
  const isTold = (wanted.ok ?? []).every((arn) => others.includes(arn));
  const found = pipeSettings({ ...live, ...(isTold ? { ok: wanted.ok ?? [] } : { ok: others }) });
  const beside = Object.entries(pipeSettings(wanted)).flatMap(([field, after]): readonly ValueChange[] => {
    const before = found[field] ?? null;
    if (canonicalJson(before) === canonicalJson(after)) return [];
    const words = field === 'math' ? { before: 'another expression', after: 'as the file wants it' } : {};
    return [
      {
        kind: 'value',
        field,
        before,
        after,
        words: { before: looseWords(before), after: looseWords(after), ...words },
      },
    ];
  });
  return [...alarmChanges(live, wanted, topicName), ...beside];
}

/** A topic as the file calls it. */
export function topicNameIn({ config, declared }: Pick<PlanInput, 'config' | 'declared'>): TopicName {
  return (arn) =>
    declared.topics.find((topic) => topic.arn === arn)?.target ?? thingName(arn, config.aws.account);
}

/** When a new alarm goes off, and whom it tells. */
export function newAlarmSettings(alarm: MetricAlarm, topicName: TopicName): readonly ValueChange[] {
  const { metric, statistic, period, threshold, comparison } = alarm;
  if (alarm.math !== undefined)
    return [
      {
        kind: 'value',
        field: 'condition',
        after: { threshold, period, expression: alarm.math.expressions.at(-1)?.expression ?? '' },
        words: {
          label: 'when',
          after: `fewer than ${threshold} events of the route within ${durationText(period)}`,
        },
      },
      newSetting(settingsOf(alarm, topicName).actions, alarm.actions),
    ];
  const more = comparison === 'GreaterThanThreshold' ? 'more than' : 'at least';
  return [
    {
      kind: 'value',
      field: 'condition',
      after: { metric, statistic, period, threshold, comparison },
      words: {
        label: 'when',
        after: `${METRIC_WORDS[metric] ?? metric}: ${more} ${thresholdWords(metric, threshold)} within ${durationText(period)}`,
      },
    },
    newSetting(settingsOf(alarm, topicName).actions, alarm.actions),
  ];
}

/** The metrics that gcx looks at, by CloudWatch's names of them and the processor's own. */
const METRIC_WORDS: Readonly<Record<string, string>> = {
  ApproximateNumberOfMessagesVisible: 'messages in the dead-letter queue',
  ApproximateAgeOfOldestMessage: 'age of the oldest message',
  Failed: 'failures of the handler',
  FailedInvocations: 'deliveries that failed for good',
  InvocationsSentToDlq: 'dead letters of the rule',
  InvocationsFailedToBeSentToDlq: 'events that no dead-letter queue took',
};

function thresholdWords(metric: string, threshold: number): string {
  return metric === 'ApproximateAgeOfOldestMessage' ? durationText(threshold) : String(threshold);
}
