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

function groupSubject(name: string, purpose: Purpose, context: SubjectContext): Subject {
  const read = () => context.aws.logs.group(name);
  // Lambda makes it by itself where a function runs before.
  return taggedSubject(
    { kind: 'log-group', what: 'Log group', name, read, adoptable: true },
    purpose,
    context,
  );
}

/** The calls on log groups of Amazon CloudWatch. `retentionDays` 0: for ever; `key`: ARN of a KMS key, absent: none. */
export const logGroupSteps = [
  stepDoor(
    'logs.createGroup',
    { name: z.string(), retentionDays: z.number(), tags: textsByName, key: z.string().exactOptional() },
    {
      does: 'logs:CreateLogGroup',
      subject: ({ name }, context) => groupSubject(name, 'create', context),
      run: ({ name, retentionDays, tags, key }, { aws }) =>
        aws.logs.createGroup(name, retentionDays, tags, key),
    },
  ),
  stepDoor(
    'logs.setRetention',
    { name: z.string(), retentionDays: z.number() },
    {
      does: 'logs:PutRetentionPolicy',
      subject: ({ name }, context) => groupSubject(name, 'change', context),
      run: ({ name, retentionDays }, { aws }) => aws.logs.setRetention(name, retentionDays),
    },
  ),
  stepDoor(
    'logs.setKey',
    { name: z.string(), key: z.string().exactOptional() },
    {
      does: 'logs:AssociateKmsKey',
      subject: ({ name }, context) => groupSubject(name, 'change', context),
      run: ({ name, key }, { aws }) => aws.logs.setKey(name, key),
    },
  ),
  stepDoor(
    'logs.tag',
    { arn: z.string(), tags: textsByName, remove: texts },
    {
      does: 'logs:TagResource',
      subject: (step, context) =>
        groupSubject(partOfArn(step.arn, 'log-group:'), taggingPurpose(step), context),
      run: ({ arn, tags, remove }, { aws }) => aws.logs.tag(arn, tags, remove),
    },
  ),
  stepDoor(
    'logs.deleteGroup',
    { name: z.string() },
    {
      does: 'logs:DeleteLogGroup',
      subject: ({ name }, context) => groupSubject(name, 'delete', context),
      run: ({ name }, { aws }) => aws.logs.deleteGroup(name),
    },
  ),
] as const;

/** A call on a log group. */
export type LogGroupStep = StepOf<typeof logGroupSteps>;
