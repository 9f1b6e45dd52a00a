import type { LiveMetricAlarm, MetricAlarm } from '../../../clients/aws/alarm-model.js';
import { alarmArn } from '../../../language/names/arn.js';
import { METRICS_NAMESPACE } from '../../../processor/contract/settings.js';
import { changeId } from '../../change/change.js';
import type { DeclaredProcessor } from '../../targets/declared-processor.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import {
  askedProcessorTags,
  compareProcessorTags,
  foreignThing,
  planProcessors,
  processorDeletion,
  processorTags,
} from '../processor/processor-things.js';
import type { QueuesRead } from '../sqs-queue/queues-reading.js';
import { alarmHarms } from './alarm-attributes.js';
import { alarmMarks } from './alarm-marks.js';
import { alarmRights } from './alarm-rights.js';
import { type AlarmStep, alarmSteps } from './alarm-steps.js';
import type { AlarmsRead } from './alarms-reading.js';
import { planPipeAlarms } from './pipe-alarms.js';
import type { PipeAlarmsRead } from './pipe-alarms-reading.js';
import { planAlarm } from './plan-alarm.js';

type Live = AlarmsRead & PipeAlarmsRead & QueuesRead;
type Input = PlanInput<Live>;
type Planned = KindPlan<AlarmStep>;

/** Seconds that the oldest message may have waited before it is alarming, at least. */
const OLDEST_MESSAGE_SECONDS = 900;

/** Visibility time-outs that the oldest message may have waited: as many failed attempts. */
const OLDEST_MESSAGE_VISIBILITIES = 3;

/** Seconds over which a metric is looked at. */
const PERIOD_SECONDS = 300;

/** Alarms of processors and of the pipe, where the file names an SNS topic for them. */
export const alarmKind: ResourceKind<'alarm', AlarmStep, Live> = {
  kind: 'alarm',
  label: 'alarm',
  taggedAs: 'cloudwatch:alarm',
  steps: alarmSteps,
  order: {
    part: 'support',
    // What it sends must be let in; a policy that is only taken away waits for alarms itself.
    growsAfter: [{ kind: 'sns-policy', of: 'growing' }],
    goesAfter: [],
    goesAfterRules: 'none',
  },
  countsAs: 'target',
  marks: alarmMarks,
  harms: alarmHarms,
  rights: alarmRights,
  arnOf: (name, { config }) => alarmArn(config, name),
  plan: (input) =>
    joinPlans([
      planProcessors(
        input,
        input.live.alarms,
        (processor) => planDeclared(input, processor),
        (base) => planLeftovers(input, input.live.alarms.get(base) ?? []),
      ),
      planPipeAlarms(input),
    ]),
};

function planDeclared(input: Input, processor: DeclaredProcessor): Planned {
  const { alarmTopicArn, names } = processor;
  const alarms = input.live.alarms.get(names.function) ?? [];
  if (alarmTopicArn === undefined) return planLeftovers(input, alarms, 'the file wants no alarms');
  return joinPlans(
    wantedAlarms(processor, alarmTopicArn).map((wanted) =>
      planWanted(
        input,
        processor,
        wanted,
        alarms.find(({ name }) => name === wanted.name),
      ),
    ),
  );
}

function wantedAlarms(
  { target, names, visibilitySeconds }: DeclaredProcessor,
  topicArn: string,
): readonly MetricAlarm[] {
  const common = { period: PERIOD_SECONDS, comparison: 'GreaterThanThreshold', actions: [topicArn] } as const;
  const oldest = Math.max(OLDEST_MESSAGE_SECONDS, OLDEST_MESSAGE_VISIBILITIES * visibilitySeconds);
  return [
    {
      ...common,
      name: `${names.function}-dead-letters`,
      description: `There are dead letters of processor ${target.name} in SQS queue ${names.deadLetterQueue}.`,
      namespace: 'AWS/SQS',
      metric: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: names.deadLetterQueue },
      statistic: 'Maximum',
      threshold: 0,
    },
    {
      ...common,
      name: `${names.function}-failures`,
      description: `The handler of processor ${target.name} fails.`,
      namespace: target.metricsNamespace ?? METRICS_NAMESPACE,
      metric: 'Failed',
      dimensions: { processor: names.function },
      statistic: 'Sum',
      threshold: 0,
    },
    {
      ...common,
      name: `${names.function}-oldest-message`,
      description: `An event has waited ${oldest} seconds for processor ${target.name}.`,
      namespace: 'AWS/SQS',
      metric: 'ApproximateAgeOfOldestMessage',
      dimensions: { QueueName: names.queue },
      statistic: 'Maximum',
      threshold: oldest,
    },
  ];
}

function planWanted(
  input: Input,
  { target, queueArn, deadLetterQueueArn }: DeclaredProcessor,
  wanted: MetricAlarm,
  live: LiveMetricAlarm | undefined,
): Planned {
  return planAlarm(input, wanted, live, {
    group: { kind: 'target', name: target.name },
    after: [changeId('sqs-queue', queueArn), changeId('sqs-queue', deadLetterQueueArn)],
    makes: 'cloudwatch.putAlarm',
    tags: processorTags(input, target.name),
    compareTags: (tags) => compareProcessorTags(input, target.name, tags),
    askedTags: (tags) => askedProcessorTags(input, target.name, tags),
    foreign: (base, tags) => foreignThing(input, base, 'Alarm', tags, target.name),
  });
}

function planLeftovers(input: Input, alarms: readonly LiveMetricAlarm[], reason?: string): Planned {
  return joinPlans(
    alarms.map(({ name, tags }) =>
      processorDeletion(input, {
        kind: 'alarm',
        what: 'Alarm',
        name,
        tags,
        ...(reason === undefined ? {} : { reason }),
        steps: [{ call: 'cloudwatch.deleteAlarm', name }],
      }),
    ),
  );
}
