import { readFile, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { Config, LoadedConfig } from '../config/model.js';
import { ExitCode } from '../exit-codes.js';
import { GcxError } from '../gcx-error.js';
import { canonicalJson, isJsonObject, type JsonValue } from '../json.js';
import type { Allowed } from '../resources/index.js';
import type { Plan } from './model.js';

/** Kind and version of the file that `plan --out` writes. */
const FILE_KIND = 'genesys-gcx-plan';
const FILE_VERSION = 1;

/** A plan as saved: with the file it was made from, so that apply needs nothing else. Holds no secrets: the file has none. */
export interface SavedPlan {
  readonly plan: Plan;
  /** Its `file` is relative to the saved plan's folder in the saved plan, and to the current one once read. */
  readonly config: Config;
  readonly allow: Allowed;
}

/** Writes a plan for `gcx apply FILE`. Throws GcxError where it cannot be written. */
export async function savePlan(file: string, plan: Plan, config: Config, allow: Allowed): Promise<void> {
  const document = {
    kind: FILE_KIND,
    schemaVersion: FILE_VERSION,
    plan,
    config: { ...config, file: relative(dirname(resolve(file)), resolve(config.file)) },
    allow,
  };
  // It holds the plain variables of processors, which plans do not show: only for who made it.
  const written = writeFile(file, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600 });
  await written.catch((error: NodeJS.ErrnoException) => {
    throw new GcxError({
      code: 'plan-not-saved',
      what: `The plan cannot be saved as ${file} (${error.code ?? error.message}).`,
      fix: 'Name a file in a folder that is there and that you may write to: --out plan.json',
    });
  });
}

/** Reads what {@link savePlan} wrote. Throws GcxError where there is no such file or it is something else. */
export async function readSavedPlan(file: string): Promise<SavedPlan> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw notAPlan(
      file,
      error.code === 'ENOENT'
        ? 'there is no such file'
        : `it cannot be read (${error.code ?? error.message})`,
    );
  });
  let document: JsonValue;
  try {
    document = JSON.parse(text) as JsonValue;
  } catch {
    throw notAPlan(file, 'it is not JSON');
  }
  if (!isJsonObject(document) || document['kind'] !== FILE_KIND) throw notAPlan(file, 'gcx did not write it');
  if (document['schemaVersion'] !== FILE_VERSION) throw notAPlan(file, 'another version of gcx wrote it');
  if (!['plan', 'config', 'allow'].every((part) => isJsonObject(document[part])))
    throw notAPlan(file, 'parts of it are missing');
  const saved = document as unknown as SavedPlan;
  // It may be applied from another folder than the one it was made in.
  const configFile = relative('', resolve(dirname(file), saved.config.file));
  return { ...saved, config: { ...saved.config, file: configFile } };
}

/** A saved plan's file as {@link LoadedConfig}; positions of the original file are not known. */
export function loadedFromSaved(saved: SavedPlan): LoadedConfig {
  return { config: saved.config, warnings: [], notices: [], locate: () => undefined };
}

/**
 * Refuses a saved plan that no longer fits: what it read has changed, or this gcx plans otherwise.
 * @param now the same plan, made again
 * @throws GcxError with exit code 5
 */
export function refuseStale(file: string, saved: Plan, now: Plan): void {
  if (saved.digest === now.digest && samePlan(saved, now)) return;
  const changed = changedIds(saved, now);
  throw new GcxError(
    {
      code: 'stale-plan',
      what: `The saved plan ${file} is stale: what it was made from has changed since.`,
      ...(changed.length > 0 ? { details: changed.map((id) => `changed since: ${id}`) } : {}),
      fix: `Make it again and read it: gcx plan${saved.subject.environment === 'default' ? '' : ` --env ${saved.subject.environment}`} --out ${file}`,
    },
    ExitCode.refused,
  );
}

function samePlan(left: Plan, right: Plan): boolean {
  return canonicalJson(plain(left.changes)) === canonicalJson(plain(right.changes));
}

function changedIds(left: Plan, right: Plan): readonly string[] {
  const texts = (plan: Plan) =>
    new Map(plan.changes.map((change) => [change.id, canonicalJson(plain(change))]));
  const before = texts(left);
  const after = texts(right);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((id) => before.get(id) !== after.get(id))
    .sort();
}

function plain(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}

function notAPlan(file: string, why: string): GcxError {
  return new GcxError({
    code: 'no-saved-plan',
    what: `${file} is no saved plan: ${why}.`,
    fix: `Write one with: gcx plan --out ${file}`,
  });
}
