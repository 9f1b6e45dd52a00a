import {
  type Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { once } from '../../../../base/once.js';

/** How a map or list is written: over lines by indentation, in brackets on one line, in brackets over lines. */
export type CollectionStyle = 'block' | 'flow' | 'expanded';

/** How texts are written. */
export type Quotes = 'plain' | '"' | "'";

/** Columns that a level is moved by where the file shows none. */
const USUAL_INDENT = 2;

/** How a file is written: what is added looks like what is there. */
export class Layout {
  readonly text: string;
  readonly document: Document.Parsed;
  private readonly found: () => Found;

  constructor(text: string, document: Document.Parsed) {
    this.text = text;
    this.document = document;
    this.found = once(() => this.look());
  }

  /** Whether the file is written as JSON is. */
  get json(): boolean {
    const root = this.document.contents;
    if (!isMap(root) || root.flow !== true) return false;
    const [first] = root.items;
    return first === undefined || (isScalar(first.key) && first.key.type === 'QUOTE_DOUBLE');
  }

  /** Columns from a key to the keys of its map. */
  get indent(): number {
    return this.found().indent ?? USUAL_INDENT;
  }

  /** Columns from a key to the dashes of its list. */
  get dashIndent(): number {
    return this.found().dashIndent ?? USUAL_INDENT;
  }

  /** What a level in brackets over lines is indented by. */
  get step(): string {
    return this.found().step ?? ' '.repeat(USUAL_INDENT);
  }

  /** What stands inside the braces of a map on one line. */
  get padding(): string {
    return this.found().padding ?? (this.json ? '' : ' ');
  }

  /** What stands after the colon in brackets. */
  get afterColon(): string {
    return this.found().afterColon ?? ' ';
  }

  /** What stands after the comma in brackets on one line. */
  get afterComma(): string {
    return this.found().afterComma ?? this.afterColon;
  }

  /** The quotes of texts that need some. */
  get quotes(): '"' | "'" {
    return this.found().single > this.found().double ? "'" : '"';
  }

  /** How collections in brackets are written where no neighbor shows it. */
  bracketStyle(list: boolean): CollectionStyle {
    return (list ? this.found().lists : this.found().maps) ?? 'flow';
  }

  /** The line break of the line that an offset is on; of the file's first line where it is the last. */
  lineBreakAt(offset: number): string {
    const at = this.text.indexOf('\n', offset);
    const newline = at === -1 ? this.text.indexOf('\n') : at;
    return newline > 0 && this.text[newline - 1] === '\r' ? '\r\n' : '\n';
  }

  /** Column of an offset, counted from 0. */
  column(offset: number): number {
    return offset - this.lineStart(offset);
  }

  /** Offset at which the line of an offset begins. */
  lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The white space that the line of an offset begins with. */
  leading(offset: number): string {
    return /^[ \t]*/.exec(this.text.slice(this.lineStart(offset)))?.[0] ?? '';
  }

  /** How a filled map or list is written; undefined for anything else. */
  styleOf(node: Node | undefined): CollectionStyle | undefined {
    if (!isCollection(node) || node.items.length === 0) return undefined;
    if (node.flow !== true) return 'block';
    const [start = 0] = node.range ?? [];
    const first = startOf(node.items[0]) ?? start;
    return this.text.slice(start, first).includes('\n') ? 'expanded' : 'flow';
  }

  private look(): Found {
    const found: Found = { single: 0, double: 0 };
    visit(this.document, {
      Scalar: (key, { type }) => {
        if (key !== 'key' && type === 'QUOTE_SINGLE') found.single++;
        if (key !== 'key' && type === 'QUOTE_DOUBLE') found.double++;
      },
      Map: (_, map) => {
        if (map.flow === true) this.lookAtBrackets(map, found);
        else for (const pair of map.items) this.lookAtPair(pair, found);
      },
      Seq: (_, list) => {
        if (list.flow === true) this.lookAtBrackets(list, found);
      },
    });
    return found;
  }

  private lookAtPair({ key, value }: Pair, found: Found): void {
    const start = startOf(key);
    if (start === undefined || !isCollection(value) || value.flow === true) return;
    const moved = this.column(value.range?.[0] ?? 0) - this.column(start);
    if (isSeq(value)) found.dashIndent ??= moved;
    else if (moved > 0) found.indent ??= moved;
  }

  private lookAtBrackets(node: YAMLMap | YAMLSeq, found: Found): void {
    const [start = 0] = node.range ?? [];
    const first = startOf(node.items[0]);
    // What is `a: 1` within a list in brackets has none of its own.
    if (first === undefined || !'[{'.includes(this.text[start] ?? ' ')) return;
    const style = this.styleOf(node);
    if (isSeq(node)) found.lists ??= style;
    else found.maps ??= style;
    const before = this.text.slice(start + 1, first);
    if (style === 'expanded') {
      const [outer, inner] = [this.leading(start), this.leading(first)];
      if (inner.startsWith(outer) && inner.length > outer.length) found.step ??= inner.slice(outer.length);
    } else if (isMap(node)) found.padding ??= before.trim() === '' ? before : ' ';
    if (style === 'flow' && node.items.length > 1)
      found.afterComma ??= /,([ ]*)$/.exec(this.text.slice(0, startOf(node.items[1])))?.[1] ?? ' ';
    for (const item of node.items) {
      if (!isPair(item) || startOf(item.value) === undefined) continue;
      const between = this.text.slice(endOf(item.key), startOf(item.value));
      if (/^:[ ]*$/.test(between)) found.afterColon ??= between.slice(1);
    }
  }
}

interface Found {
  single: number;
  double: number;
  indent?: number;
  dashIndent?: number;
  step?: string;
  padding?: string;
  afterColon?: string;
  afterComma?: string;
  lists?: CollectionStyle | undefined;
  maps?: CollectionStyle | undefined;
}

/** Where a node or pair begins; undefined where it has no place. */
export function startOf(node: unknown): number | undefined {
  if (isPair(node)) return startOf(node.key);
  return isScalar(node) || isCollection(node) || isAliasLike(node) ? node.range?.[0] : undefined;
}

/** Where a node's or pair's last value ends; comments after it are not counted. */
export function endOf(node: unknown): number {
  if (isPair(node)) return Math.max(endOf(node.value), endOf(node.key));
  if (isCollection(node) && node.flow !== true && node.items.length > 0) return endOf(node.items.at(-1));
  return isScalar(node) || isCollection(node) || isAliasLike(node) ? (node.range?.[1] ?? 0) : 0;
}

function isAliasLike(node: unknown): node is { readonly range?: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'source' in node && 'range' in node;
}

/** What most of the values are; where two are as many, the one that stands last: it is the nearest. Undefined of none. */
export function usual<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  const counts = new Map<Value, number>();
  for (const value of values) {
    if (value === undefined) continue;
    const count = counts.get(value) ?? 0;
    // The last place is kept.
    counts.delete(value);
    counts.set(value, count + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => one - other).at(-1)?.[0];
}

/** How the texts among nodes are quoted, mostly; undefined where there are none. */
export function quotesOf(nodes: readonly unknown[]): Quotes | undefined {
  return usual(
    nodes.map((node) => {
      if (!isScalar(node) || typeof node.value !== 'string') return undefined;
      if (node.type === 'QUOTE_DOUBLE') return '"';
      if (node.type === 'QUOTE_SINGLE') return "'";
      return node.type === 'PLAIN' ? 'plain' : undefined;
    }),
  );
}
