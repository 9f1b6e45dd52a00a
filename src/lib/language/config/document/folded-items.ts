import { counted } from '../../../base/words.js';
import type { TextEdit } from './edits.js';
import type { Problem, TreeProblems } from './problems.js';
import type { SourceFile } from './source-file.js';
import { mapScalars, nodeAt, type ScalarNode, type SourceNode } from './source-node.js';

/** An item of a list as it stands in the file. */
interface ItemLine {
  readonly number: number;
  /** Spaces before its hyphen. */
  readonly indent: number;
  readonly text: string;
}

/**
 * Reports items that begin further right than the item above: `- Sales` and, below, `  - Billing` is one text to YAML,
 * "Sales - Billing", and no error of its own.
 * @returns the tree in which no further check speaks of these texts
 */
export function reportFoldedItems(root: SourceNode, file: SourceFile, problems: TreeProblems): SourceNode {
  return mapScalars(root, (scalar, path) => {
    if (typeof path.at(-1) !== 'number') return scalar;
    const lines = linesOf(scalar, file);
    const [first, next] = lines;
    if (first === undefined || next === undefined) return scalar;
    const list = nodeAt(root, path.slice(0, -1));
    const alone = list?.kind === 'list' && list.items.length === 1;
    const below = lines.slice(1);
    const isFirstOff = alone && below.every(({ indent }) => indent === next.indent) && leads(lines, file);
    const [off, right] = isFirstOff ? [[first], next] : [below, first];
    const { range, problem } = described(off, right, file);
    problems.atRange(path, range, problem);
    return { ...scalar, value: '', written: '', spoilt: true };
  });
}

/** The lines of a text that is several items: each begins with a hyphen. Empty for any other text. */
function linesOf(scalar: ScalarNode, file: SourceFile): readonly ItemLine[] {
  if (scalar.style !== 'plain' || scalar.spoilt === true || !scalar.written.includes('\n')) return [];
  const from = file.lineOf(scalar.range.start);
  const to = file.lineOf(Math.max(scalar.range.start, scalar.range.end - 1));
  const lines: ItemLine[] = [];
  for (let number = from; number <= to; number++) {
    const [whole = '', spaces = ''] = /^( *)(?:- +)+\S/.exec(file.line(number)) ?? [];
    if (whole === '') return [];
    lines.push({ number, indent: spaces.length, text: file.line(number).trim() });
  }
  return lines;
}

/** Whether the items below the first stand where a list of this file may begin: then it is the first that is off. */
function leads([first, ...below]: readonly ItemLine[], file: SourceFile): boolean {
  if (first === undefined) return false;
  const owner = ownerIndent(first.number, file);
  const usual = [owner, owner + 2];
  const onGrid = below.every(({ indent }) => usual.includes(indent));
  return onGrid && (below.length > 1 || !usual.includes(first.indent));
}

/** The column of the key that has the list. */
function ownerIndent(line: number, file: SourceFile): number {
  for (let number = line - 1; number >= 1; number--) {
    const text = file.line(number);
    if (text.trim() !== '' && !text.trim().startsWith('#')) return text.search(/\S/);
  }
  return 0;
}

function described(
  off: readonly ItemLine[],
  right: ItemLine,
  file: SourceFile,
): { readonly range: { readonly start: number; readonly end: number }; readonly problem: Problem } {
  const [wrong = right] = off;
  const size = Math.abs(wrong.indent - right.indent);
  const tooFarRight = wrong.indent > right.indent;
  const start = file.lineStart(wrong.number) + wrong.indent;
  const more = counted(
    size,
    tooFarRight ? 'space fewer' : 'space more',
    tooFarRight ? 'spaces fewer' : 'spaces more',
  );
  return {
    range: { start, end: start + wrong.text.length },
    problem: {
      code: 'yaml-indentation',
      message: `"${wrong.text}" begins ${counted(size, 'space', 'spaces')} to the ${tooFarRight ? 'right' : 'left'} of "${right.text}" (line ${right.number}), so YAML reads the two as one text.`,
      fix: `${more}: begin it in column ${right.indent + 1}, like line ${right.number}.`,
      relatedLine: right.number,
      edits: off.map(({ number, indent }): TextEdit => {
        const from = file.lineStart(number);
        return { start: from, end: from + indent, text: ' '.repeat(right.indent) };
      }),
    },
  };
}
