import type { SourceFile } from '../document/source-file.js';

/** A line of the file that holds more than a comment. */
export interface TextLine {
  /** Counted from 1. */
  readonly number: number;
  /** Spaces before the first sign. */
  readonly indent: number;
  /** The line from its first sign. */
  readonly text: string;
}

/** The filled lines of a file, in its order; what stands between them plays no part in how they are nested. */
export class TextLines {
  readonly all: readonly TextLine[];
  private readonly indexes = new Map<number, number>();
  private within: ReadonlySet<number> | undefined;

  constructor(all: readonly TextLine[]) {
    this.all = all;
    for (const [index, { number }] of all.entries()) this.indexes.set(number, index);
  }

  /** The filled lines of a file. */
  static of(file: SourceFile): TextLines {
    const all: TextLine[] = [];
    for (let number = 1; number <= file.lineCount; number++) {
      const line = file.line(number);
      // Not trimStart(): a no-break space does not indent.
      const text = line.replace(/^ +/, '');
      if (text.trim() === '' || text.startsWith('#')) continue;
      all.push({ number, indent: line.length - text.length, text });
    }
    return new TextLines(all);
  }

  /** The filled line of a number, or the next one. */
  at(number: number): TextLine | undefined {
    const index = this.indexes.get(number);
    return index === undefined ? this.all.find((each) => each.number >= number) : this.all[index];
  }

  /** The filled line right before. */
  before(line: TextLine): TextLine | undefined {
    return this.all[(this.indexes.get(line.number) ?? 0) - 1];
  }

  /** The filled line right after. */
  after(line: TextLine): TextLine | undefined {
    return this.all[(this.indexes.get(line.number) ?? this.all.length) + 1];
  }

  /** The lines that a line stands below, the nearest first: each begins further left than the one before. */
  above(line: TextLine): readonly TextLine[] {
    const found: TextLine[] = [];
    let least = Number.POSITIVE_INFINITY;
    for (let index = (this.indexes.get(line.number) ?? 0) - 1; index >= 0 && least > 0; index--) {
      const each = this.all[index];
      if (each === undefined || each.indent >= least) continue;
      least = each.indent;
      found.push(each);
    }
    return found;
  }

  /** The lines below a line that begin further right: what it holds. */
  below(line: TextLine): readonly TextLine[] {
    const from = (this.indexes.get(line.number) ?? this.all.length) + 1;
    const end = this.all.findIndex((each, index) => index >= from && each.indent <= line.indent);
    return this.all.slice(from, end === -1 ? undefined : end);
  }

  /** The nearest line in the same column under the same line above; those before it first. */
  neighbor(line: TextLine): TextLine | undefined {
    const index = this.indexes.get(line.number) ?? 0;
    for (let at = index - 1; at >= 0; at--) {
      const each = this.all[at];
      if (each === undefined || inner(each) < line.indent) break;
      if (each.indent === line.indent || inner(each) === line.indent) return each;
    }
    const next = this.all.slice(index + 1).find(({ indent }) => indent <= line.indent);
    return next?.indent === line.indent ? next : undefined;
  }

  /** The first line in the same column under the same line above: it said where the level begins. */
  firstBeside(line: TextLine): TextLine {
    let first = line;
    for (let at = (this.indexes.get(line.number) ?? 0) - 1; at >= 0; at--) {
      const each = this.all[at];
      if (each === undefined || each.indent < line.indent) break;
      if (each.indent === line.indent) first = each;
    }
    return first;
  }

  /** The line that holds a line. */
  owner(line: TextLine): TextLine | undefined {
    return this.above(line).find((each) => each.indent < line.indent);
  }

  /**
   * The line that holds a line, as a list or a map does.
   * @param isItem whether the line is an item of a list: it may begin in the column of the key that has the list
   */
  holder(line: TextLine, isItem: boolean): TextLine | undefined {
    for (let index = (this.indexes.get(line.number) ?? 0) - 1; index >= 0; index--) {
      const each = this.all[index];
      if (each === undefined) continue;
      if (each.indent < line.indent || (isItem && each.indent === line.indent && !/^-(\s|$)/.test(each.text)))
        return each;
    }
    return undefined;
  }

  /** Whether a line begins within brackets or braces, where columns say nothing. */
  isInBrackets(line: TextLine): boolean {
    this.within ??= linesInBrackets(this.all);
    return this.within.has(line.number);
  }

  /** How much further right each level begins: what most lines do. */
  get step(): number {
    const counts = new Map<number, number>();
    for (const [index, line] of this.all.entries()) {
      const more = line.indent - (this.all[index - 1]?.indent ?? 0);
      if (more > 0) counts.set(more, (counts.get(more) ?? 0) + 1);
    }
    const [most = [2, 0]] = [...counts].sort((a, b) => b[1] - a[1]);
    return most[0];
  }
}

/** Lines before which more brackets were opened than closed. What is in quotes, and what follows a #, plays no part. */
function linesInBrackets(lines: readonly TextLine[]): ReadonlySet<number> {
  const within = new Set<number>();
  let open = 0;
  for (const { number, text } of lines) {
    if (open > 0) within.add(number);
    const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?:^|\s)#.*$/g, '');
    // A bracket within a text without quotes opens nothing.
    const value = open > 0 || /^(?:-\s+)*(?:[^\s:[{]+:\s+)?(?:-\s+)*[[{]/.test(bare) ? bare : '';
    for (const sign of value) {
      if (sign === '[' || sign === '{') open++;
      else if (sign === ']' || sign === '}') open = Math.max(0, open - 1);
    }
  }
  return within;
}

/** Column in which the keys of a line begin: after "- " where it begins an item. */
export function inner({ indent, text }: TextLine): number {
  return indent + (/^-\s+/.exec(text)?.[0].length ?? 0);
}

/** Characters of a line that has no name of its own. */
const NAME = 30;

/** The word that a line is called by: its key, its item, or its beginning. */
export function lineName({ text }: TextLine): string {
  const item = /^-\s+/.exec(text)?.[0] ?? '';
  const key = /^("[^"]*"|'[^']*'|[^\s:"'{[#][^:#]*):(\s|$)/.exec(text.slice(item.length))?.[1];
  const name = (key === undefined ? text.trimEnd() : `${item}${key}`).replaceAll('"', '');
  return name.length > NAME ? `${name.slice(0, NAME).trimEnd()}…` : name;
}
