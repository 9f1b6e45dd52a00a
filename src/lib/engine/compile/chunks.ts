import { type Box, setOf } from './box.js';
import { atomOf, charactersOf, type Space } from './space.js';

/** A dimension's atoms in a number of parts, and the characters that the longest part takes in a pattern. */
export interface Chunks {
  readonly parts: readonly ReadonlySet<string>[];
  readonly longest: number;
}

/** By queue: one queue more touches few rules. By event type: a part has fewer of them, so its pattern is shorter. */
export type TopicOrder = 'queue' | 'eventType';

/** The ways to part each dimension of one box, each worked out once. */
export class ChunkTable {
  readonly #space: Space;
  readonly #box: Box;
  readonly #known = new Map<string, Chunks>();

  readonly #order: TopicOrder;

  /** @param order how topics are put in order before they are parted; of no consequence for other dimensions */
  constructor(space: Space, box: Box, order: TopicOrder) {
    this.#space = space;
    this.#box = box;
    this.#order = order;
  }

  /** A dimension in `count` parts (1 to its size) whose longest is as short as can be found. */
  chunks(dimension: number, count: number): Chunks {
    const name = `${dimension}/${count}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const made = this.#part(dimension, count);
    this.#known.set(name, made);
    return made;
  }

  #part(dimension: number, count: number): Chunks {
    const isTopic = this.#space.dimensions[dimension]?.kind === 'topic';
    const sorted = [...setOf(this.#box, dimension)].sort();
    const keys = isTopic && this.#order === 'eventType' ? this.#byEventType(dimension, sorted) : sorted;
    const inOrder = this.#measured(dimension, evenly(keys, count));
    if (count === 1 || isTopic) return inOrder;
    const atoms = keys.map((key) => ({
      key,
      length: charactersOf(this.#space, dimension, new Set([key])) + 1,
    }));
    if (new Set(atoms.map((atom) => atom.length)).size <= 1) return inOrder;
    const byLength = this.#measured(dimension, longestFirst(atoms, count));
    return byLength.longest < inOrder.longest ? byLength : inOrder;
  }

  #byEventType(dimension: number, keys: readonly string[]): readonly string[] {
    const typeOf = (key: string) => atomOf(this.#space, dimension, key).eventType;
    return [...new Set(keys.map(typeOf))].flatMap((type) => keys.filter((key) => typeOf(key) === type));
  }

  #measured(dimension: number, parts: readonly ReadonlySet<string>[]): Chunks {
    return {
      parts,
      longest: Math.max(...parts.map((part) => charactersOf(this.#space, dimension, part))),
    };
  }
}

/** Keys in `count` parts whose sizes differ by one at most, in order. */
function evenly(keys: readonly string[], count: number): readonly ReadonlySet<string>[] {
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * keys.length) / count);
    const to = Math.floor(((index + 1) * keys.length) / count);
    return new Set(keys.slice(from, to));
  });
}

/** Each atom, longest first, goes to the part that is shortest so far. */
function longestFirst(
  atoms: readonly { readonly key: string; readonly length: number }[],
  count: number,
): readonly ReadonlySet<string>[] {
  const parts = Array.from({ length: count }, () => ({ keys: new Set<string>(), length: 0 }));
  for (const atom of [...atoms].sort((a, b) => b.length - a.length)) {
    const part = parts.reduce((best, other) => (other.length < best.length ? other : best));
    part.keys.add(atom.key);
    part.length += atom.length;
  }
  return parts.map((part) => part.keys);
}
