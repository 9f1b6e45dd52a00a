import type { ApplyReport } from '../../../src/lib/engine/apply/index.js';
import type { Outcome } from '../../../src/lib/engine/apply/model.js';
import { hasNotesToWrite } from '../../../src/lib/engine/apply/note-asked.js';
import type { Plan } from '../../../src/lib/engine/change/model.js';
import { driftOf } from '../../../src/lib/features/plans/drift.js';

/** What a plan would change, a line each. */
function changesOf(plan: Plan): readonly string[] {
  return plan.changes
    .filter(({ action }) => action !== 'none')
    .map(({ action, id, fields, reason }) => `${action} ${id} ${JSON.stringify(fields)} ${reason ?? ''}`);
}

/** What failed or was not attempted, a line each. */
export function undone({ results }: ApplyReport): readonly string[] {
  return results
    .filter(({ outcome }) => outcome.kind !== 'done')
    .map(({ change: { action, id }, outcome }) => `${action} ${id}: ${outcomeText(outcome)}`);
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'done':
      return 'done';
    case 'failed':
      return errorText(outcome.error);
    case 'not-attempted':
      return `not attempted, ${outcome.because}`;
  }
}

/** What an error says. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'report' in error ? JSON.stringify(error.report) : (error.stack ?? error.message);
}

/** Each promise that does not hold is an error that lists all that breaks it. */
export function requireNone(what: string, lines: readonly string[]): void {
  if (lines.length > 0) throw new Error(`${what}:\n  ${lines.join('\n  ')}`);
}

/** Nobody else was at work: what is not as gcx asked was not changed outside gcx. */
export function requireNoDrift(plan: Plan): void {
  requireNone(
    'called changed outside gcx, and was not',
    driftOf(plan).changed.map(({ id, action, fields }) => `${action} ${id} ${JSON.stringify(fields)}`),
  );
}

/** Nothing is refused. */
export function requireAllowed(plan: Plan): void {
  requireNone(
    'refused',
    plan.refusals.map((refusal) => JSON.stringify(refusal)),
  );
}

/** All is as the file says, and all notes are written. */
export function requireConverged(plan: Plan): void {
  requireNone('is to be changed once more', changesOf(plan));
  if (hasNotesToWrite(plan)) throw new Error('notes are to be written once more');
}
