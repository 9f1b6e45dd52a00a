import type { ValuePattern } from './value-pattern.js';
import { anyBytes, type Unit } from './value-units.js';

/** Where a value that was read to its end, or up to a prefix, has met a pattern. */
export interface Match {
  readonly kind: 'match';
  readonly pattern: ValuePattern;
  readonly state: undefined;
}

/** A match after which other texts go on. */
export interface MatchAndMore {
  readonly kind: 'match and more';
  readonly pattern: ValuePattern;
  readonly state: ValueState;
}

/** The rest of an exact text in one piece, as long as no other text shares it. */
export interface Shortcut {
  readonly kind: 'shortcut';
  readonly pattern: ValuePattern;
  readonly state: undefined;
}

/** What one byte can lead to. A byte leads to a set of them. */
export type Way = ValueState | Match | MatchAndMore | Shortcut;

const none: ReadonlySet<Way> = new Set();

/** How far the texts of a field have been met. */
export class ValueState {
  readonly kind = 'state';
  readonly pattern = undefined;
  /** What the state leads to is itself. */
  get state(): ValueState {
    return this;
  }
  /** Whether more than one way leads here: behind a star, or behind a letter of either case. */
  manyWays = false;
  /** Where every byte leads: the states behind a star. */
  readonly onAny = new Set<Way>();
  private readonly onByte = new Map<number, Set<Way>>();

  /** The bytes that lead elsewhere than all the others. */
  get bytes(): Iterable<number> {
    return this.onByte.keys();
  }

  /** Where a byte leads. */
  on(byte: number): ReadonlySet<Way> {
    const ways = this.onByte.get(byte);
    if (ways === undefined || ways.size === 0) return this.onAny;
    return this.onAny.size === 0 ? ways : new Set([...ways, ...this.onAny]);
  }

  /** Where a unit leads: for a letter, where both of its spellings do. */
  after(unit: Unit): ReadonlySet<Way> {
    if (unit === anyBytes) return this.onAny;
    if (typeof unit === 'number') return this.on(unit);
    let common: ReadonlySet<Way> | undefined;
    for (const spelling of unit) {
      let ways: ReadonlySet<Way> = new Set<Way>([this]);
      for (const byte of spelling) {
        ways = new Set([...ways].flatMap((way) => (way.kind === 'state' ? [...way.on(byte)] : [])));
      }
      const before = common;
      common = before === undefined ? ways : new Set([...ways].filter((way) => before.has(way)));
    }
    return common ?? none;
  }

  /** Lets a unit lead to a way as well. */
  add(unit: Unit, way: Way): void {
    if (unit === anyBytes) this.onAny.add(way);
    else if (typeof unit === 'number') this.addByte(unit, way);
    else {
      for (const spelling of unit) {
        let from: ValueState = this;
        for (const byte of spelling.slice(0, -1)) {
          const between = new ValueState();
          between.manyWays = true;
          from.addByte(byte, between);
          from = between;
        }
        from.addByte(spelling.at(-1) ?? 0, way);
      }
    }
  }

  /** Lets a byte lead to a way no longer. */
  remove(unit: Unit, way: Way): void {
    if (typeof unit === 'number') this.onByte.get(unit)?.delete(way);
  }

  private addByte(byte: number, way: Way): void {
    const known = this.onByte.get(byte);
    if (known === undefined) this.onByte.set(byte, new Set([way]));
    else known.add(way);
  }
}

/** The state among ways by which a text can go on; one to which a single way leads is taken first. */
export function stateOf(ways: ReadonlySet<Way>): ValueState | undefined {
  let first: ValueState | undefined;
  for (const { state } of ways) {
    if (state === undefined) continue;
    if (!state.manyWays) return state;
    first ??= state;
  }
  return first;
}
