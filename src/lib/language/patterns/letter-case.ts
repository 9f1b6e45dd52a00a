/**
 * Comparing without regard to case as EventBridge does it: each UTF-16 unit of the pattern stands for its own lower-case
 * and upper-case forms (`ß` for `ß` and `SS`), and half of a surrogate pair for `?`, so that an emoji never matches.
 */
export interface IgnoringCase {
  equals(value: string): boolean;
  isPrefixOf(value: string): boolean;
  isSuffixOf(value: string): boolean;
}

/** Prepares a text of a pattern for comparing without regard to case. */
export function ignoringCase(text: string): IgnoringCase {
  const lower: string[] = [];
  const upper: string[] = [];
  let simple = true;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    const surrogate = unit >= '\ud800' && unit <= '\udfff';
    const low = surrogate ? '?' : unit.toLowerCase();
    const up = surrogate ? '?' : unit.toUpperCase();
    simple &&= low.length === 1 && up.length === 1;
    lower.push(low);
    upper.push(up);
  }
  return simple ? unitByUnit(lower.join(''), upper.join('')) : formByForm(lower, upper);
}

function unitByUnit(lower: string, upper: string): IgnoringCase {
  const length = lower.length;
  const holdsAt = (value: string, from: number): boolean => {
    for (let at = 0; at < length; at++) {
      const unit = value.charCodeAt(from + at);
      if (unit !== lower.charCodeAt(at) && unit !== upper.charCodeAt(at)) return false;
    }
    return true;
  };
  return {
    equals: (value) => value.length === length && holdsAt(value, 0),
    isPrefixOf: (value) => value.length >= length && holdsAt(value, 0),
    isSuffixOf: (value) => value.length >= length && holdsAt(value, value.length - length),
  };
}

function formByForm(lower: readonly string[], upper: readonly string[]): IgnoringCase {
  // No form of a letter is a beginning or an end of its other form, so the first that fits is the only one.
  const endOfPrefix = (value: string): number => {
    let at = 0;
    for (let unit = 0; unit < lower.length; unit++) {
      const low = lower[unit] ?? '';
      const up = upper[unit] ?? '';
      if (value.startsWith(low, at)) at += low.length;
      else if (value.startsWith(up, at)) at += up.length;
      else return -1;
    }
    return at;
  };
  const startOfSuffix = (value: string): number => {
    let at = value.length;
    for (let unit = lower.length - 1; unit >= 0; unit--) {
      const low = lower[unit] ?? '';
      const up = upper[unit] ?? '';
      if (value.endsWith(low, at)) at -= low.length;
      else if (value.endsWith(up, at)) at -= up.length;
      else return -1;
    }
    return at;
  };
  return {
    equals: (value) => endOfPrefix(value) === value.length,
    isPrefixOf: (value) => endOfPrefix(value) !== -1,
    isSuffixOf: (value) => startOfSuffix(value) !== -1,
  };
}
