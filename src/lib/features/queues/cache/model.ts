import type { QueueSelector } from '../../../language/config/model.js';
import type { Queue } from '../../../language/queues/queue.js';

/** Where the queues of one organization are kept. */
export interface CachePlace {
  /** The folder, see {@link cacheFolder}. */
  readonly folder: string;
  /** The organization's id. */
  readonly organization: string;
  /** The sandbox takes on the file's organization, but its queues are others: they are kept apart. */
  readonly sandbox: boolean;
}

/** What a selector chose, and when. */
export interface CachedSelection {
  readonly queues: readonly Queue[];
  readonly at: Date;
}

/** A queue as it was when it was last seen. */
export interface CachedQueue extends Queue {
  readonly seen: Date;
}

/** What earlier resolutions found in one organization. */
export interface QueueCache {
  /** True for those of the sandbox. */
  readonly sandbox: boolean;
  /** Every queue that a name is known of. */
  readonly queues: readonly CachedQueue[];
  /** What exactly this selector chose when it was last resolved; undefined where it never was. */
  selection(selector: QueueSelector): CachedSelection | undefined;
}
