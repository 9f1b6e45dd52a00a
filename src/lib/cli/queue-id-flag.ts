import { Flags } from '@oclif/core';
import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import type { GivenQueue } from '../features/queues/offline-queues.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `--queue-id NAME=ID`: what a queue's name of the file stands for, where nobody can be asked. */
export const queueIdFlag = {
  'queue-id': Flags.string({
    summary: 'The id of a queue in the file. Can be repeated.',
    helpValue: 'NAME=ID',
    multiple: true,
    helpGroup: 'FILE',
  }),
};

/**
 * Reads the values of {@link queueIdFlag}. A queue's name may hold `=`, its id cannot.
 * @throws GcxError with exit code 64
 */
export function givenQueues(texts: readonly string[] | undefined): readonly GivenQueue[] {
  return (texts ?? []).map((text) => {
    const at = text.lastIndexOf('=');
    const name = text.slice(0, Math.max(at, 0));
    const id = text.slice(at + 1).toLowerCase();
    if (name !== '' && uuid.test(id)) return { id, name };
    throw new GcxError(
      {
        code: 'usage',
        what: `--queue-id ${text.slice(0, 100)} is not of the form NAME=ID.`,
        fix: 'For example: --queue-id "Sales Support=5affb229-7631-4992-b0ce-583505c6af07"',
      },
      ExitCode.usage,
    );
  });
}
