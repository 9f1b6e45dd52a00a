import { type Box, overlap, sameSet, setOf, volume } from './box.js';
import { Partition, type Slot } from './partition.js';
import { type Space, targetDimension } from './space.js';

/** A box with the number of the live rule that holds it; a new rule where that is undefined. */
export interface Placed {
  readonly box: Box;
  readonly live: number | undefined;
}

/**
 * How a space is shared out among rules when some are live: as they are, with as few of them changed as possible, and
 * at most `extra` more than a fresh layout has. Where that cannot be, a fresh layout, whose boxes keep the names of
 * the live rules that hold most of them.
 * @param live for each live rule the cells that it stands for (see liveBox)
 * @param fresh the space's fresh layout
 */
export function stickyLayout(
  space: Space,
  live: readonly Box[],
  fresh: readonly Box[],
  extra: number,
): readonly Placed[] {
  const limit = fresh.length + extra;
  const choices = mended(space, live, fresh)
    .map((partition) => consolidated(partition, live, limit))
    .filter((partition) => partition.filled().length <= limit)
    .map((partition) => adopted(partition.filled(), live));
  const best = choices.reduce<readonly Placed[] | undefined>(
    (a, b) => (a === undefined || isLess(cost(b, live), cost(a, live)) ? b : a),
    undefined,
  );
  return (
    best ??
    named(
      fresh,
      live,
      live.map((_, rule) => rule),
    )
  );
}

/**
 * A fresh layout where no live rule has a target yet: a run was broken off before it gave them some, and how the route was
 * to be split shows in none of them. Each keeps its name for the box that its pattern fits best.
 */
export function bareLayout(
  { dimensions }: Space,
  live: readonly Box[],
  fresh: readonly Box[],
): readonly Placed[] {
  const patterns = live.map((box) =>
    box.map((set, index) => (set.size > 0 ? set : new Set(dimensions[index]?.atoms.keys()))),
  );
  return named(
    fresh,
    patterns,
    live.map((_, rule) => rule),
  );
}

/**
 * Ways to go on from the live rules: they take what is new, and new ones the rest; where there is a rest, the same
 * with room made in full rules, or all that is new goes to new rules.
 */
function mended(space: Space, live: readonly Box[], fresh: readonly Box[]): readonly Partition[] {
  const start = Partition.from(space, live);
  if (start.isScattered()) return [];
  start.refill();
  const apart = start.copy();
  start.grow();
  const roomy = start.copy();
  const hasRest = start.missing.length > 0;
  start.addSlots(fresh);
  apart.addSlots(fresh);
  if (!hasRest) return [start, apart];
  roomy.makeRoom();
  roomy.grow();
  roomy.addSlots(fresh);
  return [start, roomy, apart];
}

/** Where more rounds of emptying rules would be needed, a fresh layout is no greater change. */
const MOST_ROUNDS = 12;
/** How many ways of emptying rules are tried in a round, those with the fewest cells a rule first. */
const MOST_TRIES = 40;

/** With rules emptied into others until they are no more than the limit, or no more can be emptied. */
function consolidated(partition: Partition, live: readonly Box[], limit: number): Partition {
  let current = partition;
  for (let round = 0; current.filled().length > limit; round += 1) {
    if (round === MOST_ROUNDS) return current;
    const from = current;
    const tries = emptiable(from).flatMap((slots) => {
      const next = from.copy();
      const chosen = new Set(slots);
      next.dissolve(next.slots.filter((_, index) => chosen.has(index)));
      next.grow();
      return next.missing.length === 0 ? [next] : [];
    });
    if (tries.length === 0) return current;
    current = tries.reduce((a, b) => (isLess(costOf(b, live), costOf(a, live)) ? b : a));
  }
  return current;
}

/** Sets of slots worth emptying, by number: each alone, and those that have the same targets or the same pattern. */
function emptiable(partition: Partition): readonly (readonly number[])[] {
  const filled = partition.slots.flatMap((slot, index) => (volume(slot.box) > 0 ? [{ slot, index }] : []));
  const last = targetDimension(partition.space);
  const alike = (same: (a: Box, b: Box) => boolean): readonly (readonly number[])[] =>
    filled.map(({ slot }) =>
      filled.filter((other) => same(slot.box, other.slot.box)).map(({ index }) => index),
    );
  const sets = [
    ...filled.map(({ index }) => [index]),
    ...alike((a, b) => sameSet(setOf(a, last), setOf(b, last))),
    ...alike((a, b) => a.every((set, dimension) => dimension === last || sameSet(set, setOf(b, dimension)))),
  ].filter((set) => set.length < filled.length);
  const cells = (set: readonly number[]): number =>
    set.reduce((sum, index) => sum + volume(partition.slots[index]?.box ?? []), 0);
  return [...new Map(sets.map((set) => [set.join(), set])).values()]
    .sort((a, b) => cells(a) / a.length - cells(b) / b.length)
    .slice(0, MOST_TRIES);
}

/** Boxes of slots under their live rules' names; new ones take over live rules that are left, rather than have those deleted. */
function adopted(slots: readonly Slot[], live: readonly Box[]): readonly Placed[] {
  const held = slots.filter((slot) => slot.live !== undefined);
  const fresh = slots.filter((slot) => slot.live === undefined);
  const taken = new Set(held.map((slot) => slot.live));
  const left = live.flatMap((_, rule) => (taken.has(rule) ? [] : [rule]));
  return [
    ...held.map(placedOf),
    ...named(
      fresh.map((slot) => slot.box),
      live,
      left,
    ),
  ];
}

/** Boxes under the names of some live rules: each rule goes to the box that it shares most cells with. */
function named(boxes: readonly Box[], live: readonly Box[], rules: readonly number[]): readonly Placed[] {
  const pairs = boxes
    .flatMap((box, index) => rules.map((rule) => ({ index, rule, cells: sharedCells(box, live[rule]) })))
    .sort((a, b) => b.cells - a.cells || a.index - b.index || a.rule - b.rule);
  const ruleOf = new Map<number, number>();
  const used = new Set<number>();
  for (const { index, rule } of pairs) {
    if (ruleOf.has(index) || used.has(rule)) continue;
    ruleOf.set(index, rule);
    used.add(rule);
  }
  return boxes.map((box, index) => ({ box, live: ruleOf.get(index) }));
}

function sharedCells(a: Box, b: Box | undefined): number {
  const shared = b && overlap(a, b);
  return shared === undefined ? 0 : volume(shared);
}

function placedOf({ box, live }: Slot): Placed {
  return { box, live };
}

function costOf(partition: Partition, live: readonly Box[]): readonly number[] {
  return cost(partition.filled().map(placedOf), live);
}

/** How many rules a layout touches, how many cells leave their rule, and how many rules it has. */
function cost(layout: readonly Placed[], live: readonly Box[]): readonly number[] {
  const stays = (box: Box, old: Box): boolean =>
    old.every((set, dimension) => sameSet(set, setOf(box, dimension)));
  const held = layout.flatMap(({ box, live: rule }) => {
    const old = rule === undefined ? undefined : live[rule];
    return old === undefined ? [] : [{ box, old }];
  });
  const untouched = held.filter(({ box, old }) => stays(box, old)).length;
  const cells = live.reduce((sum, old) => sum + volume(old), 0);
  const kept = held.reduce((sum, { box, old }) => sum + sharedCells(old, box), 0);
  return [live.length + layout.length - held.length - untouched, cells - kept, layout.length];
}

/** Whether one cost is less than another, by its first number, then by the next. */
function isLess(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at !== -1 && (a[at] ?? 0) < (b[at] ?? 0);
}
