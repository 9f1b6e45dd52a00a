import type { Plan } from '../../engine/change/model.js';
import { unknownEnvironment } from '../../language/config/document/environments.js';
import { leftFile } from '../../language/config/document/left-environment.js';
import type { Config } from '../../language/config/model.js';

/**
 * Refuses an environment that is neither in the file nor has left anything behind: it is a slip of the pen more often than
 * not, and "nothing to delete" would hide it.
 * @param plan that of its destruction
 * @throws GcxError that names the file's environments
 */
export function requireEnvironment(config: Config, { changes }: Plan): void {
  if (changes.length > 0 || !leftFile(config, config.environment)) return;
  throw unknownEnvironment(config.environment, config.environments ?? [], config.file, config.aws);
}
