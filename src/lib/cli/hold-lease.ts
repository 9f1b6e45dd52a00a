import type { CommandName } from '../base/hints/commands.js';
import type { Hold, LeaseRequest } from '../features/lease/index.js';
import type { CommandHost } from './command-host.js';
import { beforeInterrupted } from './interruption.js';
import { waitMilliseconds } from './wait-flag.js';

/** A command that wants the lease of its file's pipe. */
export interface WantsLease extends Pick<LeaseRequest, 'config' | 'aws' | 'gate'> {
  readonly command: CommandName;
  /** The command's own words, for the one that is suggested. */
  readonly words?: readonly string[];
  /** What `--wait` says; `never`: the command has no such flag. */
  readonly wait: string | undefined | 'never';
}

/**
 * Takes the lease of the pipe that a command changes. An interruption that would end gcx at once gives it back before.
 * @returns undefined where it is done without
 * @throws GcxError with exit code 5 where another holds it
 */
export async function holdLeaseFor(
  { wait, ...wanted }: WantsLease,
  { notice }: Pick<CommandHost, 'notice'>,
): Promise<Hold | undefined> {
  const waitMs = wait === 'never' ? undefined : waitMilliseconds(wait);
  const { holdLease } = await import('../features/lease/index.js');
  let waits = false;
  const taking = holdLease({
    ...wanted,
    ...(waitMs === undefined ? {} : { waitMs }),
    observer: {
      warning: (text) => notice(`Warning: ${text}`),
      waiting(text) {
        waits = true;
        notice(text);
      },
    },
  });
  // Also while the call that takes it is under way: AWS may have it by then. Who waits for another's has nothing to give.
  const forget = beforeInterrupted(async () => {
    if (!waits) await (await taking.catch(() => undefined))?.release();
  });
  const lease = await taking.catch((error: unknown) => {
    forget();
    throw error;
  });
  waits = false;
  if (lease === undefined) {
    forget();
    return undefined;
  }
  return {
    lost: lease.lost,
    release: async (how) => {
      forget();
      await lease.release(how);
    },
  };
}
