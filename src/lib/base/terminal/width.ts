/** Code points that take two columns: East Asian wide and fullwidth forms, and emoji shown as pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u;
const zero = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
/** What most texts are made of: each character takes one column. */
const narrow = /^[\x20-\x7e]*$/;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns that a text takes on a terminal; the text holds no colors and no control characters. */
export function displayWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) {
    if (zero.test(segment)) continue;
    columns += wide.test(segment) ? 2 : 1;
  }
  return columns;
}

/** Fills a text with spaces up to a number of columns. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

/** Characters of a text that can be looked at for one column: accents and signs that take none come several to a letter. */
const CHARACTERS_A_COLUMN = 16;

/** A text that takes no more than a number of columns: where something is cut off, "…" ends it. Cheap for any length. */
export function cutToWidth(text: string, columns: number): string {
  if (columns < 1) return '';
  const most = columns * CHARACTERS_A_COLUMN;
  if (text.length <= most && displayWidth(text) <= columns) return text;
  let kept = '';
  let taken = 0;
  for (const { segment } of segmenter.segment(text.slice(0, most))) {
    taken += displayWidth(segment);
    if (taken > columns - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
