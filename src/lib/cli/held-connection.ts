import type { Connection } from '../features/access/connect.js';
import type { Hold } from '../features/lease/index.js';

/** Both sides, for a command that changes something. */
export interface HeldConnection extends Connection {
  /** Keeps others from changing the same pipe. Absent: it is done without. */
  readonly lease?: Hold;
}
