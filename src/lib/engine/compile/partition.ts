import { Limits } from '../../base/limits.js';
import {
  type Box,
  coalesce,
  difference,
  overlap,
  setOf,
  subtractAll,
  union,
  volume,
  withDimension,
} from './box.js';
import { gridOf } from './grid.js';
import { isShareOut, overlaps } from './share-out.js';
import {
  characterCount,
  charactersOf,
  fits,
  roomIn,
  type Space,
  targetDimension,
  wantedBoxes,
} from './space.js';

/** A place in a partition: a live rule's, or a new one's. */
export interface Slot {
  /** Number of the live rule; undefined for a new rule. */
  readonly live: number | undefined;
  /** Empty sets where the slot holds nothing. */
  box: Box;
  /** The dimension in which it gave cells away: it takes none there any more, so that two never swap. */
  gave: number | undefined;
  /** Whether it took or gave anything. */
  touched: boolean;
}

/** A way for a slot to take missing cells: atoms of one dimension. */
interface Growth {
  readonly slot: Slot;
  readonly dimension: number;
  readonly atoms: readonly string[];
  /** Cells that it takes. */
  readonly cells: number;
  /** Whether the slot changes anyway. */
  readonly touched: boolean;
  /** Characters that the slot's pattern may grow by. */
  readonly room: number;
}

/** More pieces than this are not worth mending: then a fresh layout is no greater change. */
const MOST_PIECES = 150;

/** Whether a growth takes more cells; of equals, one of a slot that changes anyway, then one with more room. */
function isBetter(a: Growth, b: Growth): boolean {
  if (a.cells !== b.cells) return a.cells > b.cells;
  return a.touched === b.touched ? a.room > b.room : a.touched;
}

/**
 * A space being shared out among rules: slots whose boxes share no cell, and the cells that no slot has yet.
 * Each operation keeps to that, whatever the slots began with, so a partition without missing cells is right.
 */
export class Partition {
  readonly space: Space;
  readonly slots: Slot[];
  missing: readonly Box[];

  private constructor(space: Space, slots: Slot[], missing: readonly Box[]) {
    this.space = space;
    this.slots = slots;
    this.missing = missing;
  }

  /** Begins with what live rules hold; what two hold stays with the one that holds more. */
  static from(space: Space, boxes: readonly Box[]): Partition {
    const slots = boxes.map((box, live): Slot => ({ live, box, gave: undefined, touched: false }));
    // Taken out one by one, many rules leave the rest in more pieces than are worth mending, for a while.
    if (isShareOut(wantedBoxes(space), boxes)) return new Partition(space, slots, []);
    const partition = new Partition(space, slots, wantedBoxes(space));
    const filled = slots.filter((slot) => volume(slot.box) > 0).sort((a, b) => volume(b.box) - volume(a.box));
    for (const slot of filled) {
      if (partition.isScattered()) return partition;
      const own = overlaps(partition.missing, slot.box);
      partition.#settle(slot, largest(coalesce(own)));
    }
    return partition;
  }

  copy(): Partition {
    return new Partition(
      this.space,
      this.slots.map((slot) => ({ ...slot })),
      this.missing,
    );
  }

  /** Slots that hold cells. */
  filled(): readonly Slot[] {
    return this.slots.filter((slot) => volume(slot.box) > 0);
  }

  /** Whether what is missing lies in so many pieces that the live split cannot be repaired. */
  isScattered(): boolean {
    return this.missing.length > MOST_PIECES;
  }

