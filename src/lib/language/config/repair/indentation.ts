import { counted } from '../../../base/words.js';
import { edited, type TextEdit } from '../document/edits.js';
import { SourceFile } from '../document/source-file.js';
import type { Candidate } from './candidate.js';
import { mayStand } from './may-stand.js';
import { mayMend, nestingOf } from './nesting.js';
import type { Outcome } from './outcome.js';
import { inner, lineName, type TextLine, TextLines } from './text-lines.js';

/** Lines around an error of which one may begin in the wrong column. */
const SUSPECTS = 9;

/** A line, or a line with what it holds, moved sideways. */
interface Move {
  readonly line: TextLine;
  readonly moved: readonly TextLine[];
  /** Spaces more, negative: fewer. */
  readonly by: number;
  readonly rank: number;
}

/** What else the lines around an error could be: each moved to the columns in which its neighbors begin, the likeliest first. */
export function indentationCandidates(
  file: SourceFile,
  errorLine: number,
  { problems, readable }: Outcome,
): readonly (() => Candidate)[] {
  const lines = TextLines.of(file);
  const at = lines.at(errorLine) ?? lines.all.at(-1);
  if (at === undefined) return [];
  const { step } = lines;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const here = { lines, nesting: nestingOf(lines) };
  // What is wrong where it stands may be as wrong elsewhere: it counts only once all else is right.
  const wrong = new Set(errors.map(({ position }) => position?.line));
  const moves = suspects(lines, at).flatMap((line, distance) =>
    columnsFor(lines, line).flatMap((column): Move[] => {
      const by = column - line.indent;
      const below = lines.below(line);
      const offGrid = isUsual(lines, line, column, step) ? 0 : 1;
      const rank = offGrid * 100 + Math.abs(by) * 10 + distance;
      const alone: Move = { line, moved: [line], by, rank };
      return below.length === 0
        ? [alone]
        : [alone, { line, moved: [line, ...below], by, rank: rank + 40 + below.length }];
    }),
  );
  return moves
    .filter(({ line, moved, by }) => moved.every(({ indent }) => indent + by >= 0) && isHeld(lines, line, by))
    .filter((move) => {
      const there = new TextLines(movedLines(lines, move));
      const nesting = nestingOf(there);
      const held = [move.line, ...lines.below(move.line)].filter(({ number }) => !wrong.has(number));
      return (
        nesting.faults <= here.nesting.faults &&
        held.every(({ number }) => mayStand(there, there.at(number))) &&
        (!readable || mayMend(here, { lines: there, nesting }, errors))
      );
    })
    .sort((a, b) => a.rank - b.rank)
    .map((move) => () => toCandidate(file, move));
}

function movedLines(lines: TextLines, { moved, by }: Move): readonly TextLine[] {
  return lines.all.map((line) => (moved.includes(line) ? { ...line, indent: line.indent + by } : line));
}

/** Whether lines that begin in a column stand one step below the line that would hold them. */
function isUsual(lines: TextLines, line: TextLine, column: number, step: number): boolean {
  const owner = lines.above(line).find(({ indent }) => indent < column);
  const from = owner === undefined ? 0 : inner(owner) < column ? inner(owner) : owner.indent;
  return column === (owner === undefined ? 0 : from + step) || (from === column && owner !== undefined);
}

/** Whether the line above that would hold a moved one holds anything: what has a value would only have a longer one. */
function isHeld(lines: TextLines, line: TextLine, by: number): boolean {
  const column = line.indent + by;
  const owner = lines.above(line).find(({ indent }) => indent < column);
  return owner === undefined || inner(owner) === column || /:\s*(#.*)?$/.test(owner.text);
}

/** The line itself, those beside it, those that it stands below, and the first of those in the column above. */
function suspects(lines: TextLines, at: TextLine): readonly TextLine[] {
  const before = lines.before(at);
  const after = lines.after(at);
  const above = lines.above(at);
  return [...new Set([at, before, ...above.flatMap((each) => [each, lines.firstBeside(each)]), after])]
    .filter((line): line is TextLine => line !== undefined && !lines.isInBrackets(line))
    .slice(0, SUSPECTS);
}

function columnsFor(lines: TextLines, line: TextLine): readonly number[] {
  const near = [lines.before(line), lines.after(line), ...lines.above(line)].filter(
    (each): each is TextLine => each !== undefined,
  );
  const columns = near.flatMap((each) => [each.indent, inner(each), inner(each) + lines.step]);
  return [...new Set([...columns, line.indent - 1, line.indent + 1])].filter(
    (column) => column >= 0 && column !== line.indent,
  );
}

function toCandidate(file: SourceFile, { line, moved, by }: Move): Candidate {
  const edits = moved.map(({ number, indent }): TextEdit => {
    const start = file.lineStart(number);
    return { start, end: start + indent, text: ' '.repeat(indent + by) };
  });
  const start = file.lineStart(line.number) + line.indent;
  return {
    line: line.number,
    lastLine: moved.at(-1)?.number ?? line.number,
    range: { start, end: start + line.text.trimEnd().length },
    edits,
    problem: described(new SourceFile(file.name, edited(file.text, edits)), { line, moved, by }),
  };
}

/** How the line stands in the repaired text: beside a neighbor, or as the first below the line that holds it. */
function described(mended: SourceFile, { line, moved, by }: Omit<Move, 'rank'>): Candidate['problem'] {
  const lines = TextLines.of(mended);
  const there = lines.at(line.number) ?? line;
  const name = `"${lineName(line)}"`;
  const size = Math.abs(by);
  const more = counted(size, by > 0 ? 'space more' : 'space fewer', by > 0 ? 'spaces more' : 'spaces fewer');
  const side = by > 0 ? 'left' : 'right';
  const all = moved.length > 1 ? ', with the lines below that belong to it' : '';
  const beside = lines.neighbor(there);
  const owner = lines.owner(there);
  const spaces = size === 1 ? 'one space' : `${numberWord(size)} spaces`;
  const how = `${capital(numberWord(size))} ${more.replace(/^\d+ /, '')}${all}: begin it in column ${there.indent + 1}`;
  if (beside !== undefined && (beside.indent === there.indent || owner === undefined)) {
    return {
      code: 'yaml-indentation',
      message: `${name} begins ${spaces} to the ${side} of "${lineName(beside)}" (line ${beside.number}), and belongs beside it.`,
      fix: `${how}, like line ${beside.number}.`,
      relatedLine: beside.number,
    };
  }
  const above = beside ?? owner;
  return {
    code: 'yaml-indentation',
    message:
      above === undefined
        ? `${name} is indented by ${spaces} but belongs to the top of the file.`
        : `${name} belongs to "${lineName(above)}" (line ${above.number}), but begins ${spaces} too far ${side}.`,
    fix: `${how}.`,
    ...(above === undefined ? {} : { relatedLine: above.number }),
  };
}

function numberWord(count: number): string {
  return ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'][count] ?? String(count);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
