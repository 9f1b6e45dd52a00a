import { setTimeout as wait } from 'node:timers/promises';
import type { Replay } from '../../clients/aws/archive-model.js';
import type { Aws } from '../../clients/aws/model.js';

/** Milliseconds between two looks: at first, and at most. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;

/** How following a replay ended: it is over, or whoever followed left. */
export type FollowedReplay =
  | { readonly kind: 'over'; readonly replay: Replay }
  | { readonly kind: 'left'; readonly replay: Replay | undefined };

/** Whether nothing more will happen in a replay. */
export function isOver({ state }: Replay): boolean {
  return state === 'COMPLETED' || state === 'CANCELLED' || state === 'FAILED';
}

/**
 * Looks at a replay until it is over, or `signal` is aborted: then it runs on without us.
 * @param onLook Told what was seen each time.
 */
export async function followReplay(
  aws: Aws,
  name: string,
  signal: AbortSignal,
  onLook: (replay: Replay) => void,
): Promise<FollowedReplay> {
  let replay: Replay | undefined;
  for (let pause = FIRST_WAIT; !signal.aborted; pause = Math.min(pause * 1.5, LONGEST_WAIT)) {
    // Just after the start it may not be found yet.
    replay = (await aws.replays.get(name)) ?? replay;
    if (replay !== undefined) {
      onLook(replay);
      if (isOver(replay)) return { kind: 'over', replay };
    }
    // Rejects when the signal is aborted, which ends the loop.
    await wait(pause, undefined, { signal }).catch(() => undefined);
  }
  return { kind: 'left', replay };
}
