import { partAround } from '../../../base/terminal/cut-text.js';
import type { Diagnostic } from '../../../base/terminal/diagnostic.js';
import type { SourceFile } from '../document/source-file.js';

/** By how much an edit moves what comes after it in its line. */
export interface Shift {
  readonly line: number;
  /** Column, counted from 0, from which on. */
  readonly after: number;
  readonly by: number;
}

function originalColumn(line: number, column: number, shifts: readonly Shift[]): number {
  return shifts
    .filter((shift) => shift.line === line)
    .toReversed()
    .reduce((at, { after, by }) => (at >= after + by ? Math.max(after, at - by) : at), column);
}

/** Where a place of the repaired text is in the file as it is. */
export function originalOffset(
  file: SourceFile,
  text: SourceFile,
  offset: number,
  shifts: readonly Shift[],
): number {
  const line = text.lineOf(offset);
  return file.lineStart(line) + originalColumn(line, offset - text.lineStart(line), shifts);
}

/** A problem of the repaired text at its place in the file as it is. */
export function moved(diagnostic: Diagnostic, file: SourceFile, shifts: readonly Shift[]): Diagnostic {
  const { position, edits, sourceLine, sourceColumn, ...told } = diagnostic;
  const column = (line: number, at: number): number => originalColumn(line, at - 1, shifts) + 1;
  return {
    ...told,
    ...(position === undefined
      ? {}
      : { position: { ...position, column: column(position.line, position.column) } }),
    ...(sourceLine === undefined
      ? {}
      : position !== undefined && shifts.some(({ line }) => line === position.line)
        ? partAround(file.line(position.line), column(position.line, position.column))
        : { sourceLine, ...(sourceColumn === undefined ? {} : { sourceColumn }) }),
    ...(edits === undefined
      ? {}
      : {
          edits: edits.map((edit) => ({
            ...edit,
            column: column(edit.line, edit.column),
            endColumn: column(edit.endLine, edit.endColumn),
          })),
        }),
  };
}
