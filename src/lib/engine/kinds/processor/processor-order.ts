import type { Tags } from '../../../clients/aws/tags-model.js';
import { alarmNames } from '../../../language/names/alarm-names.js';
import { nameOfArn } from '../../../language/names/arn.js';
import { FIFO_SUFFIX } from '../../../language/names/processor-names.js';
import { changeId } from '../../change/change.js';
import type { DeclaredProcessor } from '../../targets/declared-processor.js';
import type { DeclaredQueue } from '../../targets/declared-queue.js';
import type { PlanInput } from '../door/kind.js';
import { TagKey } from '../ownership/mark.js';
import type { QueuesRead } from '../sqs-queue/queues-reading.js';
import { CORE_KINDS } from './processor-kinds.js';

type Input = PlanInput<QueuesRead>;

const DEAD_LETTERS = '-dead-letters';

/** Ids of the changes of what a processor has beside its SQS queues and alarms. */
function coreIds(base: string): readonly string[] {
  return CORE_KINDS.map((kind) => changeId(kind, base));
}

/** Ids of the changes of the processors that an ARN of each leads to: a rule grows once they can handle what it sends. */
export function processorIdsOf(input: PlanInput, arns: readonly string[]): readonly string[] {
  return input.declared.processors
    .filter(({ queueArn }) => arns.includes(queueArn))
    .flatMap(({ names }) => coreIds(names.function));
}

/**
 * Whether a processor's SQS queue is made or changed before its function. Not where messages are to be hidden for a
 * shorter time: while the function still may run longer, one that it handles would be handed out again.
 */
export function queueGoesFirst(input: Input, processor: DeclaredProcessor): boolean {
  const live = input.live.queues.get(processor.queueArn);
  if (live === undefined || live === null) return true;
  return Number(live.attributes['VisibilityTimeout'] ?? 0) <= processor.visibilitySeconds;
}

/** Ids of the changes that come before an SQS queue of the file is made or changed; none where it does not belong to a processor. */
export function beforeQueue(input: Input, queue: DeclaredQueue): readonly string[] {
  const processor = input.declared.processors.find(({ queueArn }) => queueArn === queue.arn);
  if (processor === undefined) return [];
  return [
    changeId('sqs-queue', processor.deadLetterQueueArn),
    ...(queueGoesFirst(input, processor) ? [] : [changeId('function', processor.names.function)]),
  ];
}

/**
 * Ids of the changes that come before an SQS queue is deleted: of a processor's, all that is left of it. Its queues go
 * last, the dead-letter queue after the other: by their tags what is left of a processor is found.
 */
export function beforeQueueGoes(arn: string, tags: Tags): readonly string[] {
  if (tags[TagKey.processor] === undefined) return [];
  const base = processorBase(nameOfArn(arn));
  return [
    ...coreIds(base),
    ...alarmNames(base).map((name) => changeId('alarm', name)),
    ...(arn.endsWith(DEAD_LETTERS)
      ? ['', FIFO_SUFFIX].map((end) => changeId('sqs-queue', arn.slice(0, -DEAD_LETTERS.length) + end))
      : []),
  ];
}

/** What the things of a processor are called, by the name of one of its SQS queues. */
export function processorBase(queueName: string): string {
  const end = [DEAD_LETTERS, FIFO_SUFFIX].find((each) => queueName.endsWith(each)) ?? '';
  return queueName.slice(0, queueName.length - end.length);
}
