/** What this run draws from, each with its own sample of the cases; vitest.config.ts gives one where nobody else did. */
export const SEEDS: readonly string[] = (process.env['TRUST_SEED'] ?? 'unseeded').split(',');

let drawnFrom = SEEDS[0] ?? '';

/** The seed that is drawn from now. */
export function seed(): string {
  return drawnFrom;
}

/** Does something for each seed of this run, one after the other: what does not depend on it is done once, outside. */
export async function withEachSeed(work: () => Promise<void>): Promise<void> {
  try {
    for (const each of SEEDS) {
      drawnFrom = each;
      await work();
    }
  } finally {
    drawnFrom = SEEDS[0] ?? '';
  }
}
