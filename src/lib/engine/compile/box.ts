/**
 * A product of sets, one for each dimension of a space (event types, queues, values of each field, targets): what
 * one rule delivers. Sets hold atoms' keys. A box with an empty set is empty.
 */
export type Box = readonly ReadonlySet<string>[];

/** What both sets hold, in the order of the first. */
export function intersection(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return kept(a, (key) => b.has(key));
}

/** What the first set holds and the second does not. */
export function difference(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return kept(a, (key) => !b.has(key));
}

/** Made without a list between: compiling makes such sets all the time. */
function kept(set: ReadonlySet<string>, keep: (key: string) => boolean): ReadonlySet<string> {
  const rest = new Set<string>();
  for (const key of set) if (keep(key)) rest.add(key);
  return rest;
}

/** What either set holds. */
export function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...a, ...b]);
}

/** Whether two sets hold the same. */
export function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false;
  for (const key of a) if (!b.has(key)) return false;
  return true;
}

/** How many cells a box holds. */
export function volume(box: Box): number {
  return box.reduce((product, set) => product * set.size, 1);
}

/** A box with the set of one dimension replaced. */
export function withDimension(box: Box, dimension: number, set: ReadonlySet<string>): Box {
  return box.map((other, index) => (index === dimension ? set : other));
}

/** One dimension's set of a box. */
export function setOf(box: Box, dimension: number): ReadonlySet<string> {
  const set = box[dimension];
  if (set === undefined) throw new Error(`a box of ${box.length} dimensions has none numbered ${dimension}`);
  return set;
}

/** The cells that are in both boxes; undefined where there are none. */
export function overlap(a: Box, b: Box): Box | undefined {
  const sets: ReadonlySet<string>[] = [];
  for (const [dimension, set] of a.entries()) {
    const shared = intersection(set, setOf(b, dimension));
    if (shared.size === 0) return undefined;
    sets.push(shared);
  }
  return sets;
}

/** The cells of the first box that are not in the second, as boxes that share no cell. */
function subtract(from: Box, what: Box): readonly Box[] {
  if (volume(from) === 0) return [];
  const shared = overlap(from, what);
  if (shared === undefined) return [from];
  const pieces: Box[] = [];
  let rest = from;
  for (const [dimension, inside] of shared.entries()) {
    const outside = difference(setOf(rest, dimension), inside);
    if (outside.size > 0) pieces.push(withDimension(rest, dimension, outside));
    rest = withDimension(rest, dimension, inside);
  }
  return pieces;
}

/** The cells of some boxes that are in none of the others. */
export function subtractAll(from: readonly Box[], what: readonly Box[]): readonly Box[] {
  return what.reduce<readonly Box[]>((rest, box) => rest.flatMap((piece) => subtract(piece, box)), from);
}

/** The same cells in fewer boxes: boxes that differ in one dimension only are made one, as long as there are such. */
export function coalesce(boxes: readonly Box[]): readonly Box[] {
  const result: Box[] = [];
  for (const box of boxes) {
    let current = box;
    for (;;) {
      const at = result.findIndex((other) => differingDimension(other, current) !== undefined);
      const [other] = at === -1 ? [] : result.splice(at, 1);
      const dimension = other && differingDimension(other, current);
      if (other === undefined || dimension === undefined) break;
      current = withDimension(current, dimension, union(setOf(other, dimension), setOf(current, dimension)));
    }
    result.push(current);
  }
  return result;
}

/** The one dimension in which two boxes differ; undefined where it is not exactly one. */
function differingDimension(a: Box, b: Box): number | undefined {
  const differing = a.flatMap((set, dimension) => (sameSet(set, setOf(b, dimension)) ? [] : [dimension]));
  return differing.length === 1 ? differing[0] : undefined;
}
