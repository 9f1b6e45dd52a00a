import type { Count, Flow } from './model.js';

/** How many a flow has; undefined where CloudWatch has no number of it, or it could not be read: that is not 0. */
export function numberOf({ count }: Flow): number | undefined {
  return 'value' in count ? count.value : undefined;
}

/** How many of several together: what has no number adds nothing; where one is unknown, it is the least that there is. */
export function sumOf(counts: readonly Count[]): Count {
  const known = counts.flatMap((count) => ('value' in count ? [count] : []));
  const unsure = counts.some(({ kind }) => kind === 'unknown' || kind === 'partial');
  if (known.length === 0) return { kind: unsure || counts.length === 0 ? 'unknown' : 'none' };
  const value = known.reduce((sum, count) => sum + count.value, 0);
  return { kind: unsure ? 'partial' : 'counted', value };
}
