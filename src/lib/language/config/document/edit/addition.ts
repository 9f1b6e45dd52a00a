import { type JsonValue, objectOrEmpty } from '../../../../base/json.js';

/** A path to a map or list of the file, by keys alone: additions never count the items of a list. */
export type MapPath = readonly string[];

/** Something that is added to a file. */
export type Addition = EntryAddition | ItemAddition;

/** A key with its value, in the map at a path. Maps above it that the file lacks are made. */
export interface EntryAddition {
  readonly kind: 'entry';
  readonly path: MapPath;
  readonly key: string;
  readonly value: JsonValue;
  /** Keys of the same map after which it belongs; absent, or none of them there: it becomes the last. */
  readonly after?: readonly string[];
  /** How it is written where no neighbor shows it. Absent: on one line where it fits. */
  readonly layout?: EntryLayout;
}

/**
 * How an entry is written: over lines, what is in it on one where it fits; on one line; or all of it over lines, whatever its
 * neighbors are, as it will grow.
 */
export type EntryLayout = 'lines' | 'line' | 'all lines';

/** A value at the end of the list at a path. A list that the file lacks is made, with the keys above it. */
export interface ItemAddition {
  readonly kind: 'item';
  readonly path: MapPath;
  readonly value: JsonValue;
  /** Where a list that the file lacks belongs: see {@link EntryAddition.after}. */
  readonly after?: readonly string[];
}

/** What a file says once something is added. Nothing where a map or list should be counts as an empty one. */
export function withAddition(content: JsonValue, addition: Addition): JsonValue {
  return addition.kind === 'entry'
    ? changedAt(content, addition.path, (map) => ({ ...objectOrEmpty(map), [addition.key]: addition.value }))
    : changedAt(content, addition.path, (list) => [...(Array.isArray(list) ? list : []), addition.value]);
}

function changedAt(
  content: JsonValue | undefined,
  path: MapPath,
  change: (value: JsonValue | undefined) => JsonValue,
): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return change(content);
  const map = objectOrEmpty(content);
  return { ...map, [key]: changedAt(Object.hasOwn(map, key) ? map[key] : undefined, rest, change) };
}
