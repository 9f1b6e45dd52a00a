import { isMap, isNode, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../base/json.js';
import { displayWidth } from '../../../../base/terminal/width.js';
import { jsonText } from '../../../../base/unprintable.js';
import { isPlain } from '../flow-text.js';
import type { EntryLayout } from './addition.js';
import { type CollectionStyle, type Layout, quotesOf, usual } from './layout.js';

/** An id, which nothing takes for a number. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A path of a file beside this one. */
const PATH = /^\.{1,2}\/[A-Za-z0-9._/-]+$/;

/** Columns of a line of the file that gcx writes. */
const LINE_COLUMNS = 78;

/** Writes values as their neighbors in the file are written. */
export class EntryWriter {
  private readonly layout: Layout;

  constructor(layout: Layout) {
    this.layout = layout;
  }

  /**
   * The lines of `key: value` in a map by indentation; all but the first are indented from the key.
   * @param like the values of its neighbors
   * @param column of the key
   */
  entry(
    key: string,
    value: JsonValue,
    like: readonly Node[],
    column: number,
    fallback?: EntryLayout,
  ): readonly string[] {
    const name = this.key(key, []);
    const line = `${name}: ${this.brackets(value, like)}`;
    if (!isFilled(value) || this.style(value, like, line, column, fallback) !== 'block') return [line];
    if (!isJsonObject(value)) {
      const { dashIndent } = this.layout;
      return [`${name}:`, ...indented(this.items(value, like, column + dashIndent), dashIndent)];
    }
    const { indent } = this.layout;
    const inner = fallback === 'all lines' ? fallback : undefined;
    const below = Object.entries(value).flatMap(([each, member]) =>
      this.entry(each, member, likeMember(like, each, member), column + indent, inner),
    );
    return [`${name}:`, ...indented(below, indent)];
  }

  /** The lines of an item in a list by indentation, with its dash. */
  item(value: JsonValue, like: readonly Node[], column: number, afterDash = ' '): readonly string[] {
    const line = `-${afterDash}${this.brackets(value, like)}`;
    if (!isJsonObject(value) || !isFilled(value) || usualStyle(this.layout, like) !== 'block') return [line];
    const moved = 1 + afterDash.length;
    const [first = '', ...rest] = Object.entries(value).flatMap(([each, member]) =>
      this.entry(each, member, likeMember(like, each, member), column + moved),
    );
    return [`-${afterDash}${first}`, ...indented(rest, moved)];
  }

  /** `key: value` within brackets. */
  bracketEntry(key: string, value: JsonValue, like: readonly Node[], keys: readonly unknown[]): string {
    return `${this.key(key, keys)}:${this.layout.afterColon}${this.brackets(value, like)}`;
  }

  /** A value in brackets over lines, all but the first indented from where the first begins. */
  expanded(value: JsonValue, like: readonly Node[]): readonly string[] {
    if (!isFilled(value)) return [this.brackets(value, like)];
    const list = !isJsonObject(value);
    const style = usualStyle(this.layout, like) ?? this.layout.bracketStyle(list);
    if (style === 'flow') return [this.brackets(value, like)];
    const parts = isJsonObject(value)
      ? Object.entries(value).map(([each, member]) => {
          const [first = '', ...rest] = this.expanded(member, likeMember(like, each, member));
          return [`${this.key(each, keysOf(like))}:${this.layout.afterColon}${first}`, ...rest];
        })
      : value.map((member: JsonValue) => this.expanded(member, itemsOf(like)));
    const inner = parts.flatMap((lines, index) =>
      lines.map((line, at) =>
        index < parts.length - 1 && at === lines.length - 1
          ? `${this.layout.step}${line},`
          : this.layout.step + line,
      ),
    );
    return [list ? '[' : '{', ...inner, list ? ']' : '}'];
  }

  /** A value on one line. */
  brackets(value: JsonValue, like: readonly Node[]): string {
    const { afterComma } = this.layout;
    if (typeof value === 'string') return this.text(value, like);
    if (isJsonObject(value)) {
      const { padding } = this.layout;
      const members = Object.entries(value).map(([each, member]) =>
        this.bracketEntry(each, member, likeMember(like, each, member), keysOf(like)),
      );
      return members.length === 0 ? '{}' : `{${padding}${members.join(`,${afterComma}`)}${padding}}`;
    }
    if (!isList(value)) return jsonText(value);
    return `[${value.map((item) => this.brackets(item, itemsOf(like))).join(`,${afterComma}`)}]`;
  }

  private items(value: JsonValue, like: readonly Node[], column: number): readonly string[] {
    return isList(value) ? value.flatMap((item) => this.item(item, itemsOf(like), column)) : [];
  }

  private style(
    value: JsonValue,
    like: readonly Node[],
    line: string,
    column: number,
    fallback: EntryLayout | undefined,
  ): CollectionStyle {
    const shown = usualStyle(this.layout, like);
    if (shown !== undefined) return shown;
    if (fallback !== undefined) return fallback === 'line' ? 'flow' : 'block';
    if (isList(value)) return 'block';
    return column + displayWidth(line) <= LINE_COLUMNS ? 'flow' : 'block';
  }

  private key(key: string, keys: readonly unknown[]): string {
    const quotes = this.layout.json ? '"' : quotesOf(keys);
    return this.quoted(key, quotes);
  }

  private text(text: string, like: readonly unknown[]): string {
    return this.quoted(text, this.layout.json ? '"' : quotesOf(like));
  }

  private quoted(text: string, quotes: '"' | "'" | 'plain' | undefined): string {
    const needsNone = isPlain(text) || PATH.test(text) || (quotes === 'plain' && UUID.test(text));
    if (needsNone && (quotes === 'plain' || quotes === undefined)) return text;
    const signs = quotes === 'plain' || quotes === undefined ? this.layout.quotes : quotes;
    return signs === "'" && !/[\p{C}'\u2028\u2029]/u.test(text) ? `'${text}'` : jsonText(text);
  }
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isFilled(value: JsonValue): value is JsonObject | readonly JsonValue[] {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function usualStyle(layout: Layout, like: readonly Node[]): CollectionStyle | undefined {
  return usual(like.map((node) => layout.styleOf(node)));
}

/** The values of a key in maps; where none has it, what else they hold of the value's kind. */
export function likeMember(maps: readonly Node[], key: string, value: JsonValue): readonly Node[] {
  const pairs = maps.flatMap((node): readonly Pair[] => (isMap(node) ? node.items : []));
  const same = pairs.filter((pair) => isScalar(pair.key) && pair.key.value === key);
  return likeValue(
    (same.length > 0 ? same : pairs).map((pair) => pair.value),
    value,
  );
}

/** The nodes that are of a value's kind: a map, a list, a text. */
export function likeValue(nodes: readonly unknown[], value: JsonValue): readonly Node[] {
  return nodes.filter((node): node is Node => {
    if (!isNode(node)) return false;
    if (isList(value)) return isSeq(node);
    return isJsonObject(value) ? isMap(node) : isScalar(node);
  });
}

function itemsOf(lists: readonly Node[]): readonly Node[] {
  return lists.flatMap((node) => (isSeq(node) ? node.items.filter(isNode) : []));
}

function keysOf(maps: readonly Node[]): readonly unknown[] {
  return maps.flatMap((node) => (isMap(node) ? node.items.map(({ key }) => key) : []));
}

function indented(lines: readonly string[], columns: number): readonly string[] {
  return lines.map((line) => ' '.repeat(columns) + line);
}
