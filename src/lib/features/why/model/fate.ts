import type { MetricEvidence, Stop, Witness } from './evidence.js';

/** How sure it is what is said. */
export type Certainty = 'certain' | 'probably';

/** Why nobody can know: what is not there to be looked at. */
export type Blank =
  | { readonly kind: 'log-off' }
  | { readonly kind: 'log-expired'; readonly days: number; readonly ago: number }
  | { readonly kind: 'log-ambiguous' }
  | { readonly kind: 'log-open' }
  | { readonly kind: 'log-silent' }
  | { readonly kind: 'denied'; readonly permission: string }
  | { readonly kind: 'metrics-expired'; readonly days: number; readonly ago: number }
  | { readonly kind: 'metrics-unread' }
  | { readonly kind: 'metrics-mixed' }
  | { readonly kind: 'metrics-contradict'; readonly stop: Stop }
  | { readonly kind: 'dead-letters-expired'; readonly days: number; readonly ago: number }
  | { readonly kind: 'dead-letters-in-part' }
  | { readonly kind: 'dead-letters-ambiguous'; readonly letters: number; readonly events: number }
  | { readonly kind: 'too-new' };

/** What became of one event at one target, and how sure that is. */
export type Fate =
  | {
      readonly kind: 'delivered';
      readonly certainty: Certainty;
      readonly by: Witness;
      readonly afterMs?: number;
      readonly attempts?: number;
    }
  | {
      readonly kind: 'dead-lettered';
      readonly certainty: Certainty;
      readonly by: Witness;
      /** Absent: only counted. */
      readonly reason?: string;
      readonly detail?: string;
      readonly attempts?: number;
      /** Since when it lies there, epoch ms; absent: it was there, and whether it is still is not known. */
      readonly since?: number;
    }
  /** Given up, and kept nowhere. */
  | {
      readonly kind: 'failed';
      readonly certainty: Certainty;
      readonly by: Witness;
      readonly reason?: string;
      readonly attempts?: number;
    }
  /** Tried, without success so far; EventBridge tries again. */
  | {
      readonly kind: 'trying';
      readonly certainty: Certainty;
      readonly by: Witness;
      readonly reason?: string;
      readonly attempts: number;
    }
  /** It came no further than the stop, as far as can be told. Absent: nothing of it was seen, and nothing stands in the way now. */
  | { readonly kind: 'not-sent'; readonly certainty: 'probably'; readonly stop?: Stop }
  | { readonly kind: 'unknown'; readonly because: readonly Blank[] };

/** Whether a fate says that the event did not arrive. */
export function isLost({ kind }: Fate): boolean {
  return kind === 'dead-lettered' || kind === 'failed' || kind === 'not-sent';
}

/** Whether somebody saw what became of the event itself. */
export function isCertain(fate: Fate): boolean {
  return 'certainty' in fate && fate.certainty === 'certain';
}

/** What metrics leave open. */
export function blankOfMetrics(metrics: MetricEvidence): readonly Blank[] {
  switch (metrics.kind) {
    case 'unread':
      return [{ kind: 'metrics-unread' }];
    case 'denied':
      return [{ kind: 'denied', permission: metrics.permission }];
    case 'expired':
      return [{ ...metrics, kind: 'metrics-expired' }];
    case 'too-new':
      return [{ kind: 'too-new' }];
    case 'read':
      return [];
  }
}
