import { existsSync, lstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { GcxError, withCause } from '../../../base/gcx-error.js';
import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { nearFile } from './near-file.js';
import { fileVerdict, projectBounds, verdictText } from './project-bounds.js';
import { repositoryRoot } from './repository-root.js';

/** Where the file is looked for in each folder, in this order; YAML and JSON only, never code. */
const CONFIG_FILE_NAMES: readonly string[] = [
  '.genesysrc.yml',
  '.genesysrc.yaml',
  '.genesysrc.json',
  '.genesysrc',
];

/** Whether a path, relative to the current folder, is one that is looked for without being named. */
export function isFoundUnnamed(path: string): boolean {
  const steps = path.split(/[\\/]/);
  const name = steps.pop() ?? '';
  return CONFIG_FILE_NAMES.includes(name) && steps.every((step) => step === '..' || step === '.');
}

/** Characters of a file; a longer file is not a configuration. */
const MAX_BYTES = 4 * 1024 * 1024;

/** A file's text, and what to say about where it was found. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** As to be shown: relative to the current folder where that is shorter. */
  readonly shown: string;
  readonly text: string;
  readonly notices: readonly string[];
}

/**
 * Finds and reads the file: the one that was named, else upwards from the current folder to the repository's root.
 * Outside a repository only the current folder is looked at.
 * @throws GcxError where there is none, or it cannot be read.
 */
export async function findConfigFile(cwd: string, named?: string): Promise<FoundFile> {
  if (named !== undefined) return readNamed(cwd, named);
  const explorer = await createExplorer();
  const root = repositoryRoot(cwd) ?? resolve(cwd);
  for (const folder of foldersUpTo(resolve(cwd), root)) {
    // Before the explorer, which reads what it finds.
    for (const name of CONFIG_FILE_NAMES) requireOwn(folder, name, shownPath(cwd, join(folder, name)));
    const found = await explorer.search(folder);
    if (found === null) continue;
    const path = found.filepath;
    const shown = shownPath(cwd, path);
    const here = dirname(path) === resolve(cwd);
    return {
      path,
      shown,
      text: await readText(path, shown),
      notices: [
        ...(here ? [] : [`Using ${shown} (found above the current folder).`]),
        ...othersBeside(path, shown),
      ],
    };
  }
  const near = nearFile(resolve(cwd), CONFIG_FILE_NAMES);
  throw new GcxError({
    code: 'config-not-found',
    what: 'There is no .genesysrc.yml here.',
    why: `Looked for ${CONFIG_FILE_NAMES.join(', ')} in ${resolve(cwd)}${root === resolve(cwd) ? '' : ` and up to the repository's root, ${root}`}.`,
    fix: near?.fix ?? `Run "${gcxCommand('init')}" to write one, or name a file with --config FILE.`,
  });
}

async function readNamed(cwd: string, named: string): Promise<FoundFile> {
  const path = resolve(cwd, named);
  const shown = shownPath(cwd, path);
  if (/\.([cm]?[jt]sx?)$/.test(path)) {
    throw new GcxError({
      code: 'config-not-data',
      what: `${shown} is code; gcx reads YAML and JSON only and runs nothing.`,
      fix: `Write the configuration as YAML; "${gcxCommand('init')}" helps.`,
    });
  }
  return { path, shown, text: await readText(path, shown), notices: [] };
}

/** The explorer of cosmiconfig as far as it is used here. */
interface Explorer {
  search(folder: string): Promise<{ readonly filepath: string } | null>;
}

/**
 * cosmiconfig's explorer with places and loaders of ours. Its public `cosmiconfig()` first reads a configuration for
 * itself from the current folder (`.config/config.js`, which it executes, or `package.json`, which may name further
 * places and so further code). The class behind it does not.
 */
async function createExplorer(): Promise<Explorer> {
  // A CommonJS module: bundled, its exports are below `default` only.
  const imported: { readonly default?: unknown } = await import('cosmiconfig/dist/Explorer.js');
  const module = [imported, imported.default].find(hasExplorer);
  if (module === undefined) throw new Error('cosmiconfig has no Explorer: see find-file.ts');
  const loader = (): object => ({});
  return new module.Explorer({
    moduleName: 'genesys',
    searchPlaces: CONFIG_FILE_NAMES,
    loaders: { '.yml': loader, '.yaml': loader, '.json': loader, noExt: loader },
    ignoreEmptySearchPlaces: false,
    cache: false,
    metaConfigFilePath: null,
    mergeImportArrays: true,
    mergeSearchPlaces: false,
    searchStrategy: 'none',
    transform: (result: unknown) => result,
  });
}

function hasExplorer(module: unknown): module is { readonly Explorer: new (options: object) => Explorer } {
  return (
    typeof module === 'object' &&
    module !== null &&
    'Explorer' in module &&
    typeof module.Explorer === 'function'
  );
}

function foldersUpTo(from: string, last: string): readonly string[] {
  const folders = [from];
  for (let folder = from; folder !== last && dirname(folder) !== folder; ) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}

/**
 * A file that was found, not named, came with the folder: as a link it could lead to what belongs to the user alone, which
 * an error would then quote, and reading a pipe could wait for ever.
 * @throws GcxError if it is not a regular file of the project
 */
function requireOwn(folder: string, name: string, shown: string): void {
  const file = join(folder, name);
  const there = lstatSync(file, { throwIfNoEntry: false });
  if (there === undefined || there.isFile() || there.isDirectory()) return;
  const bounds = projectBounds(folder);
  const verdict = fileVerdict(bounds, file);
  if (verdict.kind === 'inside' || verdict.kind === 'missing') return;
  throw new GcxError({
    code: 'config-outside',
    what: `${shown} is not read: it ${verdictText(bounds, file, verdict)}.`,
    why: 'A file that gcx finds by itself must be a file of the project: whoever sent you this folder chose where the link leads.',
    fix: `If it is yours, name it: --config ${shown}`,
  });
}

function othersBeside(path: string, shown: string): readonly string[] {
  const others = CONFIG_FILE_NAMES.filter((name) => {
    const other = join(dirname(path), name);
    return other !== path && existsSync(other);
  });
  return others.length === 0
    ? []
    : [`Using ${shown}; ${others.join(' and ')} beside it ${others.length > 1 ? 'are' : 'is'} not read.`];
}

function shownPath(cwd: string, path: string): string {
  const near = relative(resolve(cwd), path);
  return near.length < path.length && near !== '' ? near : path;
}

async function readText(path: string, shown: string): Promise<string> {
  const unreadable = (why: string, fix: string): GcxError =>
    new GcxError({ code: 'config-unreadable', what: `${shown} cannot be read.`, why, fix });
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw withCause(
        new GcxError({
          code: 'config-not-found',
          what: `There is no file ${shown}.`,
          fix: `Check the path given with --config, or run "${gcxCommand('init')}" to write a file.`,
        }),
        error,
      );
    }
    if (code === 'EISDIR')
      throw withCause(
        unreadable('It is a folder.', `Name a file in it: --config ${join(shown, '.genesysrc.yml')}`),
        error,
      );
    throw withCause(
      unreadable(
        code === 'EACCES' ? 'This user may not read it.' : `The system says ${code}.`,
        'Check its permissions.',
      ),
      error,
    );
  }
  if (bytes.length > MAX_BYTES)
    throw unreadable(
      `It has ${bytes.length} bytes; at most ${MAX_BYTES} are read.`,
      'Check that it is the right file.',
    );
  try {
    // A byte order mark stays: what edits the file writes it again.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw withCause(unreadable('It is not UTF-8 text.', 'Save it as UTF-8 in your editor.'), error);
  }
}
