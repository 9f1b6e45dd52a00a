import type { Aws } from '../../clients/aws/model.js';
import type { EventFormat } from '../../language/events/index.js';
import { awsDeadLetterQueues } from './aws-redrive.js';
import { collectDeadLetters, LOOK_SECONDS } from './collect-dead-letters.js';
import type { DeadLetter } from './model.js';
import { release } from './send-back.js';

/** What one dead-letter queue holds. */
export interface LookedThrough {
  readonly letters: readonly DeadLetter[];
  /** True where there is no such SQS queue. */
  readonly missing: boolean;
  /** Whether more may lie there than were looked through. */
  readonly more: boolean;
}

/** How a dead-letter queue is looked through. */
interface LookThrough {
  /** Dead letters at most. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** Those of the file's relays. Absent: none. */
  readonly formats?: readonly EventFormat[];
}

/** Looks through a dead-letter queue; nothing is deleted, and others see all again at once. */
export async function lookThrough(
  aws: Pick<Aws, 'sqs'>,
  name: string,
  { limit, signal, formats = [] }: LookThrough,
): Promise<LookedThrough> {
  const queues = awsDeadLetterQueues(aws);
  const { letters, missing, more } = await collectDeadLetters(queues, [name], limit, signal, {
    formats,
    hiddenSeconds: LOOK_SECONDS,
  });
  await release(queues, letters);
  return { letters, missing: missing.length > 0, more };
}
