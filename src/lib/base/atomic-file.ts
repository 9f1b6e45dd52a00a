import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ExitCode } from './exit-codes.js';
import { GcxError } from './gcx-error.js';
import { linkInRepository } from './repository-links.js';

/** Permissions of a file that only its owner may read. */
const OWNER_ONLY = 0o600;

/** Permissions of a new file before the process's mask. */
const ANYBODY = 0o666;

/** Why a file may not be replaced although it may be written: a folder that takes no new ones, a file mounted by itself. */
const NOT_REPLACEABLE: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EBUSY', 'EROFS']);

/** How a file that somebody asked for is written. */
export interface FileWriting {
  /** Readable by its owner only, whatever it was before. */
  readonly ownerOnly?: boolean;
  /** Fails with EEXIST where there is something of the name already. */
  readonly onlyNew?: boolean;
}

/**
 * Writes a file of gcx's own (state, caches) so that readers see the old or the new text, never half of one; readable by
 * its owner only.
 */
export function writeFileAtomically(path: string, text: string): void {
  replaceFile(path, text, OWNER_ONLY);
}

/**
 * Writes a file where somebody asked for it, a plan or a zip, whole or not at all. Never through a symbolic link of the
 * repository: it would be written somewhere that nobody named.
 * @throws GcxError for such a link; Error with a `code` where it cannot be written
 */
export function writeFileAsAsked(path: string, content: string | Uint8Array, how: FileWriting = {}): void {
  const mode = how.ownerOnly === true ? OWNER_ONLY : ANYBODY;
  if (how.onlyNew === true) {
    // Where the name is a link itself, it is taken.
    refuseLinks(dirname(path));
    writeNewFile(path, content, mode);
    return;
  }
  refuseLinks(path);
  const target = destination(path);
  const there = lstatSync(target, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) writeFileSync(target, content);
  else replaceOrOverwrite(target, content, there, mode);
}

/** Makes a folder and those above it, for files that somebody asked for. @throws as {@link writeFileAsAsked} */
export function makeFolderAsAsked(path: string): void {
  refuseLinks(path);
  mkdirSync(path, { recursive: true });
}

/** A file's text; undefined where there is none. */
export function readFileIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** @throws GcxError where a path leads through a symbolic link of the repository */
function refuseLinks(path: string): void {
  const link = linkInRepository(path);
  if (link === undefined) return;
  throw new GcxError(
    {
      code: 'symbolic-link',
      what: `${path} is not written: ${link === resolve(path) ? 'it' : link} is a symbolic link.`,
      why: 'A link that came with a repository can lead to any file of yours.',
      fix: 'Look where it leads (ls -l), then remove it, or name a path without links.',
    },
    ExitCode.refused,
  );
}

/** Where a link that is this machine's own leads: the link stays. */
function destination(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return path;
    throw error;
  }
}

function writeNewFile(path: string, content: string | Uint8Array, mode: number): void {
  try {
    writeFileSync(path, content, { flag: 'wx', mode });
  } catch (error) {
    // Half a file, on a full disk, is none.
    if (codeOf(error) !== 'EEXIST') rmSync(path, { force: true });
    throw error;
  }
}

function replaceOrOverwrite(
  path: string,
  content: string | Uint8Array,
  there: Stats | undefined,
  mode: number,
): void {
  const kept = there === undefined || mode === OWNER_ONLY ? mode : there.mode & 0o7777;
  try {
    replaceFile(path, content, kept, kept !== ANYBODY);
  } catch (error) {
    if (there === undefined || !NOT_REPLACEABLE.has(codeOf(error))) throw error;
    const { O_WRONLY, O_TRUNC, O_NOFOLLOW = 0 } = constants;
    const file = openSync(path, O_WRONLY | O_TRUNC | O_NOFOLLOW);
    try {
      if (mode === OWNER_ONLY) fchmodSync(file, mode);
      writeFileSync(file, content);
    } finally {
      closeSync(file);
    }
  }
}

/** @param exactly Sets the permissions as they are said, past the process's mask. */
function replaceFile(path: string, content: string | Uint8Array, mode: number, exactly = false): void {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(temporary, content, { flag: 'wx', mode });
    if (exactly) chmodSync(temporary, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
