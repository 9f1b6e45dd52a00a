import { type Document, isScalar } from 'yaml';
import { once } from '../../../base/once.js';
import type { TextEdit } from './edits.js';
import { everyNode } from './every-node.js';
import { yamlText } from './flow-text.js';
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

  /** The fix for a text that needs quotes: the rest of the line, without a comment. */
  quotingRestOfLine(start: number): { readonly fix: string; readonly edits: readonly TextEdit[] } {
    const line = this.file.line(this.file.lineOf(start));
    const rest = line
      .slice(start - this.file.lineStart(this.file.lineOf(start)))
      .replace(/\s#.*$/, '')
      .trimEnd();
    const text = yamlText(rest);
    return { fix: `Put the text in quotes: ${text}.`, edits: [{ start, end: start + rest.length, text }] };
  }

  /** The fix for a text that begins with a *: for queues a pattern of names is meant. */
  globRestOfLine(start: number): { readonly fix: string; readonly edits: readonly TextEdit[] } {
    const { edits } = this.quotingRestOfLine(start);
    const text = edits[0]?.text ?? '';
    return {
      fix: `For every queue whose name ends in it, write { glob: ${text} }. For a string, put it in quotes: ${text}.`,
      edits: edits.map((edit) => ({ ...edit, text: `{ glob: ${edit.text} }` })),
    };
  }

  /** The edit that puts the word around a place in quotes. */
  quotingWord(place: number): { readonly edits: readonly TextEdit[] } {
    const start =
      Math.max(...['[', ',', ' ', '\n'].map((sign) => this.file.text.lastIndexOf(sign, place - 1))) + 1;
    return this.quoting(start, /^[^\s,[\]]*/);
  }

  /** The edit that puts the item in quotes which a # cuts, in a list or map that begins at a place. */
  quotingCutItem(from: number): { readonly edits: readonly TextEdit[] } {
    const sign = from + this.file.text.slice(from).search(/\s#/);
    const start = Math.max(...['[', '{', ',', ': '].map((each) => this.file.text.lastIndexOf(each, sign)));
    const gap = /^[[{,:\s]*/.exec(this.file.text.slice(start))?.[0].length ?? 0;
    return this.quoting(start + gap, /^[^,[\]{}\n]*/);
  }

  private quoting(start: number, form: RegExp): { readonly edits: readonly TextEdit[] } {
    const text = form.exec(this.file.text.slice(start))?.[0].trimEnd() ?? '';
    return { edits: [{ start, end: start + text.length, text: yamlText(text) }] };
  }
}

function quotedIn(document: Document.Parsed): readonly SourceRange[] {
  const found: SourceRange[] = [];
  for (const node of everyNode(document)) {
    if (!isScalar(node) || node.type?.startsWith('QUOTE') !== true || !node.range) continue;
    const [start, end] = node.range;
    found.push({ start, end });
  }
  return found.sort((a, b) => a.start - b.start);
}
