import type { MetricAlarm as AwsAlarm } from '@aws-sdk/client-cloudwatch';
import { answeredWith } from '../../base/answers.js';
import { once } from '../../base/once.js';
import { mathFromAws, mathToAws } from './alarm-math.js';
import type { AlarmsApi, LiveMetricAlarm, MetricAlarm, OneMetricAlarm } from './alarm-model.js';
import type { AwsCaller } from './caller.js';
import { dimensionsFromAws, dimensionsToAws } from './dimensions.js';
import { pagesOf } from './pages.js';
import { fromAwsTags, toAwsTags } from './tags.js';
import type { Tags } from './tags-model.js';
import { unlessMissing } from './unless-missing.js';
import { onceThere } from './wait.js';

/** Alarms of Amazon CloudWatch. */
export function alarmsApi(caller: AwsCaller): AlarmsApi {
  const sdk = once(async () => {
    const watch = await import('@aws-sdk/client-cloudwatch');
    return { watch, client: await caller.open((config) => new watch.CloudWatchClient(config)) };
  });
  return {
    async list(prefix) {
      const found = await describe(prefix);
      const all = await Promise.all(
        found.map(async (alarm) => {
          const arn = alarm.AlarmArn ?? '';
          const tags = await tagsOf(arn);
          return tags === undefined ? [] : [answeredWith({ ...fromAws(alarm), arn, tags }, alarm)];
        }),
      );
      return all.flat();
    },
    put: (alarm, tags) => put(alarm, tags, true),
    async make(alarm, tags) {
      const { watch, client } = await sdk();
      // An alarm that is put again keeps its state (CloudWatch API, PutMetricAlarm).
      await put(alarm, tags, false);
      await onceThere(caller.runtime, () =>
        caller.call('cloudwatch:SetAlarmState', alarm.name, () =>
          client.send(
            new watch.SetAlarmStateCommand({
              AlarmName: alarm.name,
              StateValue: 'OK',
              StateReason: 'It is new: nothing is known yet.',
            }),
          ),
        ),
      );
      await put(alarm, tags, true);
    },
    async tag(arn, tags, remove) {
      const { watch, client } = await sdk();
      if (Object.keys(tags).length > 0) {
        await caller.call('cloudwatch:TagResource', arn, () =>
          client.send(new watch.TagResourceCommand({ ResourceARN: arn, Tags: toAwsTags(tags) })),
        );
      }
      if (remove.length > 0) {
        await caller.call('cloudwatch:UntagResource', arn, () =>
          client.send(new watch.UntagResourceCommand({ ResourceARN: arn, TagKeys: [...remove] })),
        );
      }
    },
    async delete(name) {
      const { watch, client } = await sdk();
      await unlessMissing(
        caller.call('cloudwatch:DeleteAlarms', name, () =>
          client.send(new watch.DeleteAlarmsCommand({ AlarmNames: [name] })),
        ),
      );
    },
  };

  async function put(alarm: MetricAlarm, tags: Tags, acts: boolean): Promise<void> {
    const { watch, client } = await sdk();
    await caller.call('cloudwatch:PutMetricAlarm', alarm.name, () =>
      client.send(
        new watch.PutMetricAlarmCommand({ ...toAws(alarm), ActionsEnabled: acts, Tags: toAwsTags(tags) }),
      ),
    );
  }

  async function describe(prefix: string): Promise<readonly AwsAlarm[]> {
    const { watch, client } = await sdk();
    const pages = pagesOf(
      (NextToken) =>
        caller.call('cloudwatch:DescribeAlarms', prefix, () =>
          client.send(
            new watch.DescribeAlarmsCommand({
              AlarmNamePrefix: prefix,
              AlarmTypes: ['MetricAlarm'],
              MaxRecords: 100,
              NextToken,
            }),
          ),
        ),
      ({ NextToken }) => NextToken,
    );
    const alarms: AwsAlarm[] = [];
    for await (const page of pages) alarms.push(...(page.MetricAlarms ?? []));
    return alarms;
  }

  /** Undefined where the alarm went meanwhile. */
  async function tagsOf(arn: string): Promise<Tags | undefined> {
    const { watch, client } = await sdk();
    const answer = await unlessMissing(
      caller.call('cloudwatch:ListTagsForResource', arn, () =>
        client.send(new watch.ListTagsForResourceCommand({ ResourceARN: arn })),
      ),
    );
    return answer === undefined ? undefined : fromAwsTags(answer.Tags);
  }
}

