import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import { displayWidth } from '../../base/terminal/width.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import type { ValueChange } from '../../engine/change/model.js';
import { type PlanLine, plainLines, signedWrapped } from './plan-line.js';

/** A new setting with its name, e.g. `retention 14d`; undefined where it takes lines of its own. */
export function newValueWords(change: ValueChange): string | undefined {
  const { after } = linesOf(change);
  const [only] = after;
  if (only === undefined || after.length > 1) return undefined;
  return `${nameOf(change)} ${only}`;
}

/**
 * A value that changes: on one line where it fits, else before and after below, or line by line where it has several.
 * @param label what stands before it
 * @param indent what stands before the label
 */
export function valueLines(change: ValueChange, label: string, indent: string): readonly PlanLine[] {
  const { before, after } = linesOf(change);
  // A label of targets does not say which setting.
  const name = change.targets === undefined ? '' : nameOf(change);
  const start = name === '' ? label : `${label}${name} `;
  if (before.length <= 1 && after.length <= 1) {
    const text = [...before, after[0] ?? '(not set)'].join(' -> ');
    if (displayWidth(start + text) <= textColumns()) return [{ text: start + text }];
    if (before.length === 0)
      return plainLines(wrapLabelled(label, name === '' ? text : `${name} ${text}`, textColumns()));
  }
  const gone = before.filter((line) => !after.includes(line));
  const come = after.filter((line) => !before.includes(line));
  // Where only the order differs there is nothing that a line of its own could say.
  const moved = gone.length + come.length === 0 ? after : come;
  const lines = [
    ...gone.map((line) => ({ sign: '-', line }) as const),
    ...(after.length === 0 ? ['(not set)'] : moved).map((line) => ({ sign: '+', line }) as const),
  ];
  const column = displayWidth(label);
  // Beside the label, as sets are; what does not fit there stands below it.
  const words = lines.flatMap(({ line }) => line.split(' ').map(displayWidth));
  const beside = column + SIGN_COLUMNS + Math.max(...words) <= textColumns();
  const below = beside ? ' '.repeat(column) : `${indent}  `;
  const onLabel = beside && name === '';
  return [
    ...(onLabel || start.trim() === '' ? [] : [{ text: start.trimEnd() }]),
    ...lines.flatMap(({ sign, line }, index) =>
      signedWrapped(onLabel && index === 0 ? label : below, sign, line),
    ),
  ];
}

/** Columns of a sign and the space behind it. */
const SIGN_COLUMNS = 2;

function nameOf({ field, words }: ValueChange): string {
  return printable(words?.label ?? field);
}

/** Both values in words, line by line; none where it was not set and nothing is to be said of that. */
function linesOf({ before, after, words }: ValueChange): {
  readonly before: readonly string[];
  readonly after: readonly string[];
} {
  return { before: wordsOf(before, words?.before), after: wordsOf(after, words?.after) };
}

function wordsOf(value: ValueChange['before'], words: string | undefined): readonly string[] {
  const text = words ?? (typeof value === 'string' ? value : undefined);
  if (text === undefined) return [];
  return (text === '' ? '""' : text).split('\n').map(printable);
}
