import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** gcx's folder for what can be read again: `$XDG_CACHE_HOME/genesys-gcx`, else `~/.cache/genesys-gcx`. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const given = env['XDG_CACHE_HOME'];
  // The XDG specification wants relative paths to be ignored.
  const base = given !== undefined && isAbsolute(given) ? given : join(homedir(), '.cache');
  return join(base, 'genesys-gcx');
}
