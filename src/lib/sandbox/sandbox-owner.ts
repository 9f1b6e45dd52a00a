import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { readFileIfThere } from '../base/atomic-file.js';
import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { isJsonObject } from '../base/json.js';
import { linkInRepository } from '../base/repository-links.js';
import type { SandboxFiles } from '../base/sandbox-folder.js';
import { sealed, unsealed } from './seal.js';
import { userKeyFolder } from './user-key.js';

/** What a sandbox's folder says of its owner. */
export interface SandboxOwner {
  /** Random, of this sandbox alone: what its OAuth clients and access keys go with. */
  readonly secret: string;
}

/**
 * Makes a project's sandbox folder, or takes the one that this user's gcx made there: its state says what code is run.
 * @throws GcxError (exit code 5) for one that anybody else made, or that is or holds a symbolic link
 */
export function claimSandboxFolder(files: SandboxFiles): SandboxOwner {
  const found = findSandboxFolder(files);
  if (found !== undefined) {
    refuseOddFiles(files, namesBelow(files.folder));
    return found;
  }
  refuseKeyInside(files);
  mkdirSync(files.folder, { recursive: true, mode: 0o700 });
  chmodSync(files.folder, 0o700);
  const own = `${files.owner}.${randomBytes(8).toString('hex')}`;
  const json = JSON.stringify({ secret: randomBytes(32).toString('base64url') });
  writeFileSync(own, sealed(files, files.owner, json), { flag: 'wx', mode: 0o600 });
  try {
    // Of several commands that begin together, one makes it; the others take that one's.
    linkSync(own, files.owner);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(own, { force: true });
  }
  const ignore = join(files.folder, '.gitignore');
  if (readFileIfThere(ignore) === undefined) writeFileSync(ignore, '*\n', { mode: 0o600 });
  const owner = readOwner(files);
  if (owner === undefined) throw notYours(files);
  return owner;
}

/**
 * The owner of a project's sandbox folder; undefined where there is none, or one that is being made.
 * @throws as {@link claimSandboxFolder}
 */
export function findSandboxFolder(files: SandboxFiles): SandboxOwner | undefined {
  const link = linkInRepository(files.folder, files.project);
  if (link !== undefined) throw linked(files, link);
  const folder = lstatSync(files.folder, { throwIfNoEntry: false });
  if (folder === undefined) return undefined;
  if (!folder.isDirectory()) throw linked(files, files.folder);
  refuseKeyInside(files);
  if (process.getuid !== undefined && folder.uid !== process.getuid()) throw notYours(files);
  const names = readdirSync(files.folder);
  refuseOddFiles(files, names);
  const owner = readOwner(files);
  if (owner !== undefined) return owner;
  const unfinished = names.every((name) => name.startsWith(`${basename(files.owner)}.`));
  // Between the two looks, another command may have made it.
  const made = unfinished ? undefined : readOwner(files);
  if (made === undefined && !unfinished) throw notYours(files);
  return made;
}

function readOwner(files: SandboxFiles): SandboxOwner | undefined {
  const text = readFileIfThere(files.owner);
  const json = text === undefined ? undefined : unsealed(files, files.owner, text);
  const owner: unknown = json === undefined ? undefined : JSON.parse(json);
  const secret = isJsonObject(owner) ? owner['secret'] : undefined;
  return typeof secret === 'string' && secret !== '' ? { secret } : undefined;
}

/** A link leads elsewhere; what is neither file nor folder may never end. */
function refuseOddFiles(files: SandboxFiles, names: readonly string[]): void {
  for (const name of names) {
    const path = join(files.folder, name);
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there !== undefined && !there.isFile() && !there.isDirectory()) throw linked(files, path);
  }
}

/** All that lies in a folder, however deep. What another command has removed meanwhile is not there. */
function namesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory()
        ? [entry.name, ...namesBelow(join(folder, entry.name)).map((name) => join(entry.name, name))]
        : [entry.name],
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** A key that could come with the repository would prove nothing. */
function refuseKeyInside({ project }: SandboxFiles): void {
  const folder = resolve(userKeyFolder());
  if (repositoriesAround(folder).every((root) => !isWithin(project, root))) return;
  throw new GcxError({
    code: 'sandbox-key',
    what: 'The key with which gcx marks your sandboxes would lie in the repository of the project.',
    where: folder,
    fix: 'Name a folder outside of it: export XDG_STATE_HOME=FOLDER',
  });
}

function repositoriesAround(path: string): readonly string[] {
  const above = dirname(path);
  const here = existsSync(join(path, '.git')) ? [path] : [];
  return above === path ? here : [...here, ...repositoriesAround(above)];
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function linked({ folder }: SandboxFiles, path: string): GcxError {
  return new GcxError(
    {
      code: 'sandbox-link',
      what: 'The sandbox is not opened: a symbolic link leads out of it.',
      where: path,
      why: 'A link that came with a repository can lead to any file of yours.',
      fix: `Look where it leads (ls -l), and remove it: rm ${quoted(path === folder ? folder : path)}`,
    },
    ExitCode.refused,
  );
}

function notYours({ folder }: SandboxFiles): GcxError {
  return new GcxError(
    {
      code: 'sandbox-not-yours',
      what: 'The sandbox is not opened: you did not make it in this folder.',
      where: folder,
      why: 'It came with a repository, was copied or moved here, is another user’s, an earlier gcx made it, or the key that marks yours is a new one. What it holds would run as your code.',
      fix: `Remove it; the next command makes a new one: rm -r ${quoted(folder)}`,
    },
    ExitCode.refused,
  );
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
