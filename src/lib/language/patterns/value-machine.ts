import type { ValuePattern } from './value-pattern.js';
import { type Match, type Shortcut, stateOf, ValueState, type Way } from './value-state.js';
import { anyBytes, isContinuation, isLetterAt, isSameUnit, type Unit } from './value-units.js';

/** A text on its way into the machine: what is laid, and for which pattern. */
interface Laying<Next> {
  readonly pattern: ValuePattern;
  readonly units: readonly Unit[];
  readonly target: Next;
}

/** How far a text has come: the state, the one before it, and the place in the text. */
interface Position {
  readonly state: ValueState;
  readonly before: ValueState | undefined;
  readonly at: number;
}

/**
 * The values that a field may have, as event-ruler 2.0 lays them out (its ByteMachine): a graph of states whose arrows
 * are bytes. Only which states texts share matters here, since {@link wildcardComplexity} counts them. Every text
 * begins with a quote and a wildcard ends with one, so that no star stands first or last. `Next` is where a value leads.
 */
export class ValueMachine<Next> {
  readonly start = new ValueState();
  /** Entries that share nothing with strings, and the state of the fields that they lead to. */
  private readonly apart = new Map<string, Next>();
  private readonly targets = new Map<Way, Next>();
  private readonly matches = new Map<string, Map<Next, Match>>();
  private hasSuffix = false;

  /**
   * Adds an entry.
   * @param target where the entry leads, unless it is found to be there already
   * @returns where it leads
   */
  add(pattern: ValuePattern, target: Next): Next {
    if (pattern.values.length === 0) {
      const known = this.apart.get(pattern.key);
      if (known === undefined) this.apart.set(pattern.key, target);
      return known ?? target;
    }
    return pattern.values.reduce((to, units) => this.lay({ pattern, units, target: to }), target);
  }

  /** The states of fields that a value can lead to. */
  get next(): ReadonlySet<Next> {
    return new Set([...this.apart.values(), ...this.targets.values()]);
  }

  private lay(laying: Laying<Next>): Next {
    const { units } = laying;
    let state = this.start;
    let before: ValueState | undefined;
    let at = 0;
    for (; at < units.length - 1; at++) {
      const next = this.shared(state, units, at);
      if (next === undefined) break;
      before = state;
      state = next;
    }
    return this.layRest(laying, { state, before, at });
  }

  /** The state that a text may share with those before it. */
  private shared(state: ValueState, units: readonly Unit[], at: number): ValueState | undefined {
    for (const { state: next } of state.after(units[at] ?? anyBytes)) {
      if (next === undefined || next === state) continue;
      if (!next.manyWays || !this.waysMeet(state, units, at)) return next;
    }
    return undefined;
  }

  /**
   * Whether two ways that begin with the unit meet again, so that what is laid behind one would be met by the other:
   * a star beside a character, or the two spellings of a letter.
   */
  private waysMeet(state: ValueState, units: readonly Unit[], at: number): boolean {
    const unit = units[at];
    if (typeof unit !== 'number') return false;
    const insideSuffix = this.hasSuffix && isContinuation(unit) && !isContinuation(units[at - 1]);
    if (isContinuation(unit) && !insideSuffix) return false;
    if (state.onAny.size > 1 || (state.onAny.size === 1 && !state.onAny.has(state))) return true;
    return isLetterAt(units, at);
  }

  private layRest(laying: Laying<Next>, from: Position): Next {
    const { pattern, units } = laying;
    const unit = units[from.at] ?? anyBytes;
    const shortcut = onlyShortcut(from.state.after(unit));
    if (shortcut !== undefined) {
      const known = this.targets.get(shortcut);
      if (shortcut.pattern.key === pattern.key && known !== undefined) return known;
      this.unfold(from.state, from.at, shortcut, sharedLength(shortcut, units, from.at));
    }
    const { position, mayShorten } = this.follow(units, from);
    if (pattern.kind === 'exact' && position.at < units.length - 1 && mayShorten) {
      const rest: Shortcut = { kind: 'shortcut', pattern, state: undefined };
      this.targets.set(rest, laying.target);
      position.state.add(units[position.at] ?? anyBytes, rest);
      return laying.target;
    }
    let { state, before, at } = position;
    for (; at < units.length - 1; at++) {
      const next = this.findOrMake(state, before, units, at);
      before = state;
      state = next;
    }
    return this.end(laying, state, before);
  }

