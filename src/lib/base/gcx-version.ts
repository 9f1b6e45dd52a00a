import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * This gcx's version, as its package says: `0.1.0`. Found from `src/` (tests) as well as from a bundled `dist/`.
 * @throws Error where the package is not complete
 */
export function gcxVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) {
      const { name, version }: { name?: unknown; version?: unknown } = JSON.parse(readFileSync(file, 'utf8'));
      if (name === 'genesys-gcx' && typeof version === 'string') return version;
    }
    const parent = dirname(folder);
    if (parent === folder) throw new Error('gcx is not installed completely: its package.json is missing.');
    folder = parent;
  }
}
