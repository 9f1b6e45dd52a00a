import type { Queue } from '../../language/queues/queue.js';

/** A queue, and what each route of the file does with its events. */
export interface QueueRoutes {
  readonly queue: Queue;
  /** In the file's order. */
  readonly routes: readonly RouteOfQueue[];
}

/** What a route does with the events of one queue. */
export interface RouteOfQueue {
  readonly route: string;
  /** False: the file disables the route, so that nothing comes through whatever it takes. */
  readonly enabled: boolean;
  readonly verdict: RouteVerdict;
}

/** Whether a route takes the events of a queue, and why. */
export type RouteVerdict =
  | {
      readonly kind: 'takes';
      readonly because: TakeReason;
      /** Short names of the event types that say which queue they are of; of an event pattern perhaps none. */
      readonly events: readonly string[];
      /** What else must hold, in words. */
      readonly where: readonly string[];
      readonly targets: readonly TargetOfQueue[];
    }
  | { readonly kind: 'misses'; readonly because: MissReason };

/** Why a route takes a queue. */
export type TakeReason =
  /** It filters on no queue. */
  | { readonly kind: 'every-queue' }
  /** `selector`: as the file says it; `renamed`: no queue is called so any more, and the live rules remember which it was. */
  | { readonly kind: 'selector'; readonly selector: string; readonly renamed: boolean }
  /** Its own event pattern speaks of queues, and takes this one. */
  | { readonly kind: 'pattern' };

/** Why a route takes nothing of a queue. */
export type MissReason =
  | { readonly kind: 'other-queues'; readonly wants: readonly string[] }
  /** None of its event types says which queue an event is of. */
  | { readonly kind: 'no-queue'; readonly events: readonly string[] }
  /** What `where` asks of the queue's id. */
  | { readonly kind: 'where' }
  | { readonly kind: 'pattern' };

/** A target of a route that takes a queue. */
export interface TargetOfQueue {
  readonly name: string;
  /** The queues that a processor handles, in words, where this one is not among them. */
  readonly handlesOnly?: readonly string[];
}
