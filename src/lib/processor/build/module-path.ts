import { relative, sep } from 'node:path';

/**
 * The path of a module as people and plans know it, the same on every machine: from the package's name on within
 * `node_modules`, below `genesys-gcx/` for gcx's own, else relative to the folder of the file.
 */
export function modulePath(file: string, folder: string, gcxFolder: string): string {
  const own = relative(gcxFolder, file).split(sep).join('/');
  if (!own.startsWith('../')) return `genesys-gcx/${own}`;
  const path = relative(folder, file).split(sep).join('/');
  const at = path.lastIndexOf('node_modules/');
  return at === -1 ? path : path.slice(at);
}
