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
    entries.set(key, laidOver(entries.get(key), entry));
  }
  return { ...base, entries };
}

/** A map that only merges stays where the file has it; everything else is where the environment says it. */
function laidOver(below: MapEntry | undefined, entry: MapEntry): MapEntry {
  if (entry.value.kind !== 'map') return entry;
  const merges = below?.value.kind === 'map';
  return {
    keyRange: merges ? below.keyRange : entry.keyRange,
    value: overlay(merges ? below.value : { ...entry.value, entries: new Map() }, entry.value),
  };
}

/** Whether the value is null, written or left out. */
export function isNull(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value === null && node.spoilt !== true;
}
