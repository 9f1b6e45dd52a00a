import * as z from 'zod';
import { nameOfArn, topicArn } from '../../../language/names/arn.js';
import { changeId } from '../../change/change.js';
import { type StepOf, stepDoor, texts, textsByName } from '../door/step-door.js';
import {
  isRecord,
  type Purpose,
  type Subject,
  type SubjectContext,
  taggedSubject,
  taggingPurpose,
} from '../door/subject.js';

/** What a call on an SNS topic is about. */
function topicSubject(arn: string, purpose: Purpose, context: SubjectContext): Subject {
  const read = () => context.aws.sns.topic(arn);
  return taggedSubject(
    { kind: 'sns-topic', what: 'SNS topic', name: nameOfArn(arn), read },
    purpose,
    context,
  );
}

/** What a call is about that puts something of ours into an SNS topic: nothing where the file calls it `existing`. */
export function usedTopic(arn: string, context: SubjectContext): Subject | undefined {
  return context.managed.has(changeId('sns-topic', arn)) ? topicSubject(arn, 'use', context) : undefined;
}

/** The calls on SNS topics. */
export const snsTopicSteps = [
  stepDoor(
    'sns.createTopic',
    { name: z.string(), tags: textsByName },
    {
      does: 'sns:CreateTopic',
      subject({ name }, context) {
        const { account, region } = context;
        return topicSubject(topicArn({ aws: { account, region } }, name), 'create', context);
      },
      run: ({ name, tags }, { aws }) => aws.sns.createTopic(name, tags),
    },
  ),
  stepDoor(
    'sns.tag',
    { arn: z.string(), tags: textsByName, remove: texts },
    {
      does: 'sns:TagResource',
      subject: (step, context) =>
        isRecord(step) ? usedTopic(step.arn, context) : topicSubject(step.arn, taggingPurpose(step), context),
      run: ({ arn, tags, remove }, { aws }) => aws.sns.tag(arn, tags, remove),
    },
  ),
  stepDoor(
    'sns.setAttribute',
    { arn: z.string(), attribute: z.string(), value: z.string() },
    {
      does: 'sns:SetTopicAttributes',
      subject: ({ arn }, context) => topicSubject(arn, 'change', context),
      run: ({ arn, attribute, value }, { aws }) => aws.sns.setAttribute(arn, attribute, value),
    },
  ),
  stepDoor(
    'sns.deleteTopic',
    { arn: z.string() },
    {
      does: 'sns:DeleteTopic',
      subject: ({ arn }, context) => topicSubject(arn, 'delete', context),
      run: ({ arn }, { aws }) => aws.sns.deleteTopic(arn),
    },
  ),
] as const;

/** A call on an SNS topic. */
export type SnsTopicStep = StepOf<typeof snsTopicSteps>;
