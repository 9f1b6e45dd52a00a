import type { Config } from '../../language/config/model.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import { rememberQueues } from './cache/index.js';
import { queueCachePlace } from './queue-cache-place.js';

/** What keeps the queues of the file, once they are resolved live, for commands that work offline. */
export function queueKeeper(
  config: Config,
  { sandbox }: { readonly sandbox: boolean },
): (resolved: ResolvedQueues) => void {
  const place = queueCachePlace(config, sandbox);
  return (resolved) => rememberQueues(place, { config, resolved }, new Date());
}
