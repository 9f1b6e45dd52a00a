import type { JsonObject, JsonValue } from '../../../base/json.js';
import type { ConfigPath } from '../model.js';

/** A stretch of the file's text: offsets in UTF-16 units, `end` not included. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** A value of the file that knows where it stands. Overlays and variables give new nodes, each with the place it came from. */
export type SourceNode = ScalarNode | ListNode | MapNode;

/** A text, number, boolean or null. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly range: SourceRange;
  readonly value: string | number | boolean | null;
  /** `plain` is without quotes, where YAML guesses the type. */
  readonly style: 'plain' | 'quoted' | 'block';
  /** As written, without quotes of its own meaning: the raw slice of the file. */
  readonly written: string;
  /** Already reported (a credential, an unresolved alias): no further check may speak of it, nor show it. */
  readonly spoilt?: boolean;
}

/** A list. */
export interface ListNode {
  readonly kind: 'list';
  readonly range: SourceRange;
  readonly items: readonly SourceNode[];
}

/** A map; its entries are in the file's order. */
export interface MapNode {
  readonly kind: 'map';
  readonly range: SourceRange;
  readonly entries: ReadonlyMap<string, MapEntry>;
}

/** One key of a map with its value. */
export interface MapEntry {
  readonly keyRange: SourceRange;
  readonly value: SourceNode;
}

/** The node at a path, undefined where there is none. */
export function nodeAt(node: SourceNode | undefined, path: ConfigPath): SourceNode | undefined {
  let current = node;
  for (const step of path) current = child(current, step);
  return current;
}

/** The node's child by key or index. */
function child(node: SourceNode | undefined, step: string | number): SourceNode | undefined {
  if (node?.kind === 'map') return node.entries.get(String(step))?.value;
  if (node?.kind === 'list' && typeof step === 'number') return node.items[step];
  return undefined;
}

/** The text of a string scalar that no check has spoken of yet, else undefined. */
export function textOf(node: SourceNode | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.spoilt === true) return undefined;
  return typeof node.value === 'string' ? node.value : undefined;
}

/** The items of a list, none for anything else. */
export function itemsOf(node: SourceNode | undefined): readonly SourceNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The entries of a map, none for anything else. */
export function entriesOf(node: SourceNode | undefined): ReadonlyMap<string, MapEntry> {
  return node?.kind === 'map' ? node.entries : noEntries;
}

const noEntries: ReadonlyMap<string, MapEntry> = new Map();

/** Whether a node was already reported, so that no further check may speak of it. */
export function isSpoilt(node: SourceNode | undefined): boolean {
  return node?.kind === 'scalar' && node.spoilt === true;
}

/** Whether nothing stands there. */
export function isNullOrMissing(node: SourceNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}

/**
 * Where to point for a path: at a scalar's own place, at the key of a map, list or empty value; at the nearest node
 * above where the path does not exist.
 */
export function rangeAt(root: SourceNode, path: ConfigPath): SourceRange {
  let node = root;
  let range = firstPlace(root);
  for (const step of path) {
    const next = child(node, step);
    if (next === undefined) return range;
    const keyRange = node.kind === 'map' ? node.entries.get(String(step))?.keyRange : undefined;
    range = pointsAtKey(next) && keyRange !== undefined ? keyRange : firstPlace(next);
    node = next;
  }
  return range;
}

/** Where to point for the key of a path's last step; the value's own place for a list item. */
export function keyRangeAt(root: SourceNode, path: ConfigPath): SourceRange {
  const last = path.at(-1);
  const parent = nodeAt(root, path.slice(0, -1));
  if (last !== undefined && parent?.kind === 'map') {
    const entry = parent.entries.get(String(last));
    if (entry !== undefined) return entry.keyRange;
  }
  return rangeAt(root, path);
}

function pointsAtKey(node: SourceNode): boolean {
  return node.kind !== 'scalar' || node.range.end === node.range.start;
}

/** The first key of a map or the first item of a list that goes over lines is the better place to point at. */
function firstPlace(node: SourceNode): SourceRange {
  if (node.kind === 'map') {
    const [first] = node.entries.values();
    if (first !== undefined && first.keyRange.start === node.range.start) return first.keyRange;
  }
  return node.range;
}

/** The plain value of a node. */
export function toJson(node: SourceNode): JsonValue {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(toJson);
    case 'map': {
      // Object.fromEntries defines own properties, so a key `__proto__` does no harm.
      const object: JsonObject = Object.fromEntries(
        [...node.entries].map(([key, entry]) => [key, toJson(entry.value)]),
      );
      return object;
    }
  }
}

/** Calls `visit` for each scalar below a node, with its path. */
export function forEachScalar(
  node: SourceNode,
  visit: (scalar: ScalarNode, path: ConfigPath) => void,
  path: ConfigPath = [],
): void {
  switch (node.kind) {
    case 'scalar':
      visit(node, path);
      return;
    case 'list':
      for (const [index, item] of node.items.entries()) forEachScalar(item, visit, [...path, index]);
      return;
    case 'map':
      for (const [key, entry] of node.entries) forEachScalar(entry.value, visit, [...path, key]);
  }
}

/** A tree with each scalar replaced by what `change` makes of it; places stay. */
export function mapScalars(
  node: SourceNode,
  change: (scalar: ScalarNode, path: ConfigPath) => ScalarNode,
  path: ConfigPath = [],
): SourceNode {
  switch (node.kind) {
    case 'scalar':
      return change(node, path);
    case 'list':
      return { ...node, items: node.items.map((item, index) => mapScalars(item, change, [...path, index])) };
    case 'map':
      return {
        ...node,
        entries: new Map(
          [...node.entries].map(([key, entry]) => [
            key,
            { ...entry, value: mapScalars(entry.value, change, [...path, key]) },
          ]),
        ),
      };
  }
}
