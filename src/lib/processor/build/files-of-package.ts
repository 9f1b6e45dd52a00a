import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '../../base/json.js';

/**
 * All files of an installed package that `extends` of a tsconfig.json may stand for. Which one it is depends on the
 * package's conditions; none of them may lead outside.
 * @param modules a `node_modules`
 * @param name of the package, and the path within it
 */
export function filesOfPackage(modules: string, name: string): readonly string[] {
  const [, owner, below = ''] = /^((?:@[^/]+\/)?[^/]+)\/?(.*)$/.exec(name) ?? [];
  if (owner === undefined) return [];
  const folder = join(modules, owner);
  const path = join(folder, below);
  const about = readPackage(join(folder, 'package.json'));
  const named = typeof about['tsconfig'] === 'string' ? [about['tsconfig']] : [];
  const exported = textsIn(about['exports']).map((text) => text.replaceAll('*', below));
  return [
    join(path, 'tsconfig.json'),
    path,
    `${path}.json`,
    ...[...named, ...exported].map((text) => join(folder, text)),
  ];
}

function readPackage(file: string): Readonly<Record<string, unknown>> {
  // A pipe is not waited for.
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return {};
  try {
    const about: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isJsonObject(about) ? about : {};
  } catch {
    return {};
  }
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
