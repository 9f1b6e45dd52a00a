/**
 * Characters that move the cursor, colour, hide or reorder text on a terminal: C0 and C1 controls, line and
 * paragraph separators, bidirectional controls, zero-width characters other than the joiners that emoji need.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** A text from outside (a live name, a server's message) that is safe to show on a line: what is unprintable is escaped. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => {
    if (character === '\t') return '\\t';
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
