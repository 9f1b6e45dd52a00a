import type { Diagnostic } from '../../../base/terminal/diagnostic.js';
import { mayStand } from './may-stand.js';
import { inner, type TextLine, type TextLines } from './text-lines.js';

/** A column in which entries begin, and the line that began the last of them. */
interface Level {
  readonly column: number;
  line: TextLine;
}

/** How the lines of a file are nested, as far as their columns tell. */
export interface Nesting {
  /** Lines that begin where YAML lets none begin: in a column where no level began, or within a value that is complete. */
  readonly faults: number;
  /** By a line's number, the number of the line that holds it; 0 for what stands at the top. */
  readonly holders: ReadonlyMap<number, number>;
}

/**
 * Reads how lines are nested. It knows less than YAML and takes a small part of the time: what it counts is a fault, not
 * all faults.
 */
export function nestingOf(lines: TextLines): Nesting {
  let faults = 0;
  let before: TextLine | undefined;
  const levels: Level[] = [];
  const holders = new Map<number, number>();
  for (const line of lines.all) {
    if (lines.isInBrackets(line)) continue;
    while (levels.length > 0 && (levels.at(-1)?.column ?? 0) > line.indent) levels.pop();
    const level = levels.at(-1);
    if (level?.column === line.indent) level.line = line;
    else {
      const opened = level === undefined ? before === undefined : before === level.line && mayHold(before);
      if (!opened && isEntry(line)) faults++;
      levels.push({ column: line.indent, line });
    }
    holders.set(line.number, levels.at(-2)?.line.number ?? 0);
    if (inner(line) > line.indent) levels.push({ column: inner(line), line });
    before = line;
  }
  return { faults, holders };
}

/** Lines, and how they are nested. */
export interface Nested {
  readonly lines: TextLines;
  readonly nesting: Nesting;
}

/**
 * Whether one of the errors of a file that can be read may be gone when its lines are nested otherwise. The answer no is
 * certain: an error stays where its line, the lines that hold it and the lines that it holds stay where they are.
 */
export function mayMend(before: Nested, after: Nested, errors: readonly Diagnostic[]): boolean {
  const held = before.nesting.holders;
  const holds = after.nesting.holders;
  const touched = new Set<number>();
  for (const [line, holder] of holds) {
    const was = held.get(line) ?? 0;
    if (was === holder) continue;
    for (const each of [line, was, holder]) touched.add(each);
  }
  return errors.some(({ code, position }) => {
    if (position === undefined) return touched.size > 0;
    const line = after.lines.at(position.line);
    if (
      code === 'unknown-key' &&
      line !== undefined &&
      before.lines.at(position.line)?.indent === position.column - 1
    )
      return mayStand(after.lines, line);
    // What is missing at the top is told at the first line.
    return isTouched(position.line, held, touched) || (touched.has(0) && code === 'missing-key');
  });
}

function isTouched(
  number: number,
  holders: ReadonlyMap<number, number>,
  touched: ReadonlySet<number>,
): boolean {
  for (let line: number | undefined = number; line !== undefined && line !== 0; line = holders.get(line))
    if (touched.has(line)) return true;
  return false;
}

/** Whether a line is an item or a key, as far as can be told: the rest of a long text is not. */
function isEntry({ text }: TextLine): boolean {
  return /^(-\s|[A-Za-z_][\w-]*:(\s|$))/.test(text);
}

/** Whether lines further right may belong to a line: not where its value is complete. */
function mayHold({ text }: TextLine): boolean {
  const value = /^(?:-\s+)*[A-Za-z_][\w-]*:\s+([^\s|>&!*#].*)$/.exec(text)?.[1]?.trimEnd();
  if (value === undefined) return true;
  if (/^["'[{]/.test(value)) return !/["'\]}]$/.test(value);
  return false;
}