/** How every alarm of gcx judges. Where nothing happens there is no metric. */
const JUDGES = { EvaluationPeriods: 1, TreatMissingData: 'notBreaching' } as const;

function toAws(alarm: MetricAlarm) {
  return {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description,
    ...(alarm.math === undefined ? metricToAws(alarm) : { Metrics: mathToAws(alarm.math, alarm.period) }),
    ...JUDGES,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    AlarmActions: [...alarm.actions],
    OKActions: [...new Set([...(alarm.ok ?? []), ...(alarm.otherActions?.ok ?? [])])],
    InsufficientDataActions: [...(alarm.otherActions?.insufficientData ?? [])],
  };
}

function metricToAws({ namespace, metric, dimensions, statistic, period }: OneMetricAlarm) {
  return {
    Namespace: namespace,
    MetricName: metric,
    Dimensions: dimensionsToAws(dimensions),
    Statistic: statistic,
    Period: period,
  };
}

function fromAws(alarm: AwsAlarm) {
  const { MetricName: metric, Metrics: queries, Period: period = 0 } = alarm;
  return {
    name: alarm.AlarmName ?? '',
    description: alarm.AlarmDescription ?? '',
    period,
    // It has the one or the other (CloudWatch API, PutMetricAlarm).
    ...(metric === undefined && queries !== undefined ? mathFromAws(queries) : metricFromAws(alarm)),
    threshold: alarm.Threshold ?? 0,
    comparison: comparisonOf(alarm),
    actions: [...(alarm.AlarmActions ?? [])].sort(),
    actionsEnabled: alarm.ActionsEnabled !== false,
    judges: judgesOf(alarm),
    ...otherActionsOf(alarm),
  };
}

function metricFromAws(alarm: AwsAlarm) {
  return {
    namespace: alarm.Namespace ?? '',
    metric: alarm.MetricName ?? '',
    dimensions: dimensionsFromAws(alarm.Dimensions),
    statistic: statisticOf(alarm),
  };
}

/** How the alarm judges otherwise than gcx has it: more periods than one, or another unit, look at other values. */
function judgesOf(alarm: AwsAlarm): LiveMetricAlarm['judges'] {
  const { EvaluationPeriods, TreatMissingData, DatapointsToAlarm, Unit } = alarm;
  return {
    ...(EvaluationPeriods === JUDGES.EvaluationPeriods ? {} : { EvaluationPeriods: EvaluationPeriods ?? 0 }),
    ...(TreatMissingData === JUDGES.TreatMissingData
      ? {}
      : { TreatMissingData: TreatMissingData ?? 'missing' }),
    ...(DatapointsToAlarm === undefined || DatapointsToAlarm === JUDGES.EvaluationPeriods
      ? {}
      : { DatapointsToAlarm }),
    ...(Unit === undefined ? {} : { Unit }),
  };
}

function otherActionsOf({ OKActions = [], InsufficientDataActions = [] }: AwsAlarm) {
  if (OKActions.length + InsufficientDataActions.length === 0) return {};
  return {
    otherActions: { ok: [...OKActions].sort(), insufficientData: [...InsufficientDataActions].sort() },
  };
}

function statisticOf({ Statistic: statistic }: AwsAlarm): OneMetricAlarm['statistic'] | 'other' {
  return statistic === 'Sum' || statistic === 'Maximum' ? statistic : 'other';
}

function comparisonOf({ ComparisonOperator: operator }: AwsAlarm): LiveMetricAlarm['comparison'] {
  return operator === 'GreaterThanThreshold' ||
    operator === 'GreaterThanOrEqualToThreshold' ||
    operator === 'LessThanThreshold'
    ? operator
    : 'other';
}
