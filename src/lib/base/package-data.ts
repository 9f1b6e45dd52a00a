import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The text of a file of the package's `config/` folder. The folder is looked for upwards from this module, so it is
 * found from `src/` (tests) as well as from a bundled `dist/`.
 * @throws Error where the package is not complete.
 */
export function readPackageData(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(folder, 'config', name);
    if (existsSync(join(folder, 'package.json')) && existsSync(file)) return readFileSync(file, 'utf8');
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`gcx is not installed completely: config/${name} is missing.`);
    folder = parent;
  }
}