  /** Slots that hold something take missing cells, as long as that is possible; the one that takes most comes first. */
  grow(): void {
    // What is missing only shrinks here, so a growth found earlier is at best as good as it was: it is looked at
    // again only when its turn comes.
    const queue = this.filled().flatMap((slot) => this.#growths(slot));
    for (;;) {
      if (this.missing.length === 0) return;
      const best = queue.reduce<Growth | undefined>(
        (a, b) => (a === undefined || isBetter(b, a) ? b : a),
        undefined,
      );
      if (best === undefined) return;
      const others = queue.filter((growth) => growth.slot !== best.slot);
      const now = this.#growths(best.slot);
      const still = now.find((growth) => growth.dimension === best.dimension && growth.cells === best.cells);
      if (still !== undefined) this.#add(best.slot, best.dimension, still.atoms);
      queue.length = 0;
      queue.push(...others, ...(still === undefined ? now : this.#growths(best.slot)));
    }
  }

  /** Empty slots take missing cells that fit to what is left of them: a rule whose targets were all replaced keeps its queues. */
  refill(): void {
    for (const slot of this.slots) {
      if (volume(slot.box) > 0) continue;
      if (!slot.box.slice(0, targetDimension(this.space)).some((set) => set.size > 0)) continue;
      const parts = this.missing.flatMap((piece) => {
        const part = slot.box.map((set, dimension) => (set.size === 0 ? setOf(piece, dimension) : set));
        return overlaps([piece], part);
      });
      this.#settle(slot, largest(parts));
    }
  }

  /**
   * Full slots give away some values of their longest list, so that they have room for a value that all rules need
   * (an event type, a value of a filter). What they gave away is missing afterwards.
   */
  makeRoom(): void {
    for (const slot of this.filled()) {
      for (const [dimension] of slot.box.entries()) {
        if (dimension === targetDimension(this.space)) continue;
        const atoms = this.#openAtoms(slot, dimension);
        const longest = this.#longestDimension(slot.box);
        if (atoms.length === 0 || longest === undefined || longest === dimension || slot.gave !== undefined)
          continue;
        const grown = withDimension(slot.box, dimension, union(setOf(slot.box, dimension), new Set(atoms)));
        const kept = this.#shortened(grown, longest);
        if (kept === undefined) continue;
        this.missing = [
          ...this.missing,
          withDimension(slot.box, longest, difference(setOf(slot.box, longest), kept)),
        ];
        slot.box = withDimension(slot.box, longest, kept);
        slot.gave = longest;
        this.#add(slot, dimension, atoms);
      }
    }
  }

  /** What is missing still goes to new slots. */
  addSlots(fresh: readonly Box[]): void {
    const boxes =
      this.filled().length === 0
        ? fresh
        : coalesce(this.missing).flatMap((piece) => gridOf(this.space, piece));
    this.slots.push(...boxes.map((box): Slot => ({ live: undefined, box, gave: undefined, touched: true })));
    this.missing = [];
  }

  /** Empties slots; their cells are missing then. */
  dissolve(slots: readonly Slot[]): void {
    this.missing = coalesce([...this.missing, ...slots.map((slot) => slot.box)]);
    for (const slot of slots) slot.box = nothingOf(slot.box);
  }

  /** Gives a slot the cells of a box, or as many of them as fit. */
  #settle(slot: Slot, box: Box | undefined): void {
    if (box === undefined) {
      slot.box = nothingOf(slot.box);
      return;
    }
    const last = targetDimension(this.space);
    const targets = new Set([...setOf(box, last)].slice(0, Limits.targetsPerRule));
    slot.box = withDimension(box, last, targets);
    while (!fits(this.space, slot.box)) {
      const longest = this.#longestDimension(slot.box);
      const kept = longest === undefined ? undefined : this.#shortened(slot.box, longest);
      if (longest === undefined || kept === undefined) {
        slot.box = gridOf(this.space, slot.box)[0] ?? nothingOf(slot.box);
        break;
      }
      slot.box = withDimension(slot.box, longest, kept);
      slot.gave = longest;
      slot.touched = true;
    }
    this.missing = subtractAll(this.missing, [slot.box]);
  }

  #add(slot: Slot, dimension: number, atoms: readonly string[]): void {
    const added = new Set(atoms);
    this.missing = subtractAll(this.missing, [withDimension(slot.box, dimension, added)]);
    slot.box = withDimension(slot.box, dimension, union(setOf(slot.box, dimension), added));
    slot.touched = true;
  }

  /** For each dimension, the atoms that a slot can take. */
  #growths(slot: Slot): readonly Growth[] {
    const { touched } = slot;
    const room = roomIn(this.space, slot.box);
    const last = targetDimension(this.space);
    return slot.box.flatMap((set, dimension): Growth[] => {
      if (slot.gave === dimension) return [];
      const open = this.#openAtoms(slot, dimension);
      const atoms =
        dimension === last
          ? open.slice(0, Limits.targetsPerRule - set.size)
          : this.#fitting(dimension, set, open, room);
      const cells = (volume(slot.box) / set.size) * atoms.length;
      return atoms.length === 0 ? [] : [{ slot, dimension, atoms, cells, touched, room }];
    });
  }

  /** As many of the atoms as fit into the room that a pattern has. */
  #fitting(
    dimension: number,
    set: ReadonlySet<string>,
    open: readonly string[],
    room: number,
  ): readonly string[] {
    if (open.length === 0) return [];
    const count = characterCount(this.space, dimension);
    for (const key of set) count.add(key);
    const most = count.total() + room;
    return open.filter((key) => {
      if (count.with(key) > most) return false;
      count.add(key);
      return true;
    });
  }

  /** Atoms of a dimension that a slot could take whole: with all that it has in the other dimensions. */
  #openAtoms(slot: Slot, dimension: number): readonly string[] {
    const slab = volume(slot.box) / setOf(slot.box, dimension).size;
    const covered = new Map<string, number>();
    for (const piece of this.missing) {
      const shared = overlap(withDimension(slot.box, dimension, setOf(piece, dimension)), piece);
      if (shared === undefined) continue;
      const atoms = setOf(shared, dimension);
      for (const atom of atoms) covered.set(atom, (covered.get(atom) ?? 0) + volume(shared) / atoms.size);
    }
    return [...covered]
      .filter(([, cells]) => cells === slab)
      .map(([atom]) => atom)
      .sort();
  }

  /** The dimension whose list takes most characters and can give some away. */
  #longestDimension(box: Box): number | undefined {
    return box
      .map((set, dimension) => ({
        dimension,
        size: set.size,
        characters: charactersOf(this.space, dimension, set),
      }))
      .filter(({ size, characters }) => size > 1 && characters > 0)
      .sort((a, b) => b.characters - a.characters)[0]?.dimension;
  }

  /** What a dimension keeps when it loses its last values until the box fits; undefined where nothing would be left. */
  #shortened(box: Box, dimension: number): ReadonlySet<string> | undefined {
    const kept = [...setOf(box, dimension)].sort();
    while (kept.length > 0 && !fits(this.space, withDimension(box, dimension, new Set(kept)))) kept.pop();
    return kept.length === 0 ? undefined : new Set(kept);
  }
}

function nothingOf(box: Box): Box {
  return box.map(() => new Set<string>());
}

function largest(boxes: readonly Box[]): Box | undefined {
  return boxes.reduce<Box | undefined>(
    (a, b) => (a === undefined || volume(b) > volume(a) ? b : a),
    undefined,
  );
}
