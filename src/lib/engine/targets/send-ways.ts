import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Aws, SqsDraft } from '../../clients/aws/model.js';
import { nameOfArn, parseArn } from '../../language/names/arn.js';
import { attributeBytes, roomBeside } from '../../processor/contract/message-room.js';
import { DeadLetterAttribute } from '../../processor/contract/settings.js';
import { traceNote } from '../../processor/contract/trace-note.js';

/** A way to send a dead letter to what its target was. */
interface Sending {
  /** What it goes to, as a person calls it. */
  readonly called: string;
  /** Throws what the client throws, and GcxError where it fails again. */
  send(
    aws: Pick<Aws, 'sqs' | 'sns' | 'functions'>,
    arn: string,
    body: string,
    order?: SendOrder,
  ): Promise<void>;
}

/** What a FIFO queue takes beside a message. */
export interface SendOrder {
  readonly group: string;
  /** The same text is taken once in five minutes (SQS developer guide, deduplication ID). */
  readonly deduplicationId: string;
}

/** What to use for dead letters that gcx does not send back. */
export const REPLAY_INSTEAD = `send the events again from the archive, if the file has one: ${gcxCommand('replay', '--from', '2h ago', '--dry-run')}, with the time of the oldest event`;

/** The ways to send dead letters back. */
export const SEND_WAYS = {
  sqs: {
    called: 'SQS queue',
    /** Marked as redriven. */
    send({ sqs }, arn, body, order) {
      const owner = parseArn(arn)?.account;
      return sqs.send(nameOfArn(arn), { body, ...redrivenMark(body), ...order }, owner);
    },
  },
  sns: { called: 'SNS topic', send: ({ sns }, arn, body) => sns.publish(arn, body) },
  lambda: {
    called: 'Lambda',
    async send({ functions }, arn, body) {
      const { failed } = await functions.invoke(arn, body);
      if (!failed) return;
      throw new GcxError({
        code: 'function-failed',
        what: `Function ${nameOfArn(arn)} failed again.`,
        fix: 'Look at its log.',
      });
    },
  },
} as const satisfies Readonly<Record<string, Sending>>;

/** By which way a dead letter goes back. */
export type SendWay = keyof typeof SEND_WAYS;

/** Where the mark does not fit, the message would be refused with it. */
function redrivenMark(body: string): Pick<SqsDraft, 'messageAttributes' | 'traceHeader'> {
  const [name, value] = [DeadLetterAttribute.redriven, 'true'];
  return attributeBytes(name, value) <= roomBeside(body)
    ? { messageAttributes: { [name]: value } }
    : { traceHeader: traceNote(name, value) };
}
