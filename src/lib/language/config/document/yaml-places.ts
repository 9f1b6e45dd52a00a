import { type Document, isScalar, visit } from 'yaml';
import { once } from '../../../base/once.js';
import type { SourceFile } from './source-file.js';
import type { SourceRange } from './source-node.js';

/** Finds the places in a text that a YAML error is really about. */
export class YamlPlaces {
  private readonly file: SourceFile;
  /** All texts in quotes, by where they begin: a walk through the document, and not for each of its errors. */
  private readonly quoted: () => readonly SourceRange[];

  constructor(file: SourceFile, document: Document.Parsed) {
    this.file = file;
    this.quoted = once(() => quotedIn(document));
  }

  /** The last text in quotes that begins before an offset. */
  lastQuoted(before: number): SourceRange | undefined {
    return this.quoted().findLast(({ start }) => start < before);
  }

  /** What stands on a line, without its indentation. */
  firstWord(line: number): SourceRange {
    const text = this.file.line(line);
    const indent = text.length - text.trimStart().length;
    const start = this.file.lineStart(line) + indent;
    return { start, end: start + Math.max(1, text.trim().length) };
  }

  /** The next line that holds more than a comment; the line itself where there is none. */
  nextFilledLine(line: number): number {
    for (let next = line + 1; next <= this.file.lineCount; next++) {
      const text = this.file.line(next).trim();
      if (text !== '' && !text.startsWith('#')) return next;
    }
    return line;
  }

  /** The columns in which the enclosing lines above begin, nearest first. */
  columnsAbove(line: number): readonly string[] {
    const columns: number[] = [];
    for (let above = line - 1; above >= 1 && columns.length < 3; above--) {
      const text = this.file.line(above);
      if (text.trim() === '' || text.trim().startsWith('#')) continue;
      const column = text.length - text.trimStart().length + 1;
      if (columns.length === 0 || column < (columns.at(-1) ?? 0)) columns.push(column);
      if (column === 1) break;
    }
    return columns.map(String);
  }

  /** The rest of a line, without a comment, in the quotes that it needs. */
  quotedRestOfLine(start: number): string {
    const line = this.file.line(this.file.lineOf(start));
    const rest = line
      .slice(start - this.file.lineStart(this.file.lineOf(start)))
      .replace(/\s#.*$/, '')
      .trim();
    return rest.includes('"') ? `'${rest.replaceAll("'", "''")}'` : `"${rest}"`;
  }
}

function quotedIn(document: Document.Parsed): readonly SourceRange[] {
  const found: SourceRange[] = [];
  visit(document, {
    Scalar: (_, node) => {
      if (!isScalar(node) || node.type?.startsWith('QUOTE') !== true || !node.range) return;
      const [start, end] = node.range;
      found.push({ start, end });
    },
  });
  return found.sort((a, b) => a.start - b.start);
}
