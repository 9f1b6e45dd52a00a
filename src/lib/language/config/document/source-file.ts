import type { SourcePosition } from '../../../base/terminal/diagnostic.js';
import type { SourceRange } from './source-node.js';

/** The text of a file with its lines. */
export class SourceFile {
  /** Path as to be shown. */
  readonly name: string;
  readonly text: string;
  private readonly lineStarts: readonly number[];

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
    const starts = [0];
    for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) {
      starts.push(index + 1);
    }
    this.lineStarts = starts;
  }

  /** The line that an offset is on, counted from 1. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The text of a line counted from 1, without its end. */
  line(number: number): string {
    const start = this.lineStarts[number - 1];
    if (start === undefined) return '';
    const end = this.lineStarts[number];
    return this.text.slice(start, end === undefined ? undefined : end - 1).replace(/\r$/, '');
  }

  /** How many lines there are. */
  get lineCount(): number {
    return this.lineStarts.length;
  }

  /** The offset at which a line counted from 1 begins. */
  lineStart(number: number): number {
    return this.lineStarts[number - 1] ?? this.text.length;
  }

  /** The place of a range's beginning; the length stays within its line and is at least 1. */
  position(range: SourceRange): SourcePosition {
    const line = this.lineOf(range.start);
    const column = range.start - this.lineStart(line) + 1;
    const rest = this.line(line).length - (column - 1);
    const length = Math.max(1, Math.min(range.end - range.start, rest));
    return { file: this.name, line, column, length };
  }
}
