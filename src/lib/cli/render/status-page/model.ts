import type { LocalTime } from '../../../base/local-time.js';
import type { Notice } from '../../../base/notice.js';
import type { Diagnosis } from '../../../features/doctor/index.js';
import type { PipeGraph } from '../../../features/graph/index.js';
import type { Drift } from '../../../features/plans/drift.js';
import type { QueueRoutes } from '../../../features/queue-routes/index.js';
import type { PipeStatus } from '../../../features/status/model.js';
import type { Verdict } from '../../../features/status/verdict.js';
import type { Target } from '../../../language/config/model.js';

/** What a page is made of. */
export interface PageFacts {
  readonly status: PipeStatus;
  readonly verdict: Verdict;
  readonly graph: PipeGraph;
  /** Every queue of Genesys Cloud that the credentials see, and its routes. Absent: they could not be asked for. */
  readonly queues?: readonly QueueRoutes[];
  /** What the file says of a route or target, by `routes.NAME` or `targets.NAME`. */
  /** What was found beyond the numbers. Absent: it could not be looked for. */
  readonly examination?: Examination;
  readonly fileParts: Readonly<Record<string, string>>;
  /** Whether it may hold conversation ids of dead letters. */
  readonly withIds: boolean;
  readonly gcxVersion: string;
  readonly time: LocalTime;
}

/** What a plan and doctor say of the pipe. */
export interface Examination {
  readonly diagnosis: Diagnosis;
  readonly drift: Drift;
  /** What is left to people. */
  readonly pending: readonly Notice[];
}

/**
 * How a part of the pipe is, of what was read. `calm`: there, and nothing speaks against it; `good`: events went through;
 * `quiet`: no number says that one did.
 */
export type Health = 'good' | 'calm' | 'quiet' | 'look' | 'bad' | 'off' | 'unknown';

/** What a box stands for. */
export type BoxKind = 'source' | 'bus' | 'route' | 'target' | 'subscriber';

/** A box of the picture. */
export interface Box {
  /** Of the page, e.g. `r0`. */
  readonly id: string;
  readonly kind: BoxKind;
  /** Of a target. */
  readonly targetKind?: Target['kind'];
  readonly title: string;
  /** Below its title. */
  readonly lines: readonly string[];
  readonly health: Health;
  /** Why, in a few words. */
  readonly says: string;
  /** What it is found by. */
  readonly words: string;
  /** Whether a part of the page tells more of it. */
  readonly told: boolean;
}

/** A line of the picture. */
export interface Line {
  readonly from: string;
  readonly to: string;
  /** Its number. Absent: nobody counts there. */
  readonly label?: string;
  /** The number of events to publish. Absent: not known. */
  readonly events?: number;
  readonly health: Health;
}

/** The picture before it is laid out. */
export interface Picture {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  /** Ids of the boxes that keep dead letters, which stand below. */
  readonly below: readonly string[];
}
