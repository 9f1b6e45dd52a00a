import { structuredPatch } from 'diff';
import { holdsSecret } from '../../language/config/document/secret-looks.js';

/** Lines around a change that show where it is. */
const CONTEXT_LINES = 3;

/** A line of a difference. */
export interface DifferenceLine {
  readonly kind: 'same' | 'added' | 'removed' | 'place';
  /** Without the sign and the line's end. */
  readonly text: string;
}

/** How two texts of a file differ, as the lines of a unified difference below its head. Lines that hold a credential are not shown. */
export function differenceOf(before: string, after: string): readonly DifferenceLine[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: CONTEXT_LINES });
  return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    { kind: 'place' as const, text: `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@` },
    ...lines.filter((line) => !line.startsWith('\\')).map(lineOf),
  ]);
}

function lineOf(line: string): DifferenceLine {
  const kind = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same';
  const text = line.slice(1).replace(/\r$/, '');
  return { kind, text: holdsSecret(text) ? '(not shown: it looks like a credential)' : text };
}
