import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Config } from '../../language/config/model.js';
import { type LeasePlace, leasePlace } from './lease-place.js';
import { holderOf, readStanding, type Standing } from './lease-standing.js';
import type { Holder } from './lease-value.js';
import { machineClock } from './machine-clock.js';
import type { LeaseClock } from './model.js';
import { writeAfter } from './write-after.js';

/** A lease that somebody may take from its holder. */
export interface Locked {
  readonly place: LeasePlace;
  readonly standing: Standing;
  readonly holder?: Holder;
}

/** The id by which a lease is named that no gcx of this format wrote. */
const UNKNOWN_OWNER = 'unknown';

/** The lease of a file's pipe, where somebody holds it. */
export async function lockedBy(config: Config, aws: Aws): Promise<Locked | undefined> {
  const place = leasePlace(config);
  const standing = await readStanding(aws.parameters, place.parameter);
  if (standing.state !== 'held') return undefined;
  const holder = holderOf(standing);
  return { place, standing, ...(holder === undefined ? {} : { holder }) };
}

/** The id that `--owner` takes. */
export function ownerOf({ holder }: Locked): string {
  return holder?.owner ?? UNKNOWN_OWNER;
}

/**
 * Frees a lease, where it still stands as it was shown.
 * @throws GcxError with exit code 5 where it is another's by now
 */
export async function unlock(
  aws: Aws,
  { place, standing, holder }: Locked,
  clock: LeaseClock = machineClock,
): Promise<void> {
  const value = { state: 'free', ...(holder === undefined ? {} : { holder }) } as const;
  let seen = standing;
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await writeAfter(aws.parameters, place.parameter, clock, seen, value)) return;
    // Its holder renews it now and then: it is the same lease.
    seen = await readStanding(aws.parameters, place.parameter);
    if (seen.state !== 'held') return;
    if (holderOf(seen)?.owner !== holder?.owner) break;
  }
  throw notThisOwner(place);
}

/** @throws GcxError where the id that was given is not that of who holds it */
export function requireOwner(locked: Locked, given: string): void {
  if (given !== ownerOf(locked)) throw notThisOwner(locked.place);
}

function notThisOwner({ what }: LeasePlace): GcxError {
  return new GcxError(
    {
      code: 'lease-other-owner',
      what: `Another run has the lease of ${what} by now.`,
      fix: `See whose: ${gcxCommand('unlock')}`,
    },
    ExitCode.refused,
  );
}
