import { UNBROKEN } from '../hints/gcx-command.js';
import { columnsOf, type Screen } from './columns.js';
import { displayWidth } from './width.js';

/** What {@link createStyle} writes: it takes no columns. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose.
const STYLE = /\u001b\[\d+m/g;

/** What stands before the words of a line; its further lines begin below the words. */
const LABEL =
  /^(?:\s*(?:(?:fix|why|where):\s+|[!+~>*-]\s+|-\/\+\s+|->\s+)|(?:Error|Warning|Note):\s+|[│├└─ ]+(?=[^│├└─ ]))/;

/** A line of a file with the caret below it, and JSON: broken, they would say something else. */
const CODE = /^\s*(?:\d* \| |["{}[\]])/;

/** Further lines of what has no label begin so far to the right of its first. */
const HANGING = '  ';

/** The columns that are left for words at least, however far to the right a label ends. */
const ROOM = 20;

/**
 * A text that is broken at spaces for a terminal. A line that fits stays as it is, and so do words that are longer than a
 * line, such as names, and commands that gcx suggests: they are copied whole. Columns that stand under each other (two or more
 * spaces) are broken between them where that is possible.
 * @param screen where it is shown: a file or a pipe gets the text unchanged, so that programs find each message on one line
 */
export function fitText(text: string, screen: Screen): string {
  const columns = columnsOf(screen);
  if (columns === undefined) return text;
  return text
    .split('\n')
    .flatMap((line) => (widthOf(line) <= columns ? [line] : fitLine(line, columns)))
    .join('\n');
}

function fitLine(line: string, columns: number): readonly string[] {
  const plain = line.replace(STYLE, '');
  if (CODE.test(plain)) return [line];
  const label = LABEL.exec(plain)?.[0] ?? '';
  const own = label.trim() === '' ? (/^\s*/.exec(plain)?.[0] ?? '') + HANGING : below(label);
  const indent = own.length <= columns - ROOM ? own : HANGING;
  const lines: string[] = [];
  let current = '';
  // The spaces before a word stay with it, as long as it stays on the line.
  for (const [, gap = '', word = ''] of line.matchAll(/( *)([^ ]+)/g)) {
    if (
      current !== '' &&
      current.trim() !== '' &&
      widthOf(current + gap + word) > columns &&
      hasWords(current, indent)
    ) {
      lines.push(current);
      current = indent + word;
    } else current += gap + word;
  }
  return [...lines, current];
}

/** Whether a line has more than its indentation: a word that is too long for any line is not moved to the next for nothing. */
function hasWords(line: string, indent: string): boolean {
  const plain = line.replace(STYLE, '');
  return plain.trim() !== '' && plain.length > indent.length;
}

/** The trunk of a tree goes on below a line of it; a label is followed by spaces. */
function below(label: string): string {
  return label.replaceAll('├', '│').replace(/[^│]/g, ' ');
}

function widthOf(line: string): number {
  return displayWidth(line.replace(STYLE, '').replaceAll(UNBROKEN, ' '));
}