  /** Goes on along states to which a single way leads. */
  private follow(
    units: readonly Unit[],
    from: Position,
  ): { readonly position: Position; readonly mayShorten: boolean } {
    let { state, before, at } = from;
    for (; at < units.length - 1; at++) {
      const unit = units[at] ?? anyBytes;
      const ways = state.after(unit);
      const [first] = ways;
      if (first === undefined) break;
      let next = stateOf(ways);
      if (next?.manyWays === true) return { position: { state, before, at }, mayShorten: false };
      if (next === undefined) {
        next = after(state);
        this.replace(state, unit, first, this.withState(first, next));
      }
      before = state;
      state = next;
    }
    return { position: { state, before, at }, mayShorten: true };
  }

  private findOrMake(
    state: ValueState,
    before: ValueState | undefined,
    units: readonly Unit[],
    at: number,
  ): ValueState {
    const unit = units[at] ?? anyBytes;
    const shortcut = onlyShortcut(state.after(unit));
    if (shortcut !== undefined) this.unfold(state, at, shortcut, Number.POSITIVE_INFINITY);
    const known = stateOf(state.after(unit));
    if (known !== undefined && !known.manyWays) return known;
    const made = after(state);
    if (unit === anyBytes) {
      made.manyWays = true;
      made.add(anyBytes, made);
      state.add(anyBytes, made);
      return made;
    }
    if (typeof unit !== 'number') made.manyWays = true;
    state.add(unit, made);
    // A star may stand for nothing.
    if (before !== undefined && units[at - 1] === anyBytes) before.add(unit, made);
    return made;
  }

  private end(laying: Laying<Next>, state: ValueState, before: ValueState | undefined): Next {
    const { pattern, units, target } = laying;
    const last = units[units.length - 1] ?? anyBytes;
    const ways = state.after(last);
    for (const way of ways) {
      const known = this.targets.get(way);
      if (way.kind === 'shortcut' && ways.size > 1) continue;
      if (way.pattern?.key === pattern.key && known !== undefined) return known;
    }
    const match = this.matchOf(pattern, target);
    if (pattern.kind === 'suffix') this.hasSuffix = true;
    state.add(last, match);
    if (before !== undefined && units[units.length - 2] === anyBytes) before.add(last, match);
    return target;
  }

  /** Makes states of a shortcut as far as another text shares it. */
  private unfold(state: ValueState, at: number, shortcut: Shortcut, to: number): void {
    const units = shortcut.pattern.values[0] ?? [];
    const last = units.length - 1;
    let first: ValueState | undefined;
    let end = state;
    for (let place = at; place < Math.min(to, last); place++) {
      const next = after(end);
      if (place === at) first = next;
      else end.add(units[place] ?? anyBytes, next);
      end = next;
    }
    const target = this.targets.get(shortcut);
    const place = Math.min(to, last);
    state.remove(units[at] ?? anyBytes, shortcut);
    if (first !== undefined) state.add(units[at] ?? anyBytes, first);
    if (target === undefined) return;
    if (place < last) {
      const rest: Shortcut = { kind: 'shortcut', pattern: shortcut.pattern, state: undefined };
      this.targets.set(rest, target);
      end.add(units[place] ?? anyBytes, rest);
    } else {
      end.add(units[last] ?? anyBytes, this.matchOf(shortcut.pattern, target));
    }
  }

  private withState(way: Way, state: ValueState): Way {
    if (way.kind === 'state' || way.kind === 'shortcut') return state;
    const made: Way = { kind: 'match and more', pattern: way.pattern, state };
    const target = this.targets.get(way);
    if (target !== undefined) this.targets.set(made, target);
    return made;
  }

  private replace(state: ValueState, unit: Unit, way: Way, by: Way): void {
    state.remove(unit, way);
    state.add(unit, by);
  }

  private matchOf(pattern: ValuePattern, target: Next): Match {
    const known = this.matches.get(pattern.key) ?? new Map<Next, Match>();
    this.matches.set(pattern.key, known);
    const match: Match = known.get(target) ?? { kind: 'match', pattern, state: undefined };
    known.set(target, match);
    this.targets.set(match, target);
    return match;
  }
}

/** A new state behind another: whatever leads to that one leads to it as well. */
function after(state: ValueState): ValueState {
  const made = new ValueState();
  made.manyWays = state.manyWays;
  return made;
}

function onlyShortcut(ways: ReadonlySet<Way>): Shortcut | undefined {
  const [only] = ways;
  return ways.size === 1 && only?.kind === 'shortcut' ? only : undefined;
}

function sharedLength(shortcut: Shortcut, units: readonly Unit[], from: number): number {
  const other = shortcut.pattern.values[0] ?? [];
  let at = from;
  while (at < other.length && at < units.length && isSameUnit(other[at], units[at])) at++;
  return at;
}
