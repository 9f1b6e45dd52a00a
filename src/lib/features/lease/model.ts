import type { ParametersApi } from '../../clients/aws/parameter-model.js';
import type { LeasePlace } from './lease-place.js';
import type { Holder } from './lease-value.js';

/** The time and chance that a lease takes; a test has its own. */
export interface LeaseClock {
  /** Epoch ms of the machine's clock, which may be wrong and may be set. */
  now(): number;
  /** ms from anywhere, which nobody sets; it can stand still while the machine sleeps. */
  monotonic(): number;
  sleep(ms: number): Promise<void>;
  /** 0 to 1. */
  random(): number;
  newId(): string;
  /** Has something done again and again, without keeping the process alive for it. @returns ends it */
  every(ms: number, work: () => void): () => void;
}

/** A lease's place, and with what it is read and written there. */
export interface LeaseAt extends LeasePlace {
  readonly parameters: ParametersApi;
  readonly clock: LeaseClock;
}

/** Who wants a lease. */
export type Taker = Omit<Holder, 'since'>;
