import { partAround } from '../../../base/terminal/cut-text.js';
import type { Diagnostic } from '../../../base/terminal/diagnostic.js';
import type { ConfigPath } from '../model.js';
import { fileEdit, type TextEdit } from './edits.js';
import { holdsSecret } from './secret-looks.js';
import type { SourceFile } from './source-file.js';
import { isSpoilt, keyRangeAt, nodeAt, rangeAt, type SourceNode, type SourceRange } from './source-node.js';

/** One problem as a check states it. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly fix?: string;
  readonly severity?: 'error' | 'warning';
  /** What belongs in place of what the problem is at, where it can only be this: the file is then right. */
  readonly replacement?: string;
  /** The same where more or something else is replaced. */
  readonly edits?: readonly TextEdit[];
  /** The line that the message compares with, counted from 1. */
  readonly relatedLine?: number;
}

/** Gathers the problems of one file. Lines that hold a credential are never shown. */
export class Problems {
  readonly file: SourceFile;
  private readonly found: Diagnostic[] = [];
  private readonly hiddenLines: Set<number>;

  /** @param beside Problems of the same file, whose hidden lines are hidden here as well. */
  constructor(file: SourceFile, beside?: Problems) {
    this.file = file;
    this.hiddenLines = beside?.hiddenLines ?? new Set();
  }

  /** A problem at a stretch of the text. */
  add(range: SourceRange, problem: Problem): void {
    const { severity = 'error', code, message, fix, replacement, relatedLine } = problem;
    const edits = replacement === undefined ? problem.edits : [{ ...range, text: replacement }];
    this.found.push({
      severity,
      code,
      message,
      position: this.file.position(range),
      ...(fix === undefined ? {} : { fix }),
      ...(edits === undefined ? {} : { edits: edits.map((edit) => fileEdit(this.file, edit)) }),
      ...(relatedLine === undefined
        ? {}
        : { related: { line: relatedLine, ...partAround(this.file.line(relatedLine), 1) } }),
    });
  }

  /** Never shows the lines of this stretch. */
  hide(range: SourceRange): void {
    const last = this.file.lineOf(Math.max(range.start, range.end - 1));
    for (let line = this.file.lineOf(range.start); line <= last; line++) this.hiddenLines.add(line);
  }

  /** All problems by place, each once, with the line that they are about. */
  diagnostics(): readonly Diagnostic[] {
    const seen = new Set<string>();
    // A line is looked at once, however many problems are on it: a long one takes its time.
    const secret = new Map<number, boolean>();
    const all: Diagnostic[] = [];
    for (const diagnostic of this.found) {
      const { position, code, message } = diagnostic;
      const key = `${position?.line}:${position?.column}:${code}:${message}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const line = position?.line;
      const hidden =
        line === undefined ||
        [line, diagnostic.related?.line ?? line].some((each) => this.isHidden(each, secret));
      all.push(
        hidden
          ? withoutQuotations(withoutLines(diagnostic))
          : { ...diagnostic, ...partAround(this.file.line(line), position?.column ?? 1) },
      );
    }
    return all.sort(byPlace);
  }

  private isHidden(line: number, secret: Map<number, boolean>): boolean {
    if (this.hiddenLines.has(line)) return true;
    const known = secret.get(line) ?? holdsSecret(this.file.line(line));
    secret.set(line, known);
    return known;
  }

  /** Whether there is an error among them. */
  get hasErrors(): boolean {
    return this.found.some(({ severity }) => severity === 'error');
  }
}

/** Problems of one tree, stated by path; what was already reported as spoilt is left out. */
export class TreeProblems {
  readonly root: SourceNode;
  private readonly problems: Problems;

  constructor(root: SourceNode, problems: Problems) {
    this.root = root;
    this.problems = problems;
  }

  /** The file that it is a tree of. */
  get file(): SourceFile {
    return this.problems.file;
  }

  /** A problem of the value at a path. */
  at(path: ConfigPath, problem: Problem): void {
    const node = nodeAt(this.root, path);
    if (isSpoilt(node)) return;
    this.problems.add(rangeAt(this.root, path), this.replacing(node, problem));
  }

  /** Of a map, a list or an empty value the caret shows the key; what is replaced is the value all the same. */
  private replacing(node: SourceNode | undefined, problem: Problem): Problem {
    const { replacement, ...rest } = problem;
    if (node === undefined || replacement === undefined) return problem;
    const { start, end } = node.range;
    const written = this.problems.file.text.slice(start, end).trimEnd();
    if (written === '') return { ...rest, edits: [{ start, end: start, text: ` ${replacement}` }] };
    return { ...rest, edits: [{ start, end: start + written.length, text: replacement }] };
  }

  /** A problem of the key at a path. */
  atKey(path: ConfigPath, problem: Problem): void {
    if (isSpoilt(nodeAt(this.root, path))) return;
    this.problems.add(keyRangeAt(this.root, path), problem);
  }

  /** A problem of a stretch of the text that belongs to the value at a path. */
  atRange(path: ConfigPath, range: SourceRange, problem: Problem): void {
    if (!isSpoilt(nodeAt(this.root, path))) this.problems.add(range, problem);
  }

  /** A problem of a part of the text at a path: the caret goes to the part where it stands there as written. */
  atPart(path: ConfigPath, part: string, problem: Problem): void {
    const node = nodeAt(this.root, path);
    if (isSpoilt(node)) return;
    const index = node?.kind === 'scalar' ? node.written.indexOf(part) : -1;
    if (node === undefined || index === -1) {
      this.at(path, problem);
      return;
    }
    const start = node.range.start + index;
    this.problems.add({ start, end: start + part.length }, problem);
  }
}

/** What an edit writes, and the line beside it, could show the credential. */
function withoutLines({ edits: _, related: __, ...rest }: Diagnostic): Diagnostic {
  return rest;
}

/** Messages about YAML quote the text; on a line that holds a credential they must not. */
function withoutQuotations(diagnostic: Diagnostic): Diagnostic {
  if (!/^yaml|^duplicate-key$|^colon-in-text$/.test(diagnostic.code)) return diagnostic;
  const { fix: _, ...rest } = diagnostic;
  return {
    ...rest,
    message: 'This line is not valid YAML. (It is not shown: it seems to hold a credential.)',
    fix: 'Remove the credential; gcx takes credentials from the environment only.',
  };
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
    (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
    (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1)
  );
}
