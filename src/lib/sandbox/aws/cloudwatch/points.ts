import type { MetricPoint } from '../metric-records.js';

/** Different values of one point that are told apart: as many as PutMetricData takes. */
const VALUES_PER_POINT = 150;

/** Two points of one metric as one, at the time of the first. */
export function joined(first: MetricPoint, second: MetricPoint): MetricPoint {
  const least = Math.min(first[3], second[3]);
  const greatest = Math.max(first[4], second[4]);
  const values = first[4] === second[4] && first[5] === undefined && second[5] === undefined;
  const head = [first[0], first[1] + second[1], first[2] + second[2], least, greatest] as const;
  return values ? head : [...head, counted(first, second)];
}

/** The values of a point, with how often each was there. */
export function valuesOf([, samples, , , greatest, values]: MetricPoint): readonly (readonly [
  number,
  number,
])[] {
  return values ?? [[greatest, samples]];
}

function counted(first: MetricPoint, second: MetricPoint): readonly (readonly [number, number])[] {
  const counts = new Map(valuesOf(first));
  for (const [value, count] of valuesOf(second)) {
    const known = counts.has(value) || counts.size < VALUES_PER_POINT ? value : nearest(counts.keys(), value);
    counts.set(known, (counts.get(known) ?? 0) + count);
  }
  return [...counts];
}

/** The value among some that is nearest to another one. */
function nearest(values: Iterable<number>, wanted: number): number {
  let found = wanted;
  let distance = Number.POSITIVE_INFINITY;
  for (const value of values) {
    if (Math.abs(value - wanted) >= distance) continue;
    found = value;
    distance = Math.abs(value - wanted);
  }
  return found;
}
