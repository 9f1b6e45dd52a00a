import type { MapEntry, MapNode, SourceNode } from './source-node.js';

/**
 * Lays an environment's part over the file: maps merge key by key, lists and single values replace, null removes.
 * New keys come after the file's own.
 */
export function overlay(base: SourceNode, over: SourceNode): SourceNode {
  if (over.kind !== 'map') return over;
  return overlayMap(base.kind === 'map' ? base : { ...over, entries: new Map() }, over);
}

function overlayMap(base: MapNode, over: MapNode): MapNode {
  const entries = new Map<string, MapEntry>(base.entries);
  for (const [key, entry] of over.entries) {
    if (isNull(entry.value)) {
      entries.delete(key);
      continue;
    }
    const below = entries.get(key)?.value;
    const value =
      entry.value.kind === 'map'
        ? overlay(below ?? { ...entry.value, entries: new Map() }, entry.value)
        : entry.value;
    entries.set(key, { keyRange: entry.keyRange, value });
  }
  return { ...base, entries };
}

/** Whether the value is null, written or left out. */
export function isNull(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value === null && node.spoilt !== true;
}
