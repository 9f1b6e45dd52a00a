import type { Replay } from '../../clients/aws/archive-model.js';
import { followReplay } from './follow-replay.js';
import type { ReplayPlan } from './model.js';
import { planReplay, type ReplayScope } from './plan-replay.js';
import { startReplay } from './start-replay.js';

/** What a replay is asked. */
export interface ReplayRequest extends Omit<ReplayScope, 'shownOnly'> {
  /** Asked, once the plan was shown, whether it is started. Absent: the plan is only shown. */
  readonly approve?: (plan: ReplayPlan) => Promise<boolean>;
  /** Gives, once it was started, the signal until which it is followed. Absent: nobody follows it. */
  readonly follow?: () => AbortSignal;
  readonly observer: ReplayObserver;
}

/** Who shows what a replay does. */
export interface ReplayObserver {
  /** Before anything is asked or started. */
  planned(plan: ReplayPlan): void;
  /** It is followed from now on; a promise is waited for. */
  following(name: string): unknown;
  /** What was seen of it. */
  looked(replay: Replay, plan: ReplayPlan): void;
}

/** How far a replay came while somebody looked. */
export type ReplayEnd =
  /** Nobody was to approve. */
  | { readonly kind: 'planned' }
  | { readonly kind: 'declined' }
  /** It runs, and nobody follows it. */
  | { readonly kind: 'started'; readonly name: string }
  /** Whoever followed left; it runs on. */
  | { readonly kind: 'left'; readonly name: string; readonly state: string }
  | { readonly kind: 'over'; readonly replay: Replay };

/** What a replay was to do and how far it came. */
export interface ReplayRun {
  readonly plan: ReplayPlan;
  readonly end: ReplayEnd;
}

/** The state of a replay that AWS does not show yet. */
const JUST_STARTED = 'STARTING';

/**
 * Plans a replay, shows it, starts it where it is approved, and follows it.
 * @throws GcxError as {@link planReplay}
 */
export async function runReplay(request: ReplayRequest): Promise<ReplayRun> {
  const { aws, config, approve, follow, observer } = request;
  const plan = await planReplay({ ...request, shownOnly: approve === undefined });
  observer.planned(plan);
  if (approve === undefined) return { plan, end: { kind: 'planned' } };
  if (!(await approve(plan))) return { plan, end: { kind: 'declined' } };
  const name = await startReplay(aws, config, plan, new Date());
  if (follow === undefined) return { plan, end: { kind: 'started', name } };
  // An interruption from now on leaves it.
  const until = follow();
  await observer.following(name);
  const followed = await followReplay(aws, name, until, (replay) => observer.looked(replay, plan));
  if (followed.kind === 'over') return { plan, end: followed };
  return { plan, end: { kind: 'left', name, state: followed.replay?.state ?? JUST_STARTED } };
}
