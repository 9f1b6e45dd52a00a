import { displayWidth } from './width.js';

/**
 * Breaks a text at spaces into lines of at most `columns` columns; a word that is longer stays whole, so that names and
 * commands can be copied.
 */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > columns) {
      lines.push(line.trimEnd());
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** A text with a label before its first line, further lines aligned below the text. */
export function wrapLabelled(label: string, text: string, columns: number): readonly string[] {
  const indent = displayWidth(label);
  return wrapText(text, Math.max(20, columns - indent)).map((line, index) =>
    index === 0 ? label + line : ' '.repeat(indent) + line,
  );
}
