import { HeldLease } from './held-lease.js';
import { holderOf, readStanding, type Standing } from './lease-standing.js';
import type { Holder } from './lease-value.js';
import type { LeaseAt, Taker } from './model.js';
import { beginsNow, type Moment } from './moment.js';
import { writeAfter } from './write-after.js';

/** What became of an attempt to take a lease. */
export type Taken =
  | { readonly kind: 'taken'; readonly lease: HeldLease }
  /** Somebody else has it. `holder` absent: the one who holds it did not say, as by a newer gcx. */
  | { readonly kind: 'held'; readonly holder?: Holder };

/** Attempts where several take it at the same moment, and each sees that another came first. */
const ATTEMPTS = 6;

/** ms, at most, before such another attempt. */
const PAUSE_MS = 1_000;

/** Takes a lease where it is free or over. Throws AwsCallError. */
export async function takeLease(at: LeaseAt, taker: Taker): Promise<Taken> {
  const { parameters, parameter, clock } = at;
  let first: Moment | undefined;
  let standing: Standing | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await clock.sleep(PAUSE_MS * (0.2 + 0.8 * clock.random()));
    standing = await readStanding(parameters, parameter);
    const mine = ownOf(standing, taker.owner);
    // An attempt whose answer was lost came late: it is the lease, from when the first was sent.
    if (mine !== undefined && first !== undefined)
      return { kind: 'taken', lease: new HeldLease(at, mine.holder, mine.written, first) };
    if (standing.state === 'held') break;
    const since = new Date(standing.answered ?? clock.now()).toISOString();
    const holder: Holder = { ...taker, since };
    const sent = beginsNow(clock);
    first ??= sent;
    const written = await writeAfter(parameters, parameter, clock, standing, { state: 'held', holder });
    if (written !== undefined) return { kind: 'taken', lease: new HeldLease(at, holder, written, sent) };
  }
  const holder = standing === undefined ? undefined : holderOf(standing);
  return { kind: 'held', ...(holder === undefined ? {} : { holder }) };
}

/** The version that counts, where this taker wrote it. */
function ownOf({ counts }: Standing, owner: string) {
  if (counts?.value?.state !== 'held') return undefined;
  const { version, text, value } = counts;
  const { holder, attempt } = value;
  return holder?.owner === owner ? { holder, written: { version, text, attempt } } : undefined;
}
