import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { valueAt } from '../../language/events/formats/value-at.js';
import type { ProcessorSettings } from '../contract/settings.js';

type Migration = ProcessorSettings['migrations'][number];

/** What the migrations made of an event's payload. */
export interface Migrated {
  readonly payload: JsonObject;
  readonly schemaVersion: string | undefined;
  /** The versions that it went through, its own first; empty where no migration fits. */
  readonly versions: readonly string[];
}

/** Brings an event's payload to the version that the handler knows: one migration after the other, until none fits. */
export function migratePayload(
  payload: JsonObject,
  schemaVersion: string | undefined,
  migrations: readonly Migration[],
): Migrated {
  let result: Migrated = { payload, schemaVersion, versions: [] };
  for (;;) {
    const { schemaVersion: version, versions } = result;
    const next = migrations.find(({ from }) => from === version);
    // A circle ends where it closes.
    if (next === undefined || versions.includes(next.to)) return result;
    result = {
      payload: moved(result.payload, next.move),
      schemaVersion: next.to,
      versions: [...(versions.length === 0 ? [next.from] : versions), next.to],
    };
  }
}

/** Whether a version is one that the migrations neither come from nor lead to: one that came later than they did. */
export function isUnknownVersion(version: string, migrations: readonly Migration[]): boolean {
  if (version === '' || migrations.length === 0) return false;
  return !migrations.some(({ from, to }) => from === version || to === version);
}

/** All values are read before any is moved, so that two can change places. */
function moved(payload: JsonObject, move: Migration['move']): JsonObject {
  const found = Object.entries(move).flatMap(([from, to]) => {
    const value = valueAt(payload, from);
    return value === undefined ? [] : [{ from: from.split('.'), to: to.split('.'), value }];
  });
  const left = found.reduce((rest, { from }) => without(rest, from), payload);
  return found.reduce((rest, { to, value }) => withValue(rest, to, value), left);
}

function without(object: JsonObject, [key = '', ...rest]: readonly string[]): JsonObject {
  const inner = object[key];
  if (rest.length > 0 && isJsonObject(inner)) return { ...object, [key]: without(inner, rest) };
  return Object.fromEntries(Object.entries(object).filter(([each]) => each !== key));
}

/** The object with a value at a path; objects on the way are made, and anything else there gives way. */
export function withValue(
  object: JsonObject,
  [key = '', ...rest]: readonly string[],
  value: JsonValue,
): JsonObject {
  if (rest.length === 0) return { ...object, [key]: value };
  const inner = object[key];
  return { ...object, [key]: withValue(isJsonObject(inner) ? inner : {}, rest, value) };
}
