import type { FileEdit } from '../../../base/terminal/diagnostic.js';
import type { SourceFile } from './source-file.js';
import type { SourceRange } from './source-node.js';

/** A replacement in the file's text: what stands in the range gives way to the text. */
export interface TextEdit extends SourceRange {
  readonly text: string;
}

/** The edit as people and editors count: lines and columns from 1. */
export function fileEdit(file: SourceFile, { start, end, text }: TextEdit): FileEdit {
  const line = file.lineOf(start);
  const endLine = file.lineOf(end);
  return {
    line,
    column: start - file.lineStart(line) + 1,
    endLine,
    endColumn: end - file.lineStart(endLine) + 1,
    text,
  };
}

/** A text with edits made that do not overlap. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text);
}
