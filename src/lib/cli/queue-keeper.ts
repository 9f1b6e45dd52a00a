import type { Config } from '../config/model.js';
import type { ResolvedQueues } from '../genesys/resolved-queues.js';
import { cacheFolder, rememberQueues } from '../queue-cache/index.js';

/** What keeps the queues of the file, once they are resolved live, for commands that work offline. */
export function queueKeeper(
  config: Config,
  { sandbox }: { readonly sandbox: boolean },
): (resolved: ResolvedQueues) => void {
  const place = { folder: cacheFolder(process.env), organization: config.genesys.organization, sandbox };
  return (resolved) => rememberQueues(place, { config, resolved }, new Date());
}
