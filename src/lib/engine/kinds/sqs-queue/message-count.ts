import { counted } from '../../../base/words.js';
import type { SqsQueue } from '../../../clients/aws/model.js';

/** Messages in an SQS queue, as far as SQS knows: visible, in flight and delayed. */
export function messageCount(queue: Pick<SqsQueue, 'attributes'>): number {
  const counts = [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ];
  return counts.reduce((sum, name) => sum + Number(queue.attributes[name] ?? 0), 0);
}

/** A count that SQS gives only approximately, in words. */
export function aboutMessages(count: number): string {
  return `about ${counted(count, 'message')}`;
}
