import { textColumns } from '../../base/terminal/columns.js';
import type { Style } from '../../base/terminal/style.js';
import { displayWidth } from '../../base/terminal/width.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import type { Action } from '../../engine/change/model.js';

/** What stands before a change or an element: never color alone. */
export type Sign = '+' | '~' | '-/+' | '-' | '>' | '<';

/** One line of a plan, before it is colored or put into a diff. */
export interface PlanLine {
  readonly text: string;
  /** The sign in the text, with the place where it stands. */
  readonly sign?: { readonly is: Sign; readonly at: number };
  readonly heading?: boolean;
}

/** The sign of an action; none for unchanged. */
export function signOf(action: Action): Sign | undefined {
  switch (action) {
    case 'create':
      return '+';
    case 'update':
      return '~';
    case 'replace':
      return '-/+';
    case 'delete':
      return '-';
    case 'adopt':
      return '>';
    case 'release':
      return '<';
    case 'none':
      return undefined;
  }
}

/** A line with its sign at a column, e.g. `      queueId   + Sales`. */
export function signedLine(before: string, sign: Sign, after: string): PlanLine {
  return { text: `${before}${sign} ${after}`, sign: { is: sign, at: before.length } };
}

/** Lines without a sign. */
export function plainLines(texts: readonly string[]): readonly PlanLine[] {
  return texts.map((text) => ({ text }));
}

/** A text behind a sign, broken at spaces where it does not fit; further lines stand below the text. */
export function signedWrapped(before: string, sign: Sign, text: string): readonly PlanLine[] {
  const indent = ' '.repeat(displayWidth(before) + sign.length + 1);
  const [first = '', ...more] = wrapLabelled(indent, text, textColumns());
  return [signedLine(before, sign, first.slice(indent.length)), ...plainLines(more)];
}

/** The line for a terminal. */
export function styledLine(line: PlanLine, style: Style): string {
  if (line.heading === true) return style.bold(line.text);
  if (line.sign === undefined) return line.text;
  const { is, at } = line.sign;
  return line.text.slice(0, at) + painter(is, style)(is) + line.text.slice(at + is.length);
}

/** The line for a fenced diff, which colors by its first character. */
export function diffLine(line: PlanLine): string {
  const mark =
    line.sign === undefined
      ? ' '
      : { '+': '+', '~': '!', '-/+': '!', '-': '-', '>': '!', '<': '!' }[line.sign.is];
  return `${mark} ${line.text}`.trimEnd();
}

function painter(sign: Sign, style: Style): (text: string) => string {
  switch (sign) {
    case '+':
      return style.green;
    case '~':
    case '<':
    case '-/+':
      return style.yellow;
    case '-':
      return style.red;
    case '>':
      return style.cyan;
  }
}
