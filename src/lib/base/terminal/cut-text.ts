/** Characters of one text of an error, such as its reason: what quotes a longer thing is cut to what a person reads. */
const TEXT_CHARACTERS = 1_000;

/** Problems of one input that are told as text; `--json` has all. */
export const PROBLEMS_TOLD = 100;

/** Characters of a line of the user's file that are shown around a problem; a shorter line is shown whole. */
const LINE_CHARACTERS = 240;

/** How many of them stand before the problem. */
const BEFORE = 80;

/** A text, printable already, that is not longer than what a person reads of it; else its beginning, and how much is left out. */
export function cutText(text: string): string {
  if (text.length <= TEXT_CHARACTERS) return text;
  const kept = whole(text.slice(0, TEXT_CHARACTERS));
  return `${kept}… (${(text.length - kept.length).toLocaleString('en-US')} more characters)`;
}

/**
 * The part of a line that is shown around a place in it, and where it begins.
 * @param column of the place, counted from 1
 */
export function partAround(
  line: string,
  column: number,
): { readonly sourceLine: string; readonly sourceColumn?: number } {
  if (line.length <= LINE_CHARACTERS) return { sourceLine: line };
  const most = line.length - LINE_CHARACTERS;
  const start = Math.min(Math.max(0, column - 1 - BEFORE), most);
  return {
    sourceLine: whole(line.slice(start, start + LINE_CHARACTERS)),
    ...(start === 0 ? {} : { sourceColumn: start + 1 }),
  };
}

/** A cut may go through a character of two units: its halves are none. */
function whole(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, ' ');
}
