import type { Diagnostic } from '../../../base/terminal/diagnostic.js';
import type { TextEdit } from '../document/edits.js';
import type { Problem } from '../document/problems.js';
import type { SourceRange } from '../document/source-node.js';

/** One slip that a file may have, and what would fix it. It is told only where the file is then right. */
export interface Candidate {
  /** The line that is off, counted from 1. */
  readonly line: number;
  /** The last line that the edits touch. */
  readonly lastLine: number;
  /** What the caret goes to. */
  readonly range: SourceRange;
  readonly edits: readonly TextEdit[];
  /** The problem whose own fix it is; absent: it was looked for. */
  readonly of?: Diagnostic;
  /** Without edits: they are {@link edits}. */
  readonly problem: Problem;
}
