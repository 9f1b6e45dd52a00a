import type { FunctionStatus, QueueStatus, TargetStatus, TopicStatus } from './model.js';

/** A thing on AWS that a target stands for. */
export interface TargetThing {
  readonly what: 'SQS queue' | 'SNS topic' | 'function';
  readonly thing: QueueStatus | TopicStatus | FunctionStatus;
}

/** All things that a target stands for; none of one that is known by its ARN only. */
export function thingsOf({
  queue,
  topics = [],
  function: of,
  deadLetters,
}: TargetStatus): readonly TargetThing[] {
  return [
    ...(queue === undefined ? [] : [{ what: 'SQS queue', thing: queue } as const]),
    ...topics.map((topic) => ({ what: 'SNS topic', thing: topic }) as const),
    ...(of === undefined ? [] : [{ what: 'function', thing: of } as const]),
    ...(deadLetters === undefined ? [] : [{ what: 'SQS queue', thing: deadLetters } as const]),
  ];
}

/** The SQS queue in which a target keeps what could not be delivered or handled. Undefined: it keeps nothing of that. */
export function keptIn({ queue, deadLetters, deadLettersOf }: TargetStatus): QueueStatus | undefined {
  return deadLetters ?? (deadLettersOf.length > 0 ? queue : undefined);
}

/** The SQS queue in which events wait for who handles them. Undefined: there is none. */
export function waitsIn({ queue, deadLettersOf }: TargetStatus): QueueStatus | undefined {
  return deadLettersOf.length > 0 ? undefined : queue;
}
