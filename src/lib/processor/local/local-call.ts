import type { Outcome } from '../runtime/outcome.js';
import type { DeadLetterReason } from '../runtime/sqs-queues.js';

/** Whom calls to Genesys Cloud are made as where the secret GENESYS is not read. */
export type OwnGenesysAccess =
  | { readonly kind: 'client'; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'token'; readonly accessToken: string };

/** What a processor on this machine is called with; JSON. */
export type LocalCall =
  | {
      /** Before the first event. */
      readonly kind: 'prepare';
      /** Whether the secrets of the processor are read, with the AWS credentials of the process. */
      readonly secrets: 'read' | 'withheld';
      /** Only where secrets are withheld. Absent: calls to Genesys Cloud fail. */
      readonly genesys?: OwnGenesysAccess;
    }
  | { readonly kind: 'event'; readonly event: unknown };

/** What became of an event on this machine; JSON. */
export interface LocalResult {
  readonly outcome: Outcome;
  readonly eventType: string;
  /** How long the handler ran, in ms. Absent: it was not called. */
  readonly handlerMilliseconds?: number;
  /** What failed: the handler, or what is around it. */
  readonly error?: LocalError;
  /** Why it would be dead-lettered in AWS; here it is not sent anywhere. */
  readonly deadLetter?: Pick<DeadLetterReason, 'reason' | 'detail'>;
  /** What the handler counted, by metric; durations are left out. */
  readonly counted?: Readonly<Record<string, number>>;
}

/** An error without addresses of people and secrets, with places in the sources where they are known. */
export interface LocalError {
  readonly name: string;
  readonly message: string;
  readonly at: readonly string[];
}
