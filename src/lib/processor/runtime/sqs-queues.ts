import type { SQSClient } from '@aws-sdk/client-sqs';
import { ATTRIBUTE_TYPE, attributeBytes, roomBeside } from '../contract/message-room.js';
import { type DEAD_LETTER_REASONS, DeadLetterAttribute } from '../contract/settings.js';
import { TRACE_HEADER, traceNote } from '../contract/trace-note.js';

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
    const { attributes, trace } = fitting(body, [
      [DeadLetterAttribute.reason, reason],
      [DeadLetterAttribute.processor, this.processor],
      [DeadLetterAttribute.eventType, eventType ?? ''],
      [DeadLetterAttribute.detail, detail],
    ]);
    await client.send(
      new sdk.SendMessageCommand({
        QueueUrl: deadLetters,
        MessageBody: body,
        MessageAttributes: Object.fromEntries(
          attributes.map(([name, value]) => [name, { DataType: ATTRIBUTE_TYPE, StringValue: value }]),
        ),
        ...(trace === undefined
          ? {}
          : {
              MessageSystemAttributes: { [TRACE_HEADER]: { DataType: ATTRIBUTE_TYPE, StringValue: trace } },
            }),
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

type Attribute = readonly [name: string, value: string];

/** What is said of a dead letter. */
interface Said {
  readonly attributes: readonly Attribute[];
  /** The trace header of what leaves no room even for the reason. */
  readonly trace?: string;
}

/**
 * The attributes that a message has room for, the most important first: a long one is cut. An event that fills the
 * message to the last bytes would else be refused with its reason, and come again until SQS moves it without one.
 */
function fitting(body: string, wanted: readonly Attribute[]): Said {
  const attributes: Attribute[] = [];
  let trace: string | undefined;
  let room = roomBeside(body);
  for (const [name, value] of wanted) {
    if (value === '') continue;
    const line = oneLine(value);
    // Only in what is written for people: another name of a reason or an event type would be a wrong one.
    const cut = name === DeadLetterAttribute.detail ? cutTo(room - attributeBytes(name, ''), line) : line;
    const bytes = attributeBytes(name, cut);
    if (cut !== '' && bytes <= room) {
      attributes.push([name, cut]);
      room -= bytes;
    } else if (name === DeadLetterAttribute.reason) trace = traceNote(name, line);
  }
  return { attributes, ...(trace === undefined ? {} : { trace }) };
}

/** The beginning of a text, with at most this number of bytes. */
function cutTo(bytes: number, text: string): string {
  let cut = text.slice(0, Math.max(0, bytes));
  while (Buffer.byteLength(cut) > bytes && cut !== '') cut = cut.slice(0, -1);
  return cut.trimEnd();
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
