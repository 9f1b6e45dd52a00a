import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import { Limits } from '../../base/limits.js';
import type { AwsCaller } from './caller.js';
import type { SqsApi, SqsMessage } from './model.js';
import { isMissingQueue } from './unless-missing.js';

type MessageCalls = Pick<SqsApi, 'receive' | 'deleteMessages' | 'send' | 'showAgain'>;

/** Amazon SQS's messages. */
export function messageCalls(
  caller: AwsCaller,
  sdk: () => Promise<{ sqs: typeof import('@aws-sdk/client-sqs'); client: SQSClient }>,
  urlOf: (name: string, owner: string | undefined) => Promise<string>,
): MessageCalls {
  return {
    async receive(name, waitSeconds, signal, hiddenSeconds) {
      const { sqs, client } = await sdk();
      try {
        const url = await urlOf(name, undefined);
        const answer = await caller.callWaiting('sqs:ReceiveMessage', name, () =>
          client.send(
            new sqs.ReceiveMessageCommand({
              QueueUrl: url,
              MaxNumberOfMessages: Limits.sqsMessagesPerRequest,
              WaitTimeSeconds: waitSeconds,
              MessageSystemAttributeNames: ['All'],
              MessageAttributeNames: ['All'],
              ...(hiddenSeconds === undefined ? {} : { VisibilityTimeout: hiddenSeconds }),
            }),
            { abortSignal: signal },
          ),
        );
        return (answer.Messages ?? []).map(fromAws);
      } catch (error) {
        if (signal.aborted) return [];
        if (isMissingQueue(error)) return undefined;
        throw error;
      }
    },
    async deleteMessages(name, receipts) {
      const { sqs, client } = await sdk();
      const url = await urlOf(name, undefined);
      const Entries = receipts.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      await caller.call('sqs:DeleteMessage', name, () =>
        client.send(new sqs.DeleteMessageBatchCommand({ QueueUrl: url, Entries })),
      );
    },
    async send(name, { body, messageAttributes = {}, traceHeader, group, deduplicationId }, owner) {
      const { sqs, client } = await sdk();
      const url = await urlOf(name, owner);
      await caller.call('sqs:SendMessage', name, () =>
        client.send(
          new sqs.SendMessageCommand({
            QueueUrl: url,
            MessageBody: body,
            MessageAttributes: Object.fromEntries(
              Object.entries(messageAttributes).map(([key, StringValue]) => [
                key,
                { DataType: 'String', StringValue },
              ]),
            ),
            ...(traceHeader === undefined
              ? {}
              : {
                  MessageSystemAttributes: {
                    AWSTraceHeader: { DataType: 'String', StringValue: traceHeader },
                  },
                }),
            ...(group === undefined ? {} : { MessageGroupId: group }),
            ...(deduplicationId === undefined ? {} : { MessageDeduplicationId: deduplicationId }),
          }),
        ),
      );
    },
    async showAgain(name, receipts) {
      const { sqs, client } = await sdk();
      const url = await urlOf(name, undefined);
      const most = Limits.sqsMessagesPerRequest;
      for (let start = 0; start < receipts.length; start += most) {
        const Entries = receipts
          .slice(start, start + most)
          .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
        await caller.call('sqs:ChangeMessageVisibility', name, () =>
          client.send(new sqs.ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries })),
        );
      }
    },
  };
}

function fromAws({
  MessageId,
  Body,
  ReceiptHandle,
  Attributes = {},
  MessageAttributes = {},
}: Message): SqsMessage {
  return {
    id: MessageId ?? '',
    body: Body ?? '',
    receipt: ReceiptHandle ?? '',
    attributes: { ...Attributes },
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).flatMap(([name, { StringValue }]) =>
        StringValue === undefined ? [] : [[name, StringValue]],
      ),
    ),
  };
}
