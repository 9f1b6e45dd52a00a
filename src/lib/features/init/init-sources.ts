import { once } from '../../base/once.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Queue } from '../../language/queues/queue.js';

/** What the questions read, each once. */
export interface InitSources {
  readonly queues: () => Promise<readonly Queue[]>;
  /** What exists on AWS is listed from it. */
  readonly aws: Aws;
}

/** The sources of a connection. */
export function initSources({ genesys, aws }: { readonly genesys: Genesys; readonly aws: Aws }): InitSources {
  return { queues: once(() => genesys.queues.all()), aws };
}
