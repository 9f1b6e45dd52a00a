import { GcxError } from '../../base/gcx-error.js';
import { canonicalJson } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import { type Box, setOf, withDimension } from './box.js';
import { ChunkTable, type TopicOrder } from './chunks.js';
import { allOf, atomOf, charactersOf, frameCharacters, type Space, targetDimension } from './space.js';

/**
 * A box in as few boxes as fit a rule each, by parting each dimension on its own and taking every combination:
 * the product of the numbers of parts is the least that there is.
 * @throws GcxError where single values are too long for any pattern
 */
export function gridOf(space: Space, box: Box): readonly Box[] {
  const byQueue = gridIn(space, box, 'queue');
  if (space.dimensions[0]?.kind !== 'topic' || byQueue.length === 1) return byQueue;
  const byEventType = gridIn(space, box, 'eventType');
  return byEventType.length < byQueue.length ? byEventType : byQueue;
}

function gridIn(space: Space, box: Box, topics: TopicOrder): readonly Box[] {
  const table = new ChunkTable(space, box, topics);
  const last = targetDimension(space);
  const sizes = box.map((set) => set.size);
  const order = parted(sizes.slice(0, last));
  const counts = bestCounts(table, order, sizes, Limits.rulePatternCharacters - frameCharacters(space));
  if (counts === undefined) throw tooLong(space, box);
  // In the file's order, so that rules with other values have the same groups.
  const targets = [...allOf(space, last)].filter((key) => setOf(box, last).has(key));
  const targetGroups = groups(targets, Limits.targetsPerRule);
  let boxes: readonly Box[] = [box];
  for (const dimension of order) {
    const { parts } = table.chunks(dimension, counts.get(dimension) ?? 1);
    boxes = boxes.flatMap((one) => parts.map((part) => withDimension(one, dimension, part)));
  }
  return boxes.flatMap((one) => targetGroups.map((group) => withDimension(one, last, new Set(group))));
}

/** Items in order, in groups of `size`. */
function groups(items: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** The dimensions of the pattern, smallest first: then, of equal splits, the one that parts the largest is found first. */
function parted(sizes: readonly number[]): readonly number[] {
  return sizes.map((_, dimension) => dimension).sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0) || a - b);
}

/** For each dimension the number of parts, such that the longest parts together fit and the product is least. */
function bestCounts(
  table: ChunkTable,
  order: readonly number[],
  sizes: readonly number[],
  budget: number,
): ReadonlyMap<number, number> | undefined {
  let best: ReadonlyMap<number, number> | undefined;
  let bestProduct = Number.POSITIVE_INFINITY;
  const least = order.map((dimension) => table.chunks(dimension, sizes[dimension] ?? 1).longest);
  const search = (at: number, left: number, product: number, counts: ReadonlyMap<number, number>): void => {
    const dimension = order[at];
    if (dimension === undefined) {
      best = counts;
      bestProduct = product;
      return;
    }
    const needed = least.slice(at + 1).reduce((sum, length) => sum + length, 0);
    if ((least[at] ?? 0) + needed > left) return;
    let previous = Number.POSITIVE_INFINITY;
    for (let count = 1; count <= (sizes[dimension] ?? 0) && product * count < bestProduct; count += 1) {
      const { longest } = table.chunks(dimension, count);
      // More parts that are no shorter gain nothing; parts that leave the rest no room do not either.
      if (longest >= previous) continue;
      previous = longest;
      if (longest + needed > left) continue;
      search(at + 1, left - longest, product * count, new Map([...counts, [dimension, count]]));
    }
  };
  search(0, budget, 1, new Map());
  return best;
}

/** The error for a pattern that stays too long even with one value of each field. */
function tooLong(space: Space, box: Box): GcxError {
  const longest = space.dimensions
    .flatMap((dimension, index) =>
      [...setOf(box, index)].map((key) => ({
        dimension,
        characters: charactersOf(space, index, new Set([key])),
        text: atomOf(space, index, key).conditions.map(canonicalJson).join(', '),
      })),
    )
    .reduce((a, b) => (b.characters > a.characters ? b : a));
  const { dimension } = longest;
  const field = dimension.kind === 'where' ? `the filter on "${dimension.field}"` : 'the filter';
  const shown = longest.text.length > 120 ? `${longest.text.slice(0, 120)}…` : longest.text;
  return new GcxError({
    code: 'pattern-too-long',
    what: `Route "${space.route}": ${field} does not fit into an event pattern.`,
    why: `A rule's pattern has at most ${Limits.rulePatternCharacters} characters. gcx spreads lists of values over several rules, but this part takes ${longest.characters} characters and cannot be taken apart: ${shown}`,
    fix: 'Shorten that filter, or make two routes of this one, each with a part of it.',
  });
}
