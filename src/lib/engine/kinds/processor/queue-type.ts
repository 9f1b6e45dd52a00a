import { FIFO_SUFFIX } from '../../../language/names/processor-names.js';
import type { Refusal } from '../../change/model.js';
import type { DeclaredQueue } from '../../targets/declared-queue.js';
import type { PlanInput } from '../door/kind.js';
import { isOurs } from '../ownership/mark.js';
import type { QueuesRead } from '../sqs-queue/queues-reading.js';

/**
 * Refuses a processor that got or lost its message group: SQS cannot make a FIFO queue of a standard one (SQS developer guide,
 * "Moving from a standard queue to a FIFO queue"), and what waits in the old queue would have nobody to handle it, or be handled
 * beside what comes after it.
 */
export function refuseOtherType(
  { live, mark }: PlanInput<QueuesRead>,
  { arn, target, processor, deadLetter }: DeclaredQueue,
): readonly Refusal[] {
  if (processor === undefined || deadLetter) return [];
  const isFifo = arn.endsWith(FIFO_SUFFIX);
  const other = live.queues.get(isFifo ? arn.slice(0, -FIFO_SUFFIX.length) : `${arn}${FIFO_SUFFIX}`);
  if (other === undefined || other === null || !isOurs(other.tags, mark)) return [];
  const [is, wanted] = isFifo
    ? ['standard', `messageGroup needs a FIFO queue`]
    : ['FIFO', 'without messageGroup it is a standard queue'];
  return [
    {
      code: 'processor-order',
      message: `Processor ${target} has the ${is} SQS queue ${other.name}; ${wanted}. SQS cannot turn one into the other.`,
      fix: `Leave target ${target} as it was. Add a target of another name with the same processor, ${isFifo ? 'with' : 'without'} messageGroup, name it in the routes instead, and apply. Then take ${target} out of the file: the next apply deletes its SQS queue once it is empty.`,
    },
  ];
}
