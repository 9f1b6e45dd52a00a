/** A wildcard pattern cut at its stars, escapes undone: `a*b\*` is `['a', 'b*']`. */
export type WildcardParts = readonly string[];

/**
 * Cuts a wildcard pattern at its stars.
 * @throws Error with event-ruler's message for `**` and for a backslash before anything but `*` and `\`;
 * its position counts UTF-8 bytes and the quote before the text.
 */
export function parseWildcard(text: string): WildcardParts {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char === '*') {
      if (next === '*') throw new Error(`Consecutive wildcard characters at pos ${bytePosition(text, at)}`);
      parts.push(part);
      part = '';
    } else if (char === '\\') {
      if (next !== '*' && next !== '\\')
        throw new Error(`Invalid escape character at pos ${bytePosition(text, at)}`);
      part += next;
      at++;
    } else {
      part += char;
    }
  }
  parts.push(part);
  return parts;
}

/** Whether a value fits a wildcard pattern; linear in the value, however many stars there are. */
export function fitsWildcard(value: string, parts: WildcardParts): boolean {
  const first = parts[0] ?? '';
  if (parts.length === 1) return value === first;
  const last = parts[parts.length - 1] ?? '';
  const end = value.length - last.length;
  if (end < first.length || !value.startsWith(first) || !value.endsWith(last)) return false;
  let at = first.length;
  for (let index = 1; index < parts.length - 1; index++) {
    const part = parts[index] ?? '';
    const found = value.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

function bytePosition(text: string, at: number): number {
  return 1 + Buffer.byteLength(text.slice(0, at), 'utf8');
}
