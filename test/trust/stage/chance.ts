/** Chance that can be repeated: the same seed and the same words give the same numbers, in whatever order they are asked. */
export class Chance {
  constructor(private readonly seed: string) {}

  /** A number from 0 to 1 for some words. */
  at(...words: readonly (string | number)[]): number {
    return spread(hash([this.seed, ...words].join('\u0000')));
  }

  /** One of some items. */
  pick<T>(items: readonly [T, ...T[]], ...words: readonly (string | number)[]): T {
    return items[Math.floor(this.at(...words) * items.length)] ?? items[0];
  }

  /** A whole number from 0 up to, without, `end`. */
  below(end: number, ...words: readonly (string | number)[]): number {
    return Math.floor(this.at(...words) * end);
  }

  /** Another one, of its own. */
  of(...words: readonly (string | number)[]): Chance {
    return new Chance([this.seed, ...words].join('\u0000'));
  }
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value;
}

/** The end of Mulberry32: neighbors come out far apart. */
function spread(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 15), 1 | value);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}
