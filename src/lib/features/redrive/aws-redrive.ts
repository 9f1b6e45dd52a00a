import { GcxError } from '../../base/gcx-error.js';
import type { Aws } from '../../clients/aws/model.js';
import { DeadLetterAttribute } from '../../processor/contract/settings.js';
import type { DeadLetterQueues, RedriveSenders } from './dead-letter-queues.js';

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
    async release(queue, receipts) {
      for (const receipt of receipts) await sqs.changeVisibility(queue, receipt, 0);
    },
    delete: (queue, receipts) => sqs.deleteMessages(queue, receipts),
  };
}

/** Sends dead letters to SQS queues, SNS topics and Lambda functions. */
export function awsSenders({ sqs, sns, functions }: Pick<Aws, 'sqs' | 'sns' | 'functions'>): RedriveSenders {
  return {
    sqs(arn, body) {
      const [, , , , owner = '', name = ''] = arn.split(':');
      return sqs.send(name, { body, messageAttributes: { [DeadLetterAttribute.redriven]: 'true' } }, owner);
    },
    sns: (arn, body) => sns.publish(arn, body),
    async lambda(arn, body) {
      const { failed } = await functions.invoke(arn, body);
      if (!failed) return;
      throw new GcxError({
        code: 'function-failed',
        what: `Function ${arn.split(':').at(-1)} failed again.`,
        fix: 'Look at its log.',
      });
    },
  };
}
