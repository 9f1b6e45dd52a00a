import { chanceOf } from './cases.js';

/** Pairs that a run tries. */
const PAIRS = 40;

/** Pairs of some things, each pair once, drawn by the run's seed. `fits`: whether two may be taken together. */
export function drawnPairs<T extends { readonly name: string }>(
  suite: string,
  things: readonly T[],
  fits: (one: T, other: T) => boolean = () => true,
): readonly (readonly [T, T])[] {
  const chance = chanceOf(suite);
  return things
    .flatMap((one, at) => things.slice(at + 1).map((other) => [one, other] as const))
    .filter(([one, other]) => fits(one, other))
    .toSorted((a, b) => chance.at(...a.map(({ name }) => name)) - chance.at(...b.map(({ name }) => name)))
    .slice(0, PAIRS);
}
