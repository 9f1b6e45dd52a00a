/** In a {@link Unit}: any number of bytes, none included (the star of a wildcard). */
export const anyBytes = '*';

/**
 * What event-ruler goes by when it lays a text into its machine: a byte, a star, or the spellings of a letter in lower
 * and upper case, each as its bytes.
 */
export type Unit = number | typeof anyBytes | readonly (readonly number[])[];

/** The bytes of a text in UTF-8; half a surrogate pair is a question mark, as Java writes it. */
export function bytesOf(text: string): number[] {
  return [...Buffer.from(text.replace(/\p{Surrogate}/gu, '?'), 'utf8')];
}

/** The units of a wildcard's text, whose escapes are known to be right; the quotes around it are part of it. */
export function wildcardUnits(text: string): readonly Unit[] {
  const units: Unit[] = [];
  const bytes = bytesOf(text);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x2a) units.push(anyBytes);
    else if (byte === 0x5c) units.push(bytes[++at] ?? 0);
    else units.push(byte);
  }
  return units;
}

/** The units of a text that is read from its end, as `suffix` is: the quote at its end comes first. */
export function suffixUnits(text: string): readonly Unit[] {
  return bytesOf(text).reverse();
}

/**
 * The units of a text of which the case does not matter. Java looks at each half of a surrogate pair by itself.
 * @param reversed whether the bytes of each character stand backwards, as in a suffix
 */
export function anyCaseUnits(text: string, reversed = false): readonly Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < text.length; at++) {
    const lower = bytesOf(text.charAt(at).toLowerCase());
    const upper = bytesOf(text.charAt(at).toUpperCase());
    if (reversed) {
      lower.reverse();
      upper.reverse();
    }
    if (lower.join() === upper.join()) units.push(...lower);
    else units.push([lower, upper]);
  }
  return units;
}

/** Whether two units are the same. */
export function isSameUnit(one: Unit | undefined, other: Unit | undefined): boolean {
  return one === other || (Array.isArray(one) && Array.isArray(other) && one.join('|') === other.join('|'));
}

/** Whether a unit is a byte inside of a character: neither its first one nor a character of one byte. */
export function isContinuation(unit: Unit | undefined): boolean {
  return typeof unit === 'number' && unit >= 0x80 && unit <= 0xbf;
}

/** Whether the character whose bytes begin at a place of the units is written differently in lower and upper case. */
export function isLetterAt(units: readonly Unit[], at: number): boolean {
  const bytes: number[] = [];
  const first = units[at];
  if (isContinuation(first)) {
    // The bytes of a suffix stand backwards: up to the first byte of the character.
    for (let next = at; typeof units[next] === 'number'; next++) {
      bytes.unshift(Number(units[next]));
      if (!isContinuation(units[next])) break;
    }
  } else {
    const length = Number(first) <= 0x7f ? 1 : Number(first) <= 0xdf ? 2 : 3;
    for (const unit of units.slice(at, at + length)) bytes.push(typeof unit === 'number' ? unit : 0);
  }
  const character = Buffer.from(bytes).toString('utf8').charAt(0);
  return bytesOf(character.toLowerCase()).join() !== bytesOf(character.toUpperCase()).join();
}
