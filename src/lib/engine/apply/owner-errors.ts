import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Subject } from '../kinds/door/subject.js';
import type { Owner } from '../kinds/ownership/owner.js';
import { PROTECT_TAG } from '../kinds/ownership/protect-tag.js';

type Others = Extract<Owner, { kind: 'others' }>;

/** The subject of a call is not ours, and was not so when the plan was made: it is left as it is. Exit code 5. */
export function takenMeanwhile({ called, purpose }: Subject, { words }: Others): GcxError {
  const isNew = purpose === 'create' || purpose === 'overwrite';
  return notOurs(
    called,
    words,
    isNew
      ? 'It did not exist when the plan was made: somebody created it since then. gcx does not change it.'
      : 'It was a different one, or had different tags, when the plan was made. gcx does not change it.',
    `To see what can be done about it: ${gcxCommand('plan')}`,
  );
}

/** AWS took the call for a change of somebody else's thing, which came about in the same moment. Exit code 5. */
export function overwritten({ called }: Subject, { words }: Others): GcxError {
  return notOurs(
    called,
    words,
    'Somebody made it in the moment between the last look of gcx and its call, which has replaced the settings of it; its tags and its targets are as they were.',
    `Tell whoever made it to put the settings back, and choose another name: ${gcxCommand('plan')}`,
  );
}

/** What is to be deleted was protected since the plan was made: it is left as it is. Exit code 5. */
export function protectedMeanwhile(called: string): GcxError {
  return new GcxError(
    {
      code: 'protected-meanwhile',
      what: `${called} is protected (its tag ${PROTECT_TAG}): it was not when the plan was made. gcx does not change it.`,
      fix: `To see what can be done about it: ${gcxCommand('plan')}`,
    },
    ExitCode.refused,
  );
}

/** This project and environment's own, and there before the call that was to make it. */
export function madeMeanwhile(called: string): GcxError {
  return new GcxError({
    code: 'made-meanwhile',
    retryable: true,
    what: `${called} exists now; it did not when the plan was made.`,
    why: 'Another apply of this project and environment may have created it, or AWS itself.',
    fix: 'Run the same command again: it uses what exists.',
  });
}

/** What was there when the plan was made is there no more. */
export function goneMeanwhile(called: string): GcxError {
  return new GcxError({
    code: 'gone-meanwhile',
    what: `${called} does not exist any more; it did when the plan was made.`,
    fix: `Run ${gcxCommand('plan')} again.`,
  });
}

function notOurs(called: string, words: string, why: string, fix: string): GcxError {
  const what = `${called} is not this project and environment's: ${words}.`;
  return new GcxError({ code: 'taken-meanwhile', what, why, fix }, ExitCode.refused);
}
