import fc from 'fast-check';

/** Halves of surrogate pairs are no characters. */
const SURROGATES = { from: 0xd800, count: 0x800 };

/**
 * Any character of Unicode, for texts that nobody wrote. It is fast-check's `binary`, which takes a second and a table of all
 * million characters in each process. With the way back, it makes the words that programs stumble over (`__proto__`) as well.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10ffff - SURROGATES.count })
  .map(
    (index) => String.fromCodePoint(index < SURROGATES.from ? index : index + SURROGATES.count),
    (character) => {
      const point = typeof character === 'string' ? character.codePointAt(0) : undefined;
      if (point === undefined || String.fromCodePoint(point) !== character) throw new Error('no character');
      return point < SURROGATES.from ? point : point - SURROGATES.count;
    },
  );
