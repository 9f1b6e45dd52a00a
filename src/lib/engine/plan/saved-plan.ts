import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { writeFileAsAsked } from '../../base/atomic-file.js';
import { ExitCode } from '../../base/exit-codes.js';
import { GcxError, withCause } from '../../base/gcx-error.js';
import { gcxVersion } from '../../base/gcx-version.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { isDeeperThan, isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { jsonText } from '../../base/unprintable.js';
import type { Config, LoadedConfig } from '../../language/config/model.js';
import type { Plan } from '../change/model.js';
import { type Allowed, NOTHING_ALLOWED } from '../kinds/index.js';
import { planAgain } from './plan-again.js';
import { refusalExitCode } from './refusal-exit-code.js';
import type { SavedPlan } from './saved-plan-model.js';
import { parseSavedParts } from './saved-plan-schema.js';
import { sealOf } from './seal.js';
import { boundDigest, plain, withoutNote } from './stale-plan.js';

/** Kind and format of the file that `plan --out` writes; beside them it says which gcx wrote it. */
const FILE_KIND = 'genesys-gcx-plan';
const FILE_VERSION = 2;

/** Levels of a saved plan: many more than any has, patterns and policies included. */
const MOST_LEVELS = 200;

/**
 * The text of a saved plan. One that is refused is kept to be read, without what carrying it out would take.
 * @param file where it is going to lie
 */
export function savedPlanText(
  file: string,
  { attributes: _answered, made: _made, ...whole }: Plan,
  config: Config,
  allow: Allowed,
): string {
  const plan = { ...whole, changes: whole.changes.map(withoutNote) };
  const head = { kind: FILE_KIND, schemaVersion: FILE_VERSION, gcx: gcxVersion() };
  const configFile = relative(dirname(resolve(file)), resolve(config.file));
  const document = plain(
    plan.refusals.length > 0
      ? { ...head, plan: { ...plan, changes: plan.changes.map(({ steps: _, ...change }) => change) } }
      : {
          ...head,
          plan: { ...plan, digest: boundDigest(plan.digest, configFile) },
          config: { ...config, file: configFile },
          allow,
        },
  );
  const sealed = isJsonObject(document) ? { ...document, seal: sealOf(document) } : document;
  return `${jsonText(sealed, 2)}\n`;
}

/** Writes a plan for `gcx apply FILE`. Throws GcxError where it cannot be written. */
export async function savePlan(file: string, plan: Plan, config: Config, allow: Allowed): Promise<void> {
  // It holds the plain variables of processors, which plans do not show: only for who made it.
  try {
    writeFileAsAsked(file, savedPlanText(file, plan, config, allow), { ownerOnly: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw withCause(
      new GcxError({
        code: 'plan-not-saved',
        what: `The plan cannot be saved as ${file} (${String(error.code)}).`,
        fix: 'Name a file in a folder that is there and that you may write to: --out plan.json',
      }),
      error,
    );
  }
}

/**
 * Reads what {@link savePlan} wrote.
 * @throws GcxError where there is no such file, it is something else or not as it was written; with exit code 5 where
 * the plan was refused
 */
export async function readSavedPlan(file: string): Promise<SavedPlan> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw withCause(
      notAPlan(
        file,
        error.code === 'ENOENT'
          ? 'there is no such file'
          : `it cannot be read (${error.code ?? error.message})`,
      ),
      error,
    );
  });
  return parseSavedPlan(file, text);
}

/** Reads the text of a saved plan; throws as {@link readSavedPlan}. */
export function parseSavedPlan(file: string, text: string): SavedPlan {
  let document: JsonValue;
  try {
    document = JSON.parse(text) as JsonValue;
  } catch (error) {
    // Cut off in the middle, such as by a full disk.
    if (text.includes(`"${FILE_KIND}"`) || isBeginning(text)) throw withCause(damaged(file), error);
    throw withCause(notAPlan(file, text.trim() === '' ? 'it is empty' : 'it is not JSON'), error);
  }
  // What reads a plan goes down into it: one so deep no gcx has written.
  if (isDeeperThan(document, MOST_LEVELS)) throw notAPlan(file, 'gcx did not write it');
  if (!isJsonObject(document) || document['kind'] !== FILE_KIND) throw notAPlan(file, 'gcx did not write it');
  const { schemaVersion } = document;
  const isNewer = typeof schemaVersion === 'number' && schemaVersion > FILE_VERSION;
  if (schemaVersion !== FILE_VERSION && !isNewer) throw notAPlan(file, 'another version of gcx wrote it');
  // Of every format: only so is a newer plan told from one whose number was changed.
  if (document['seal'] !== sealOf(document)) throw damaged(file);
  if (isNewer) throw tooNew(file, document);
  const parts = parseSavedParts(document);
  if (parts === undefined) throw damaged(file);
  if (parts.kind === 'refused') throw refusedBefore(file, parts.plan);
  const { plan, config, allow } = parts;
  // It may be applied from another folder than the one it was made in.
  const configFile = relative('', resolve(dirname(file), config.file));
  return { plan, allow, config: { ...config, file: configFile } };
}

/** Whether a text is the beginning of a saved plan, cut off before it says what it is. */
function isBeginning(text: string): boolean {
  return text.trim() !== '' && JSON.stringify({ kind: FILE_KIND }, null, 2).startsWith(text.trimEnd());
}

/** A saved plan's file as {@link LoadedConfig}; positions of the original file are not known. */
export function loadedFromSaved(saved: SavedPlan): LoadedConfig {
  return { config: saved.config, warnings: [], notices: [], locate: () => undefined };
}

function refusedBefore(file: string, plan: Pick<Plan, 'subject' | 'refusals'>): GcxError {
  return new GcxError(
    {
      code: 'plan-refused',
      what: `The plan in ${file} was refused when it was made; it is not carried out.`,
      details: plan.refusals.flatMap(({ message, fix }) => [message, `  ${fix}`]),
      fix: `Settle what is said above, then make it again: ${planAgain(file, plan, NOTHING_ALLOWED, plan.subject.file)}`,
    },
    refusalExitCode(plan),
  );
}

/** Nothing of what it holds is shown: whoever changed it may have put anything there. */
function damaged(file: string): GcxError {
  return new GcxError({
    code: 'plan-damaged',
    what: `The saved plan ${file} is damaged: it is not as gcx wrote it.`,
    why: 'It was cut off, or changed after it was saved, so it may not be the plan that was reviewed.',
    fix: `Make it again and read it: ${gcxCommand('plan', '--out', file)} (with the --env and --sandbox that it was made with)`,
  });
}

/** A plan of a format that only a newer gcx knows. */
function tooNew(file: string, { schemaVersion, gcx }: JsonObject): GcxError {
  const maker = typeof gcx === 'string' ? ` ${gcx}` : '';
  return new GcxError(
    {
      code: 'plan-too-new',
      what: `A newer gcx${maker} wrote the saved plan ${file}: it has format ${String(schemaVersion)}, and this gcx (${gcxVersion()}) knows ${FILE_VERSION}.`,
      why: 'It may say more than this gcx understands, so nothing of it is carried out.',
      fix: `Upgrade gcx${maker === '' ? '' : ` to${maker} or later`}, or make the plan again with this one: ${gcxCommand('plan', '--out', file)}`,
    },
    ExitCode.refused,
  );
}

function notAPlan(file: string, why: string): GcxError {
  return new GcxError({
    code: 'no-saved-plan',
    what: `${file} is not a saved plan: ${why}.`,
    fix: `Write one with: ${gcxCommand('plan', '--out', file)}`,
  });
}
