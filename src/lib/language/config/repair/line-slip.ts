import type { TextEdit } from '../document/edits.js';

/** A slip within one line: offsets are counted from its beginning. */
export interface LineSlip {
  readonly edits: readonly TextEdit[];
  readonly code: string;
  readonly message: string;
  /** What to do; the line as it should be follows it. */
  readonly fix: string;
  /** Where the caret goes; absent: to the first edit. */
  readonly at?: number;
  /** Whether it is one only in a file that cannot be read: elsewhere the value may be meant so, and its check says more. */
  readonly onlyUnreadable?: boolean;
  readonly length?: number;
}

/** An edit that only adds. */
export function insert(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
