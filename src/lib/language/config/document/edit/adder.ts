import { isCollection, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { JsonValue } from '../../../../base/json.js';
import type { Addition, EntryAddition, EntryLayout, ItemAddition, MapPath } from './addition.js';
import { linesAfterEntry, linesAfterItem, linesBelowKey, mapColumn } from './block-edits.js';
import { partAfterLast } from './bracket-edits.js';
import { EntryWriter, likeMember, likeValue } from './entry-writer.js';
import { endOf, type Layout, startOf } from './layout.js';
import type { Place } from './place.js';
import type { TextEdit } from './text-edit.js';

/** Finds the edits of one addition. */
export class Adder {
  private readonly layout: Layout;
  private readonly writer: EntryWriter;

  constructor(layout: Layout) {
    this.layout = layout;
    this.writer = new EntryWriter(layout);
  }

  /** Undefined where there is something else than a map or list. */
  edits(place: Place, addition: Addition): readonly TextEdit[] | undefined {
    const { node, missing } = place;
    const [key] = missing;
    if (key !== undefined) return this.entry(place, wrapped(addition, missing));
    if (addition.kind === 'entry') return this.entry(place, addition);
    if (isSeq(node)) return this.item(node, addition, place);
    return this.emptied(place, [addition.value]);
  }

  private item(node: Extract<Node, { items: unknown[] }>, { value }: ItemAddition, { cousins, path }: Place) {
    if (!isSeq(node)) return undefined;
    const { layout, writer } = this;
    const neighbors = likeValue(node.items, value);
    const elsewhere = cousins.flatMap((each) => likeMember([each], path.at(-1) ?? '', [value]));
    const like =
      neighbors.length > 0
        ? neighbors
        : elsewhere.flatMap((list) => (isSeq(list) ? likeValue(list.items, value) : []));
    if (node.flow === true)
      return partAfterLast(layout, node, {
        line: writer.brackets(value, like),
        lines: writer.expanded(value, like),
      });
    const start = startOf(node) ?? 0;
    const last = startOf(node.items.at(-1));
    const dash = last === undefined ? -1 : layout.text.lastIndexOf('-', last - 1);
    const spaces = /^-( +)$/.exec(layout.text.slice(dash, last))?.[1];
    return [linesAfterItem(layout, node, writer.item(value, like, layout.column(start), spaces))];
  }

  private entry(
    place: Place,
    { key, value, after, layout: fallback }: EntryAddition,
  ): readonly TextEdit[] | undefined {
    const { node, path } = place;
    const { layout, writer } = this;
    if (!isMap(node)) return this.emptied(place, { [key]: value }, fallback);
    const like =
      fallback === 'all lines' && node.flow !== true ? [] : this.likeEntry(place, node, key, value);
    if (node.flow === true) {
      const [first = '', ...rest] = writer.expanded(value, like);
      const line = writer.bracketEntry(key, value, like, keysIn(node));
      const name = line.slice(0, line.length - writer.brackets(value, like).length);
      const root = path.length === 0 ? undefined : node;
      if (node.items.length === 0 && root !== undefined && this.isBlockEntry(place))
        return this.emptied(place, { [key]: value }, fallback);
      return partAfterLast(layout, node, { line, lines: [name + first, ...rest] });
    }
    const index = lastOf(node, after);
    const root = path.length === 0 ? undefined : this.rootMap();
    const lines = writer.entry(key, value, like, mapColumn(layout, node), fallback);
    return [linesAfterEntry(layout, node, index, lines, path.length === 1 ? root : undefined)];
  }

  /** A value in place of none: `routes:`, `routes: null`, `routes: {}`. */
  private emptied(place: Place, value: JsonValue, fallback?: EntryLayout): readonly TextEdit[] | undefined {
    const { node, pair } = place;
    const { layout, writer } = this;
    const nothing = node === undefined || (isScalar(node) && node.value === null) || isEmpty(node);
    if (pair === undefined || !nothing) return undefined;
    if (this.isBlockEntry(place)) {
      const column = layout.column(startOf(pair.key) ?? 0);
      const key = String(isScalar(pair.key) ? pair.key.value : '');
      const lines =
        !Array.isArray(value) && fallback !== undefined
          ? [
              key,
              ...below(
                value,
                (each, member) => writer.entry(each, member, [], column + layout.indent, fallback),
                layout.indent,
              ),
            ]
          : writer.entry(key, value, [], column, 'lines');
      return linesBelowKey(layout, pair, lines.slice(1));
    }
    const start = startOf(node) ?? endOf(pair.key);
    const end = Math.max(start, endOf(node));
    const spaced = /[\s,:]$/.test(layout.text.slice(0, start)) ? '' : ' ';
    return [{ start, end, text: spaced + writer.brackets(value, []) }];
  }

  /** Whether the value of an entry may be written over lines by indentation. */
  private isBlockEntry({ around }: Place): boolean {
    return around !== undefined && around.flow !== true;
  }

  /** Values of its neighbors: of things of a kind all of them, of settings those of the same name. */
  private likeEntry({ path, cousins }: Place, node: YAMLMap, key: string, value: JsonValue): readonly Node[] {
    if (path.length === 0) return [];
    const beside = likeValue(
      node.items.map((pair) => pair.value),
      value,
    );
    if (path.length === 1) return beside;
    const same = likeMember(cousins, key, value);
    return same.length > 0 ? same : beside;
  }

  private rootMap(): YAMLMap | undefined {
    const { contents } = this.layout.document;
    return isMap(contents) ? contents : undefined;
  }
}

/** An addition whose path is not there, as an entry of the nearest map that is. */
function wrapped(addition: Addition, missing: MapPath): EntryAddition {
  const [key = '', ...inner] = missing;
  const whole = addition.kind === 'entry' ? { [addition.key]: addition.value } : [addition.value];
  const value = inner.reduceRight<JsonValue>((below, each) => ({ [each]: below }), whole);
  const { after } = addition;
  return {
    kind: 'entry',
    path: addition.path.slice(0, addition.path.length - missing.length),
    key,
    value,
    ...(after === undefined || addition.kind === 'entry' ? {} : { after }),
    ...(addition.kind === 'entry' ? { layout: 'lines' as const } : {}),
  };
}

function below(
  value: JsonValue,
  write: (key: string, member: JsonValue) => readonly string[],
  columns: number,
): readonly string[] {
  return Object.entries(value ?? {}).flatMap(([each, member]) =>
    write(each, member).map((line) => ' '.repeat(columns) + line),
  );
}

function lastOf(map: YAMLMap, after: readonly string[] | undefined): number {
  const index = map.items.findLastIndex(
    ({ key }) => isScalar(key) && after?.includes(String(key.value)) === true,
  );
  return index === -1 ? map.items.length - 1 : index;
}

function keysIn(map: YAMLMap): readonly unknown[] {
  return map.items.map(({ key }) => key);
}

function isEmpty(node: Node): boolean {
  return isCollection(node) && node.flow === true && node.items.length === 0;
}
