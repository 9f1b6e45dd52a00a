import { GcxError } from '../../base/gcx-error.js';
import type { Change } from '../change/model.js';
import type { StepData } from '../change/step.js';
import { doorOf } from '../kinds/index.js';
import { type OwnedContext, runOwnedStep } from './run-owned-step.js';

/** A change of which something is lost again, and why it could not be written once more. */
export interface LostAgain {
  readonly change: Change;
  readonly error: unknown;
}

/**
 * Reads the documents back that a run wrote and that others write whole, once all else is done, and writes again what is
 * lost: an apply of another project that read a shared policy before this one wrote it puts the old one back long after
 * the first look.
 * @param done the changes that were done, in the order in which they ended
 */
export async function lookAgain(
  done: readonly Change[],
  context: OwnedContext,
): Promise<readonly LostAgain[]> {
  const last = new Map<string, { readonly change: Change; readonly step: StepData }>();
  for (const change of done)
    for (const step of change.steps) {
      const { lookAgain: shared, document } = doorOf(step);
      if (shared === true && document !== undefined) last.set(document(step), { change, step });
    }
  const looks = [...last.values()].map(async ({ change, step }): Promise<readonly LostAgain[]> => {
    try {
      await runOwnedStep(step, context);
      return [];
    } catch (error) {
      return isGone(error) ? [] : [{ change, error }];
    }
  });
  return (await Promise.all(looks)).flat();
}

/** What is gone, such as a queue that the run deleted after it had narrowed its policy, holds nothing that could be lost. */
function isGone(error: unknown): boolean {
  return error instanceof GcxError && error.report.code === 'gone-meanwhile';
}
