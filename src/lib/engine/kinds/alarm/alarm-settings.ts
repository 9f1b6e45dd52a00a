import { canonicalJson, type JsonObject, type JsonValue } from '../../../base/json.js';
import type { LiveMetricAlarm, MetricAlarm } from '../../../clients/aws/alarm-model.js';
import type { AskedValue } from '../../change/asked.js';
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

/** The settings of an alarm by which it is compared; on an expression, those of a single metric are none of its own. */
function settingNames({ math }: MetricAlarm): readonly SettingName[] {
  const ofMetric = ['namespace', 'metric', 'dimensions', 'statistic'] as const;
  return [
    'description',
    ...(math === undefined ? ofMetric : []),
    'period',
    'threshold',
    'comparison',
    'actions',
  ];
}

/** What an alarm is set to; undefined where it has no such setting. */
function valuesOf(alarm: MetricAlarm | LiveMetricAlarm): { readonly [Key in SettingName]?: JsonValue } {
  return alarm;
}

/** How a person calls a topic by its ARN. */
export type TopicName = (arn: string) => string;

function settingsOf(
  wanted: MetricAlarm,
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
    threshold: { field: 'threshold', words: (value) => thresholdWords(wanted, Number(value)) },
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
  const [before, after] = [valuesOf(live), valuesOf(wanted)];
  const set = settingNames(wanted).flatMap((name) =>
    isSame(before[name], after[name])
      ? []
      : [settingChange(settings[name], { before: before[name], after: after[name] })],
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
  return [...set, ...judges, ...enabled, ...mathChanges(live, wanted), ...overChanges(live, wanted)];
}

function mathChanges(live: LiveMetricAlarm, wanted: MetricAlarm): readonly ValueChange[] {
  const [before, after] = [mathOf(live), mathOf(wanted)];
  if (after === undefined || isSame(before, after)) return [];
  const words = { before: 'another expression', after: 'as in the file' };
  return [{ kind: 'value', field: 'math', before: before ?? null, after, words }];
}

/** Whom it tells that it is over: who is told beside is people's. */
function overChanges(live: LiveMetricAlarm, { ok }: MetricAlarm): readonly ValueChange[] {
  const told = live.otherActions?.ok ?? [];
  if (ok === undefined || ok.every((arn) => told.includes(arn))) return [];
  const words = { before: looseWords([...told]), after: looseWords([...ok]) };
  return [{ kind: 'value', field: 'over tells', before: [...told], after: [...ok], words }];
}

/** What gcx asks for of an alarm, setting by setting. */
export function askedSettings(
  wanted: MetricAlarm,
  live: LiveMetricAlarm | undefined,
): Readonly<Record<string, AskedValue>> {
  const [after, before] = [valuesOf(wanted), live === undefined ? {} : valuesOf(live)];
  return {
    ...Object.fromEntries(
      settingNames(wanted).map((name) => [name, { wanted: after[name], live: before[name] }]),
    ),
    ...(wanted.math === undefined ? {} : { math: { wanted: mathOf(wanted), live: live && mathOf(live) } }),
    ...(wanted.ok === undefined
      ? {}
      : { 'over tells': { wanted: [...wanted.ok], live: live && [...(live.otherActions?.ok ?? [])] } }),
    actions: { wanted: [true, wanted.actions], live: live && [live.actionsEnabled, live.actions] },
    judges: { wanted: {}, live: live?.judges },
  };
}

function mathOf({ math }: MetricAlarm | LiveMetricAlarm): JsonObject | undefined {
  return math && { ...math };
}

function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

/** A topic as the file calls it. */
export function topicNameIn({ config, declared }: Pick<PlanInput, 'config' | 'declared'>): TopicName {
  return (arn) =>
    declared.topics.find((topic) => topic.arn === arn)?.target ?? thingName(arn, config.aws.account);
}

/** When a new alarm goes off, and whom it tells. */
export function newAlarmSettings(alarm: MetricAlarm, topicName: TopicName): readonly ValueChange[] {
  const { period, threshold, comparison } = alarm;
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
  const { metric, statistic } = alarm;
  const more = comparison === 'GreaterThanThreshold' ? 'more than' : 'at least';
  return [
    {
      kind: 'value',
      field: 'condition',
      after: { metric, statistic, period, threshold, comparison },
      words: {
        label: 'when',
        after: `${METRIC_WORDS[metric] ?? metric}: ${more} ${thresholdWords(alarm, threshold)} within ${durationText(period)}`,
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

function thresholdWords(alarm: MetricAlarm, threshold: number): string {
  return alarm.math === undefined && alarm.metric === 'ApproximateAgeOfOldestMessage'
    ? durationText(threshold)
    : String(threshold);
}
