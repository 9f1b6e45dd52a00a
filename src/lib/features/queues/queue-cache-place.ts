import { dirname, join, resolve } from 'node:path';
import { SANDBOX_FOLDER } from '../../base/sandbox-folder.js';
import type { Config } from '../../language/config/model.js';
import { type CachePlace, cacheFolder } from './cache/index.js';

/**
 * Where the queues of a file are kept: Genesys Cloud's in the user's cache; the sandbox's beside its state, so that they
 * go with it.
 */
export function queueCachePlace(config: Config, sandbox: boolean): CachePlace {
  const folder = sandbox ? join(dirname(resolve(config.file)), SANDBOX_FOLDER) : cacheFolder(process.env);
  return { folder, organization: config.genesys.organization, sandbox };
}
