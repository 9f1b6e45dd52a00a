import type { SQSClient } from '@aws-sdk/client-sqs';
import { type DEAD_LETTER_REASONS, DeadLetterAttribute } from '../contract/settings.js';

/** How long a message's visibility may take to change, in ms: that is worth no more. */
const VISIBILITY_MS = 1_000;
/** SQS takes at most 12 hours (API reference, ChangeMessageVisibility). */
const MAX_VISIBILITY_SECONDS = 43_200;
const MAX_DETAIL_CHARACTERS = 1_000;

/** Why an event cannot be handled. */
export interface DeadLetterReason {
  readonly reason: (typeof DEAD_LETTER_REASONS)[number];
  /** Without personal data. */
  readonly detail: string;
  readonly eventType?: string;
}

/** The processor's SQS queues. The client is loaded when it is first needed, which for most invocations is never. */
export class SqsQueues {
  private client: Promise<{ sdk: typeof import('@aws-sdk/client-sqs'); client: SQSClient }> | undefined;

  constructor(
    private readonly processor: string,
    private readonly urls: { readonly queue: string | undefined; readonly deadLetters: string | undefined },
  ) {}

  /** Sends what cannot be handled to the dead-letter queue, and says why. */
  async sendDeadLetter(body: string, { reason, detail, eventType }: DeadLetterReason): Promise<void> {
    const { deadLetters } = this.urls;
    if (deadLetters === undefined) throw new Error('The function was not told its dead-letter queue.');
    const { sdk, client } = await this.load();
    const attributes = {
      [DeadLetterAttribute.reason]: reason,
      [DeadLetterAttribute.detail]: detail,
      [DeadLetterAttribute.processor]: this.processor,
      ...(eventType === undefined || eventType === '' ? {} : { [DeadLetterAttribute.eventType]: eventType }),
    };
    await client.send(
      new sdk.SendMessageCommand({
        QueueUrl: deadLetters,
        MessageBody: body,
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [
            name,
            { DataType: 'String', StringValue: oneLine(value) },
          ]),
        ),
      }),
    );
  }

  /** Has a message come again after a while. Should that fail, it comes when the queue's own visibility time-out ends. */
  async comeAgainIn(receiptHandle: string, milliseconds: number): Promise<void> {
    const { queue } = this.urls;
    if (queue === undefined) return;
    const { sdk, client } = await this.load();
    const seconds = Math.min(MAX_VISIBILITY_SECONDS, Math.max(0, Math.ceil(milliseconds / 1_000)));
    await client.send(
      new sdk.ChangeMessageVisibilityCommand({
        QueueUrl: queue,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
      { abortSignal: AbortSignal.timeout(VISIBILITY_MS) },
    );
  }

  private load() {
    this.client ??= import('@aws-sdk/client-sqs').then((sdk) => ({ sdk, client: new sdk.SQSClient({}) }));
    return this.client;
  }
}

function oneLine(text: string): string {
  // Characters beyond these SQS refuses in a message (API reference, SendMessage).
  return (
    text
      .replace(/[^\x20-\uD7FF\uE000-\uFFFD]+/g, ' ')
      .trim()
      .slice(0, MAX_DETAIL_CHARACTERS) || 'unknown'
  );
}
