import { GcxError } from '../../../base/gcx-error.js';
import type { RunContext } from '../door/run-context.js';
import { aboutMessages, messageCount } from './message-count.js';

/** How often it is looked, in ms. */
const EVERY_MILLISECONDS = 5_000;

/**
 * Waits until an SQS queue holds nothing more, as far as SQS says; at once where there is none.
 * @param seconds how long at most; 0 looks once
 * @throws GcxError where it still holds messages then
 */
export async function awaitEmpty(name: string, seconds: number, context: RunContext): Promise<void> {
  const end = context.now() + seconds * 1_000;
  for (;;) {
    const queue = await context.aws.sqs.queue(name);
    const left = queue === undefined ? 0 : messageCount(queue);
    if (left === 0) return;
    if (context.now() >= end) {
      throw new GcxError({
        code: 'queue-not-empty',
        what: `SQS queue ${name} holds ${aboutMessages(left)}, which came while this ran; deleting it would lose them.`,
        fix: 'Run it again once they are handled or read, or delete it with them: --force.',
      });
    }
    await context.sleep(EVERY_MILLISECONDS);
  }
}
