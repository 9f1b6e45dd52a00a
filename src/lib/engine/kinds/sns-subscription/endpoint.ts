import { nameOfArn } from '../../../language/names/arn.js';
import type { DeclaredSnsSubscription } from '../../targets/declared.js';

/** E-mail and HTTPS endpoints confirm for themselves; SQS and Lambda in the same account need not. */
export function needsConfirmation(subscription: DeclaredSnsSubscription): boolean {
  return subscription.protocol === 'email' || subscription.protocol === 'https';
}

/** A receiver in few words: the name of an SQS queue or function, else the whole endpoint. */
export function shortEndpoint(subscription: {
  readonly protocol: string;
  readonly endpoint: string;
}): string {
  const byArn = subscription.protocol === 'sqs' || subscription.protocol === 'lambda';
  return byArn ? nameOfArn(subscription.endpoint) : subscription.endpoint;
}
