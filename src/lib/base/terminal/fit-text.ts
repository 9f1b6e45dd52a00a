import { displayWidth } from './width.js';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A text, printable already and without style, cut to a number of columns: what is left out shows as `…`. */
export function fitText(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    width += displayWidth(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return columns < 1 ? '' : `${kept}…`;
}
