import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/**
 * A file as GitHub names it, in annotations and in code scanning: from the root of its repository, with `/`. From the
 * current folder where it is in none.
 * @param workspace the checkout of a workflow (GITHUB_WORKSPACE)
 */
export function repositoryPath(file: string, cwd: string, workspace: string | undefined): string {
  const path = resolve(cwd, file);
  const checkout = workspace === undefined || workspace === '' ? undefined : within(workspace, path);
  return checkout ?? within(rootOf(dirname(path)) ?? cwd, path) ?? file;
}

function within(folder: string, path: string): string | undefined {
  const inside = relative(resolve(folder), path);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside)
    ? undefined
    : inside.replaceAll(sep, '/');
}

function rootOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : rootOf(above);
}
