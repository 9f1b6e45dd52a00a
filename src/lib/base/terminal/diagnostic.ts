/** A place in the user's file; line and column count from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Characters that the caret underlines. */
  readonly length?: number;
}

/** A replacement in the user's file, from one place to another; lines and columns count from 1, the end is not included. */
export interface FileEdit {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** What stands there afterwards. */
  readonly text: string;
}

/** Another line of the file that a problem is measured by. */
export interface RelatedLine {
  readonly line: number;
  readonly sourceLine: string;
}

/** One problem of a file: an error stops the command, a warning is shown. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Stable machine-readable word, e.g. `unknown-key`. */
  readonly code: string;
  /** What is wrong, one sentence. */
  readonly message: string;
  readonly position?: SourcePosition;
  /** The file's line at that position, for the caret block; of a very long line the part around it. */
  readonly sourceLine?: string;
  /** Column at which {@link sourceLine} begins, counted from 1; absent: 1. */
  readonly sourceColumn?: number;
  /** How to fix it, with what was probably meant. */
  readonly fix?: string;
  /** The fix as edits of the file, where it can only be this one; all of them together. */
  readonly edits?: readonly FileEdit[];
  /** The line that the message compares with, shown with the problem's own. */
  readonly related?: RelatedLine;
}
