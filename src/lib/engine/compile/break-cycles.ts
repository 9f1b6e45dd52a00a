/** An edge of the order: one rule's change before another's. */
interface Edge {
  readonly rule: string;
  readonly mustPrecede: string;
}

/**
 * Takes the cycles out of an order: rules are broken out, one after the other, those with most edges first, until none
 * is left. A rule that is broken out waits for no other.
 */
export function breakCycles(edges: readonly Edge[]): {
  readonly kept: readonly Edge[];
  readonly broken: readonly string[];
} {
  const broken = new Set<string>();
  let kept = edges;
  for (;;) {
    const circling = inCycles(kept);
    if (circling.length === 0) return { kept, broken: [...broken].sort() };
    const count = (test: (edge: Edge) => boolean): number => circling.filter(test).length;
    const weight = (rule: string): number =>
      count((edge) => edge.rule === rule) * count((edge) => edge.mustPrecede === rule);
    const heaviest = [...new Set(circling.map((edge) => edge.rule))]
      .sort()
      .reduce((a, b) => (weight(b) > weight(a) ? b : a));
    broken.add(heaviest);
    kept = kept.filter((edge) => edge.mustPrecede !== heaviest);
  }
}

/** The edges that remain when rules that wait for none, or that none waits for, are taken away again and again. */
function inCycles(edges: readonly Edge[]): readonly Edge[] {
  let rest = edges;
  for (;;) {
    const starts = new Set(rest.map((edge) => edge.rule));
    const ends = new Set(rest.map((edge) => edge.mustPrecede));
    const next = rest.filter((edge) => ends.has(edge.rule) && starts.has(edge.mustPrecede));
    if (next.length === rest.length) return rest;
    rest = next;
  }
}
