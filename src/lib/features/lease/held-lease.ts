import type { GcxError } from '../../base/gcx-error.js';
import { Limits } from '../../base/limits.js';
import { AwsCallError } from '../../clients/aws/index.js';
import { leaseLost } from './lease-errors.js';
import { holderOf, readStanding, type Standing, versionOf } from './lease-standing.js';
import type { Holder } from './lease-value.js';
import type { LeaseAt } from './model.js';
import { beginsNow, type Moment, passedSince } from './moment.js';
import { type Written, writeAfter } from './write-after.js';

/** Writes of one renewal, where others who lost write in between. */
const ATTEMPTS = 4;

/** ms after which it is looked whether it is time to renew. */
const LOOK_MS = 5_000;

type State = 'held' | 'lost' | 'released';

/**
 * A lease that this run took. It holds for {@link Limits.leaseMs} from before its last write was sent, and lets nobody
 * write in the last {@link Limits.leaseQuietMs} of it: nobody else can take it before AWS's own clock says that it is over,
 * which it began to count later.
 */
export class HeldLease {
  #state: State = 'held';
  readonly #lost = new AbortController();
  #why: GcxError | undefined;
  #renewing: Promise<void> | undefined;
  #checking: Promise<void> | undefined;
  /** When the last look whether it is ours began; one that failed counts. */
  #seen: Moment;
  readonly #stopLooking: () => void;

  /** @param sent before the write that took it was sent */
  constructor(
    private readonly at: LeaseAt,
    /** Who holds it. */
    readonly holder: Holder,
    private written: Written,
    private sent: Moment,
  ) {
    this.#seen = sent;
    this.#stopLooking = at.clock.every(LOOK_MS, () => this.#look());
  }

  /** Aborted, with the error, when it was lost: nothing else may be written. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Ends when something may be written: at once, or after it was renewed. Throws GcxError where it was lost. */
  async pass(): Promise<void> {
    // Again, where renewing took so long that its own time was over.
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await this.#check();
      if (this.#why !== undefined) throw this.#why;
      const age = passedSince(this.sent, this.at.clock);
      if (age < Limits.leaseMs - Limits.leaseQuietMs) {
        if (age >= Limits.leaseRenewMs) this.#look();
        return;
      }
      try {
        await this.#renew();
      } catch (error) {
        throw this.#lose(error);
      }
    }
    throw this.#lose();
  }

  /**
   * Gives it back: writes that it is free, or deletes it, where it is still ours. Never throws: what cannot be given back is
   * over in two minutes.
   * @returns `freed-only` where it was to be deleted, and these credentials may only write it
   */
  async release(how: 'free' | 'delete' = 'free'): Promise<'freed-only' | undefined> {
    if (this.#state !== 'held') return undefined;
    this.#state = 'released';
    this.#stopLooking();
    await this.#renewing?.catch(() => {});
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const standing = await this.#ours();
        if (how === 'delete' && (await this.#delete())) return undefined;
        if (await this.#write(standing, 'free')) return how === 'delete' ? 'freed-only' : undefined;
      }
    } catch {
      // It is over by itself.
    }
    return undefined;
  }

  /** False where these credentials may not: then it is freed. */
  async #delete(): Promise<boolean> {
    // Whoever deletes what is over could meet what others made since.
    if (passedSince(this.sent, this.at.clock) >= Limits.leaseMs - Limits.leaseQuietMs) return true;
    try {
      await this.at.parameters.delete(this.at.parameter);
      return true;
    } catch (error) {
      if (error instanceof AwsCallError && error.report.code === 'aws-access-denied') return false;
      throw error;
    }
  }

  /** Looks whether it is still ours, where that was not looked at for a while; those that ask meanwhile wait for that look. */
  async #check(): Promise<void> {
    if (this.#state !== 'held' || passedSince(this.#seen, this.at.clock) < Limits.leaseLookMs) return;
    this.#checking ??= this.#checkOnce().finally(() => {
      this.#checking = undefined;
    });
    await this.#checking;
  }

  /** Somebody can take it away at any time (`unlock`, a hand). What cannot be read says nothing: then its time counts alone. */
  async #checkOnce(): Promise<void> {
    const began = beginsNow(this.at.clock);
    try {
      const latest = versionOf(await this.at.parameters.read(this.at.parameter));
      const { version, text } = this.written;
      // A read can lag behind our own write.
      const isOlder = latest !== undefined && latest.version < version;
      if (!isOlder && latest?.text !== text) await this.#ours();
    } catch {
      // Where it is lost, that is told by `#why`.
    }
    this.#seen = began;
  }

  /** Renews it where it is time to; what fails is tried again later, until nothing may be written any more. */
  #look(): void {
    if (this.#state !== 'held' || passedSince(this.sent, this.at.clock) < Limits.leaseRenewMs) return;
    this.#renew().catch(() => {});
  }

  #renew(): Promise<void> {
    this.#renewing ??= this.#renewOnce().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renewOnce(): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const standing = await this.#ours();
      if (await this.#write(standing, 'held')) return;
    }
    throw new Error('Others keep writing the lease.');
  }

  async #write(standing: Standing, state: 'held' | 'free'): Promise<boolean> {
    const { parameters, parameter, clock } = this.at;
    const sent = beginsNow(clock);
    const written = await writeAfter(parameters, parameter, clock, standing, { state, holder: this.holder });
    if (written === undefined) return false;
    this.written = written;
    this.sent = sent;
    this.#seen = sent;
    return true;
  }

  /** How it stands, where it is still ours. Throws GcxError where it is not. */
  async #ours(): Promise<Standing> {
    const { parameters, parameter, clock } = this.at;
    // A read can lag behind our own write.
    for (const pause of [0, 500, 2_000]) {
      if (pause > 0) await clock.sleep(pause);
      const standing = await readStanding(parameters, parameter);
      const { counts } = standing;
      if (counts?.text === this.written.text) return standing;
      // A renewal whose answer was lost came late.
      if (counts?.value?.state === 'held' && counts.value.holder?.owner === this.holder.owner)
        return standing;
      if ((standing.latest?.version ?? 0) >= this.written.version) throw this.#lose(undefined, standing);
    }
    throw this.#lose();
  }

  #lose(cause?: unknown, standing?: Standing): GcxError {
    if (this.#why !== undefined) return this.#why;
    const by = standing?.state === 'held' ? holderOf(standing) : undefined;
    const error = leaseLost({ what: this.at.what, ...(by === undefined ? {} : { by }), cause });
    if (this.#state === 'held') this.#state = 'lost';
    this.#stopLooking();
    this.#why = error;
    this.#lost.abort(error);
    return error;
  }
}
