import { realpathSync, type Stats, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { repositoryRoot } from './repository-root.js';

/** Where a project's own files lie: what is built into a Lambda comes from there, or from a `node_modules`. */
export interface ProjectBounds {
  /** Real paths: the folder of the configuration file, the repository that it is in, and what else was named. */
  readonly roots: readonly string[];
  /** Real path of the user's home, whose hidden files (`.aws`, `.ssh`, `.npmrc`) belong to no project. */
  readonly home: string;
}

/** What a path leads to, links followed. */
export type FileVerdict =
  | { readonly kind: 'inside' }
  | { readonly kind: 'missing' }
  /** It lies elsewhere on this machine. */
  | { readonly kind: 'outside'; readonly real: string }
  /** Reading it could wait for ever, or do something. */
  | { readonly kind: 'no-file'; readonly real: string; readonly what: string };

/** Folders of the system: what is below them is of no project that lies above them, such as one at `/`. */
const SYSTEM_FOLDERS = ['/proc', '/sys', '/dev', '/run', '/var/run', '/etc'];

/**
 * The bounds of the project of a configuration file.
 * @param folder of the file
 * @param more folders whose files count as the project's
 */
export function projectBounds(folder: string, more: readonly string[] = []): ProjectBounds {
  const own = realPath(folder) ?? resolve(folder);
  const repository = repositoryRoot(own);
  const others = [...(repository === undefined ? [] : [repository]), ...more];
  return {
    roots: [...new Set([own, ...others.map((each) => realPath(each) ?? resolve(each))])],
    home: realPath(homedir()) ?? homedir(),
  };
}

/** Whether a path is a regular file within the bounds, or what it is instead. Opens nothing. */
export function fileVerdict(bounds: ProjectBounds, file: string): FileVerdict {
  const real = realPath(file);
  if (real === undefined) return { kind: 'missing' };
  if (!isInBounds(bounds, real)) return { kind: 'outside', real };
  const there = statSync(real, { throwIfNoEntry: false });
  if (there === undefined) return { kind: 'missing' };
  return there.isFile() ? { kind: 'inside' } : { kind: 'no-file', real, what: kindOf(there) };
}

/** What a refused file is, as the end of a sentence that begins with its name. */
export function verdictText(
  bounds: ProjectBounds,
  file: string,
  verdict: Exclude<FileVerdict, { readonly kind: 'inside' | 'missing' }>,
): string {
  const leads = resolve(file) === verdict.real ? '' : `leads to ${verdict.real}, which `;
  return verdict.kind === 'no-file'
    ? `${leads}is ${verdict.what}, not a file`
    : `${leads}is outside of the project (${bounds.roots[0] ?? ''})`;
}

/** A path as to be shown: from the folder of the configuration file on, where that is shorter. */
export function shownIn({ roots: [folder = ''] }: ProjectBounds, file: string): string {
  const near = relative(folder, file);
  return near !== '' && near.length < file.length ? near.split(sep).join('/') : file;
}

/** Whether a real path lies in one of the roots, and is of the project there, or in a `node_modules`. */
function isInBounds({ roots, home }: ProjectBounds, real: string): boolean {
  if (real.split(sep).includes('node_modules')) return true;
  return roots.some((root) => {
    if (!isWithin(root, real)) return false;
    // A token of the one who cloned is in .git/config.
    if (relative(root, real).split(sep).includes('.git')) return false;
    if (SYSTEM_FOLDERS.some((system) => isWithin(system, real) && !isWithin(system, root))) return false;
    return !(isWithin(root, home) && isWithin(home, real) && relative(home, real).startsWith('.'));
  });
}

/** Whether a path is a folder itself or lies below it. Both absolute. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function kindOf(there: Stats): string {
  if (there.isDirectory()) return 'a folder';
  if (there.isFIFO()) return 'a pipe';
  if (there.isSocket()) return 'a socket';
  return 'a device';
}
