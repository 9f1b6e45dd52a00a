import type { GcxError } from '../../base/gcx-error.js';
import type { Notice } from '../../base/notice.js';
import type { Change } from '../change/model.js';
import type { NotedReport } from './note-asked.js';

/** How one change went. */
export type Outcome =
  | { readonly kind: 'done' }
  /** `steps` of the change's steps were carried out before the one that failed. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly steps: number }
  /** Something it waits for failed, or the apply was interrupted. */
  | { readonly kind: 'not-attempted'; readonly because: string };

/** What an apply did. */
export interface ApplyReport {
  readonly schemaVersion: 1;
  /** In the plan's order; unchanged resources are left out. */
  readonly results: readonly { readonly change: Change; readonly outcome: Outcome }[];
  readonly done: number;
  readonly failed: number;
  readonly notAttempted: number;
  /** A person interrupted it. */
  readonly interrupted: boolean;
  /** Why it began nothing else, where nobody interrupted it. Absent: it went through. */
  readonly stopped?: GcxError;
  /** Calls made that change something, without those that only note what was asked for. */
  readonly writes: number;
  readonly noted: NotedReport;
  /** What is left to people: an e-mail subscription to confirm, a source PENDING. */
  readonly pending: readonly Notice[];
}

/** Told as the apply goes on. */
export type ApplyProgress =
  | { readonly kind: 'started'; readonly change: Change }
  | {
      readonly kind: 'finished';
      readonly change: Change;
      readonly outcome: Outcome;
      readonly finished: number;
      readonly total: number;
    };
