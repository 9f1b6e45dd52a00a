import type { Aws } from '../../clients/aws/model.js';
import { SEND_WAYS } from '../../engine/targets/send-ways.js';
import type { DeadLetterQueues } from './dead-letter-queues.js';
import type { DeadLetterSender } from './send-back.js';

/** Seconds that one look at a dead-letter queue waits: a long poll asks all of SQS's servers. */
const WAIT_SECONDS = 1;

const never = new AbortController().signal;

/** Dead-letter queues of Amazon SQS. */
export function awsDeadLetterQueues({ sqs }: Pick<Aws, 'sqs'>): DeadLetterQueues {
  return {
    async receive(queue, hiddenSeconds) {
      const messages = await sqs.receive(queue, WAIT_SECONDS, never, hiddenSeconds);
      return messages?.map(({ id, body, receipt, attributes, messageAttributes }) => {
        const sentAt = Number(attributes['SentTimestamp']);
        return { id, body, receipt, attributes, messageAttributes, ...(sentAt > 0 ? { sentAt } : {}) };
      });
    },
    release: (queue, receipts) => sqs.showAgain(queue, receipts),
    delete: (queue, receipts) => sqs.deleteMessages(queue, receipts),
  };
}

/** Sends dead letters to SQS queues, SNS topics and Lambda functions. */
export function awsSender(aws: Aws): DeadLetterSender {
  return (way, arn, body, order) => SEND_WAYS[way].send(aws, arn, body, order);
}
