import type { SourceRange } from '../source-node.js';

/** A stretch of the text with what stands there instead; an empty one is an insertion. */
export interface TextEdit extends SourceRange {
  readonly text: string;
}

/** A text to put in at an offset. */
export function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

/** A text with all edits made; every other character stays. Of two at the same place the first comes first. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: put } of edits.toSorted((one, other) => one.start - other.start)) {
    result += text.slice(at, start) + put;
    at = end;
  }
  return result + text.slice(at);
}
