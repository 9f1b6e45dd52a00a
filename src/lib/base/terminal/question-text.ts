import { LINE_COLUMNS } from './columns.js';
import { printable } from './printable.js';
import { displayWidth } from './width.js';
import { wrapText } from './wrap-text.js';

/** What inquirer writes before a question, and between it and the answer. */
const MARK = 2;

/** What inquirer writes before a choice of a list: the pointer, and the box of a list of several. */
const POINTER = 4;

/**
 * A question, printable, in lines of at most {@link LINE_COLUMNS}; inquirer itself breaks lines within words.
 * @param standard what is suggested: it goes to a line of its own where it does not fit
 */
export function questionText(message: string, standard?: string): string {
  const lines = wrapText(printable(message), LINE_COLUMNS - MARK);
  const text = lines.join('\n  ');
  if (standard === undefined) return text;
  // In parentheses, with a space before and one behind it.
  const taken = MARK + displayWidth(lines.at(-1) ?? '') + displayWidth(standard) + 4;
  return taken > LINE_COLUMNS ? `${text}\n ` : text;
}

/** A choice, printable, in lines that fit below its question. */
export function choiceText(name: string): string {
  return wrapText(printable(name), LINE_COLUMNS - POINTER).join('\n    ');
}

/** What explains a choice, printable, in lines. */
export function descriptionText(description: string): string {
  return wrapText(printable(description), LINE_COLUMNS).join('\n');
}

/** The choice that was taken, as it stands behind its question. */
export function takenText(message: string, name: string): string {
  const last = wrapText(printable(message), LINE_COLUMNS - MARK).at(-1) ?? '';
  const text = printable(name);
  if (MARK + displayWidth(last) + 1 + displayWidth(text) <= LINE_COLUMNS) return text;
  return `\n  ${wrapText(text, LINE_COLUMNS - MARK).join('\n  ')}`;
}

/** A terminal as inquirer writes to it: not wider than {@link LINE_COLUMNS}, so that what is typed stays within as well. */
export function narrowOutput(output: NodeJS.WritableStream): NodeJS.WritableStream {
  return new Proxy(output, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (key === 'columns')
        return typeof value === 'number' && value > 0 ? Math.min(value, LINE_COLUMNS) : LINE_COLUMNS;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
