import * as z from 'zod';
import { changeId } from '../../change/change.js';
import { type StepOf, stepDoor, texts, textsByName } from '../door/step-door.js';
import {
  type Purpose,
  type Subject,
  type SubjectContext,
  taggedSubject,
  taggingPurpose,
} from '../door/subject.js';
import { awaitEmpty } from './await-empty.js';

/** What a call on an SQS queue of this account is about. SQS answers success for an equal queue of others, too. */
function queueSubject(name: string, purpose: Purpose, context: SubjectContext): Subject {
  const read = () => context.aws.sqs.queue(name);
  const thing = { kind: 'sqs-queue', what: 'SQS queue', name, read, madeMarked: false };
  return taggedSubject(thing, purpose, context);
}

/** What a call is about that puts something of ours into an SQS queue: nothing where the file calls it `existing`. */
export function usedQueue(arn: string, name: string, context: SubjectContext): Subject | undefined {
  return context.managed.has(changeId('sqs-queue', arn)) ? queueSubject(name, 'use', context) : undefined;
}

/** The calls on SQS queues. */
export const sqsQueueSteps = [
  stepDoor(
    'sqs.createQueue',
    { name: z.string(), attributes: textsByName, tags: textsByName },
    {
      does: 'sqs:CreateQueue',
      subject: ({ name }, context) => queueSubject(name, 'create', context),
      run: ({ name, attributes, tags }, { aws }) => aws.sqs.createQueue(name, attributes, tags),
    },
  ),
  stepDoor(
    'sqs.setAttributes',
    { name: z.string(), attributes: textsByName },
    {
      does: 'sqs:SetQueueAttributes',
      subject: ({ name }, context) => queueSubject(name, 'change', context),
      run: ({ name, attributes }, { aws }) => aws.sqs.setAttributes(name, attributes),
    },
  ),
  stepDoor(
    'sqs.tag',
    { name: z.string(), tags: textsByName, remove: texts },
    {
      does: 'sqs:TagQueue',
      subject: (step, context) => queueSubject(step.name, taggingPurpose(step), context),
      run: ({ name, tags, remove }, { aws }) => aws.sqs.tag(name, tags, remove),
    },
  ),
  // Changes nothing: waits until an SQS queue is empty, and fails where it is not in time.
  stepDoor(
    'sqs.awaitEmpty',
    { name: z.string(), seconds: z.number() },
    {
      does: 'waiting until the queue is empty',
      subject: () => undefined,
      run: ({ name, seconds }, context) => awaitEmpty(name, seconds, context),
    },
  ),
  stepDoor(
    'sqs.deleteQueue',
    { name: z.string() },
    {
      does: 'sqs:DeleteQueue',
      subject: ({ name }, context) => queueSubject(name, 'delete', context),
      run: ({ name }, { aws }) => aws.sqs.deleteQueue(name),
    },
  ),
] as const;

/** A call on an SQS queue. */
export type SqsQueueStep = StepOf<typeof sqsQueueSteps>;
