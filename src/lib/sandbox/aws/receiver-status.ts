import type { Context } from './context.js';

/** Milliseconds for which a stream or a state machine is DELETING. [?] AWS names no time: it takes seconds up to minutes. */
const DELETING_MILLISECONDS = 30_000;

/** What Kinesis, Firehose and Step Functions call the status of a stream or a state machine. */
export type ReceiverStatus = 'CREATING' | 'ACTIVE' | 'DELETING';

/** A receiver that is there. */
export interface Receiver {
  readonly status: ReceiverStatus;
  /** Seconds since 1970. */
  readonly created: number;
}

/**
 * Brings what a seed or a file calls existing; not again what was deleted since.
 * @param activationSeconds For how long a stream is CREATING.
 */
export function plantReceiver(arn: string, { state, now }: Context, activationSeconds = 0): void {
  if (state.receivers.has(arn)) return;
  const created = now();
  const creating = activationSeconds === 0 ? {} : { activeFrom: created + activationSeconds * 1_000 };
  state.receivers.set(arn, { created, ...creating });
}

/** The stream, state machine or event bus of another account at an ARN; undefined where there is none, or none any more. */
export function receiverAt(arn: string, { state, now }: Context): Receiver | undefined {
  const found = state.receivers.get(arn);
  if (found === undefined) return undefined;
  const { activeFrom = 0, goneFrom } = found;
  const created = found.created / 1_000;
  if (goneFrom !== undefined) return now() < goneFrom ? { status: 'DELETING', created } : undefined;
  return { status: now() < activeFrom ? 'CREATING' : 'ACTIVE', created };
}

/** Begins to delete what is there. What is being deleted goes when it would have gone. */
export function deleteReceiver(arn: string, { state, now }: Context): void {
  const found = state.receivers.get(arn);
  if (found !== undefined) state.receivers.set(arn, { goneFrom: now() + DELETING_MILLISECONDS, ...found });
}

/**
 * Why a stream or a state machine takes no event; undefined where it does. One that is made or deleted is refused
 * although AWS says of Kinesis and Firehose that they "might continue to accept" records while they are DELETING: that
 * they arrive is promised nowhere (DeleteStream, Amazon Kinesis Data Streams API Reference; DeleteDeliveryStream, Amazon
 * Data Firehose API Reference).
 */
export function whyNotServing(arn: string, context: Context): string | undefined {
  const status = receiverAt(arn, context)?.status;
  if (status === 'ACTIVE') return undefined;
  if (status !== undefined) return `${arn} is ${status}`;
  return context.state.receivers.has(arn)
    ? `${arn} was deleted`
    : `${arn} does not exist in the sandbox: neither the file nor the seed names it`;
}
