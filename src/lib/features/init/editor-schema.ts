import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const SCHEMA = join('node_modules', 'genesys-gcx', 'config', 'genesysrc.schema.json');

/**
 * Where an editor finds the JSON Schema of a file in a folder: that of the gcx which is installed there, or above, as a path
 * from the folder. Undefined where none is: a path elsewhere would be one of this computer alone, and wrong for whoever
 * shares the file.
 */
export function editorSchema(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, SCHEMA);
    if (existsSync(file)) {
      const path = relative(folder, file).split(sep).join('/');
      return path.startsWith('.') ? path : `./${path}`;
    }
    if (dirname(at) === at) return undefined;
  }
}
