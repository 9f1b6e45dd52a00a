import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SANDBOX_FOLDER } from '../base/sandbox-folder.js';

/**
 * The folder that a project's sandbox belongs to, without reading the file: that of `configFile`, else the nearest
 * folder, from here up to the repository's root, that holds a configuration file or a sandbox, else the current one.
 */
export function projectFolder(cwd: string, configFile?: string): string {
  if (configFile !== undefined) return dirname(resolve(cwd, configFile));
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const isProject =
      existsSync(join(folder, SANDBOX_FOLDER)) ||
      readdirSync(folder).some((name) => name.startsWith('.genesysrc.'));
    if (isProject) return folder;
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return resolve(cwd);
  }
}
