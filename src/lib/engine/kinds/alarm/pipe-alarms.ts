import { Limits } from '../../../base/limits.js';
import type { Notice } from '../../../base/notice.js';
import { counted } from '../../../base/words.js';
import type { LiveMetricAlarm, MetricAlarm } from '../../../clients/aws/alarm-model.js';
import { targetOfKind } from '../../../language/config/targets-of-kind.js';
import { topicArn } from '../../../language/names/arn.js';
import { change } from '../../change/change.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { adoptOr } from '../ownership/adoption.js';
import { askedTags, companyTags, compareTags } from '../ownership/company-tags.js';
import { isOurs, markTags, ownerInWords, TagKey } from '../ownership/mark.js';
import { leftAlone } from '../ownership/refusals.js';
import type { QueuesRead } from '../sqs-queue/queues-reading.js';
import type { AlarmStep } from './alarm-steps.js';
import type { PipeAlarmsRead } from './pipe-alarms-reading.js';
import { planAlarm } from './plan-alarm.js';
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
    { changes: [], warnings: unwatched(input) },
  ]);
}

function wantedHere(input: Input): readonly WantedAlarm[] {
  const { config, intent } = input;
  if (intent === 'destroy' || config.alarms === undefined) return [];
  const topic = targetOfKind(config, config.alarms.to, 'sns');
  return topic === undefined ? [] : wantedAlarms(input, topicArn(config, topic.topicName, topic.account));
}

/** A route that the file expects events of, and that no alarm can watch. */
function unwatched({ config, rules, intent }: Input): readonly Notice[] {
  if (intent === 'destroy' || config.alarms === undefined) return [];
  return Object.values(config.routes).flatMap((route) => {
    const count = rules.filter((rule) => rule.route === route.name && rule.enabled).length;
    if (route.expect === undefined || count <= Limits.alarmMetrics) return [];
    return [
      {
        code: 'silence-not-watched',
        message: `Nobody is notified when route ${route.name} is silent: it has ${count} rules, and an alarm looks at ${Limits.alarmMetrics} metrics (alarmMetrics).`,
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
  { alarm, group, of }: WantedAlarm,
  live: LiveMetricAlarm | undefined,
  notes: readonly string[],
): Planned {
  const { config, mark } = input;
  return planAlarm(input, alarm, live, {
    group,
    after: [of],
    notes,
    makes: 'cloudwatch.makeAlarm',
    tags: { ...companyTags(config), ...markTags(mark) },
    compareTags: (tags) => compareTags(config, tags),
    askedTags: (tags) => ({ tags: askedTags(config, tags) }),
    foreign: (base, tags) =>
      leftAlone(
        base,
        'Alarm',
        ownerInWords(tags, mark),
        adoptOr(
          tags[TagKey.project] !== undefined,
          'gcx does not change it. Delete it on AWS, or rename the project.',
        ),
      ),
  });
}

function planGone(input: Input, { name, tags }: LiveMetricAlarm): Planned {
  if (!isOurs(tags, input.mark)) return { changes: [] };
  const steps = [{ call: 'cloudwatch.deleteAlarm', name } as const];
  const group = { kind: 'target', name: input.config.alarms?.to ?? 'alarms' } as const;
  const reason = input.intent === 'destroy' ? 'destroy' : 'nothing in the file needs it any more';
  return { changes: [change({ kind: 'alarm', name, group, action: 'delete', reason, steps })] };
}
