import type { Aws } from '../../clients/aws/model.js';
import { awsDeadLetterQueues } from './aws-redrive.js';
import { collectDeadLetters, LOOK_SECONDS } from './collect-dead-letters.js';
import type { DeadLetter } from './model.js';
import { release } from './send-back.js';

/** What one dead-letter queue holds about something. */
export interface FoundAbout {
  readonly letters: readonly DeadLetter[];
  /** True where there is no such SQS queue. */
  readonly missing: boolean;
  /** Whether more may lie there than were looked through. */
  readonly more: boolean;
}

/**
 * Looks through a dead-letter queue for what is wanted; nothing is deleted, and others see all again afterwards.
 */
export async function deadLettersAbout(
  aws: Aws,
  name: string,
  isWanted: (letter: DeadLetter) => boolean,
  limit: number,
  signal: AbortSignal,
): Promise<FoundAbout> {
  const queues = awsDeadLetterQueues(aws);
  const { letters, missing, more } = await collectDeadLetters(queues, [name], limit, signal, {
    hiddenSeconds: LOOK_SECONDS,
  });
  await release(queues, letters);
  return { letters: letters.filter(isWanted), missing: missing.length > 0, more };
}
