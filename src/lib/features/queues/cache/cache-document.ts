import { isJsonObject, type JsonValue } from '../../../base/json.js';
import { jsonText } from '../../../base/unprintable.js';
import type { CachedQueue } from './model.js';

const KIND = 'genesys-gcx-queues';
const VERSION = 1;

/** What the file of one organization holds: names and ids only. */
export interface CacheDocument {
  /** By id. */
  readonly queues: ReadonlyMap<string, CachedQueue>;
  /** By the selector in words: ids of the queues that it chose, and when (epoch ms). */
  readonly selections: ReadonlyMap<string, { readonly at: number; readonly ids: readonly string[] }>;
}

/** The document as text. */
export function cacheText(organization: string, { queues, selections }: CacheDocument): string {
  const document = {
    kind: KIND,
    schemaVersion: VERSION,
    organization,
    queues: [...queues.values()].map(({ id, name, division, seen }) => ({
      id,
      name,
      division: { id: division.id, name: division.name },
      seen: seen.toISOString(),
    })),
    selections: Object.fromEntries(
      [...selections].map(([selector, { at, ids }]) => [selector, { at: new Date(at).toISOString(), ids }]),
    ),
  };
  return `${jsonText(document, 1)}\n`;
}

/** Reads the text of a document; undefined where it is damaged, of another organization or another version of gcx. */
export function readCacheText(text: string, organization: string): CacheDocument | undefined {
  const document = parse(text);
  if (!isJsonObject(document) || document['kind'] !== KIND || document['schemaVersion'] !== VERSION)
    return undefined;
  const { queues: listed, selections: kept } = document;
  if (document['organization'] !== organization || !Array.isArray(listed) || !isJsonObject(kept))
    return undefined;
  const queues = new Map<string, CachedQueue>();
  for (const each of listed) {
    const queue = readQueue(each);
    if (queue === undefined) return undefined;
    queues.set(queue.id, queue);
  }
  const selections = new Map<string, { at: number; ids: readonly string[] }>();
  for (const [selector, selection] of Object.entries(kept)) {
    const read = readSelection(selection);
    if (read === undefined || read.ids.some((id) => !queues.has(id))) return undefined;
    selections.set(selector, read);
  }
  return { queues, selections };
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readQueue(value: JsonValue): CachedQueue | undefined {
  if (!isJsonObject(value) || !isJsonObject(value['division'])) return undefined;
  const { id, name, seen: at } = value;
  const { id: divisionId, name: divisionName } = value['division'];
  if (typeof id !== 'string' || typeof name !== 'string') return undefined;
  if (typeof divisionId !== 'string' || typeof divisionName !== 'string') return undefined;
  const seen = new Date(typeof at === 'string' ? at : Number.NaN);
  if (Number.isNaN(seen.getTime())) return undefined;
  return { id, name, division: { id: divisionId, name: divisionName }, seen };
}

function readSelection(
  value: JsonValue,
): { readonly at: number; readonly ids: readonly string[] } | undefined {
  if (!isJsonObject(value) || typeof value['at'] !== 'string' || !Array.isArray(value['ids']))
    return undefined;
  const at = Date.parse(value['at']);
  const ids = value['ids'].filter((id: JsonValue): id is string => typeof id === 'string');
  return Number.isNaN(at) || ids.length !== value['ids'].length ? undefined : { at, ids };
}
