import * as z from 'zod';
import { partOfArn } from '../../../language/names/arn.js';
import { type StepOf, stepDoor, texts, textsByName } from '../door/step-door.js';
import {
  type Purpose,
  type Subject,
  type SubjectContext,
  taggedSubject,
  taggingPurpose,
} from '../door/subject.js';

const math = z
  .strictObject({
    expressions: z.array(z.strictObject({ id: z.string(), expression: z.string() }).readonly()).readonly(),
    metrics: z
      .array(
        z
          .strictObject({
            id: z.string(),
            namespace: z.string(),
            metric: z.string(),
            dimensions: textsByName,
            statistic: z.string(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

const common = {
  name: z.string(),
  description: z.string(),
  /** Seconds. */
  period: z.number(),
  threshold: z.number(),
  comparison: z.enum(['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold', 'LessThanThreshold']),
  /** ARNs of SNS topics, sorted. */
  actions: texts,
  /** ARNs of SNS topics, sorted. */
  ok: texts.exactOptional(),
  /** People's, as they are. */
  otherActions: z.strictObject({ ok: texts, insufficientData: texts }).readonly().exactOptional(),
};

const alarm = z.union([
  z
    .strictObject({
      ...common,
      namespace: z.string(),
      metric: z.string(),
      dimensions: textsByName,
      statistic: z.enum(['Sum', 'Maximum']),
    })
    .readonly(),
  z.strictObject({ ...common, math }).readonly(),
]);

/** CloudWatch replaces an alarm of others unasked, and leaves its tags as they are. */
function alarmSubject(name: string, purpose: Purpose, context: SubjectContext): Subject {
  const read = async () => (await context.aws.alarms.list(name)).find((each) => each.name === name);
  return taggedSubject({ kind: 'alarm', what: 'Alarm', name, read, madeMarked: false }, purpose, context);
}

/** The calls on alarms of Amazon CloudWatch. */
export const alarmSteps = [
  stepDoor(
    'cloudwatch.putAlarm',
    { alarm, tags: textsByName },
    {
      does: 'cloudwatch:PutMetricAlarm',
      subject: (step, context) => alarmSubject(step.alarm.name, 'overwrite', context),
      run: (step, { aws }) => aws.alarms.put(step.alarm, step.tags),
    },
  ),
  stepDoor(
    'cloudwatch.makeAlarm',
    { alarm, tags: textsByName },
    {
      does: 'cloudwatch:PutMetricAlarm',
      subject: (step, context) => alarmSubject(step.alarm.name, 'overwrite', context),
      run: (step, { aws }) => aws.alarms.make(step.alarm, step.tags),
    },
  ),
  stepDoor(
    'cloudwatch.tag',
    { arn: z.string(), tags: textsByName, remove: texts },
    {
      does: 'cloudwatch:TagResource',
      subject: (step, context) => alarmSubject(partOfArn(step.arn, 'alarm:'), taggingPurpose(step), context),
      run: ({ arn, tags, remove }, { aws }) => aws.alarms.tag(arn, tags, remove),
    },
  ),
  stepDoor(
    'cloudwatch.deleteAlarm',
    { name: z.string() },
    {
      does: 'cloudwatch:DeleteAlarms',
      subject: ({ name }, context) => alarmSubject(name, 'delete', context),
      run: ({ name }, { aws }) => aws.alarms.delete(name),
    },
  ),
] as const;

/** A call on an alarm. */
export type AlarmStep = StepOf<typeof alarmSteps>;
