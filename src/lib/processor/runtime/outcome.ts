/** What becomes of a received event: exactly one of these, so received is their sum. */
export const OUTCOMES = [
  'processed',
  'duplicate',
  'filtered',
  'stale',
  'failed',
  'deadLettered',
  'inProgress',
] as const;

/**
 * `failed`: reported, so that it is received again. `inProgress`: another invocation holds it, or one before it in its message
 * group has to be handled first; reported too. A stale
 * event that is dead-lettered is stale.
 */
export type Outcome = (typeof OUTCOMES)[number];

/** What an invocation made of its events. */
export type Counts = Readonly<Record<'received' | Outcome, number>>;

/** Whether the event has to come again. */
export function comesAgain(outcome: Outcome): boolean {
  return outcome === 'failed' || outcome === 'inProgress';
}

/** Counts outcomes. */
export function countOutcomes(outcomes: readonly Outcome[]): Counts {
  const counts: Record<'received' | Outcome, number> = {
    received: outcomes.length,
    processed: 0,
    duplicate: 0,
    filtered: 0,
    stale: 0,
    failed: 0,
    deadLettered: 0,
    inProgress: 0,
  };
  for (const outcome of outcomes) counts[outcome]++;
  return counts;
}
