import { setImmediate } from 'node:timers/promises';
import { AwsCallError } from '../../../../src/lib/clients/aws/index.js';
import type {
  KeptParameter,
  ParameterReading,
  ParametersApi,
  ParameterWrite,
} from '../../../../src/lib/clients/aws/parameter-model.js';
import type { LeaseClock } from '../../../../src/lib/features/lease/model.js';

/** Chance, from a seed: the same seed gives the same run. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Time that only passes when everybody waits, and what is to happen in it. */
export class Timeline {
  #now = 0;
  readonly #events: { readonly at: number; readonly work: () => void }[] = [];

  get now(): number {
    return this.#now;
  }

  after(ms: number, work: () => void): void {
    this.#events.push({ at: this.#now + ms, work });
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Lets time pass until nothing is to happen any more, or until `end`. */
  async run(end: number): Promise<void> {
    for (;;) {
      // Everybody goes on as far as they can without time.
      await setImmediate();
      const next = Math.min(...this.#events.map(({ at }) => at));
      if (next > end) return;
      const index = this.#events.findIndex(({ at }) => at === next);
      const [event] = this.#events.splice(index, 1);
      this.#now = next;
      event?.work();
    }
  }
}

/** What goes wrong, each as a share of the calls. */
export interface Trouble {
  /** Answers that are lost, though the call was carried out. */
  readonly lost: number;
  /** Calls that are not carried out, though nobody says so. */
  readonly dropped: number;
  /** Puts that are carried out minutes after their answer was given up. */
  readonly late: number;
  /** Reads that show how it was before the latest write. */
  readonly stale: number;
  /** Times that a process stands still for minutes, at any of its calls and waits. */
  readonly stopped: number;
}

const TIMEOUT_MS = 30_000;

/** AWS: Parameter Store as it is documented, over a wire that loses, drops and delays. */
export class SimulatedStore {
  #versions: KeptParameter[] = [];
  readonly #before = new Map<number, KeptParameter[]>();
  writes = 0;

  constructor(
    private readonly time: Timeline,
    private readonly chance: () => number,
    private readonly trouble: Trouble,
  ) {}

  /** What one process speaks to it with. */
  connect(stand: () => Promise<void>): ParametersApi {
    const pause = (ms: number) => this.time.wait(ms * this.chance());
    const put = async (value: string, overwrite: boolean): Promise<ParameterWrite> => {
      await stand();
      await pause(1_000);
      const fate = this.chance();
      const { lost, dropped, late } = this.trouble;
      if (fate < late) this.time.after(300_000 * this.chance(), () => this.#put(value, overwrite));
      const done = fate < late + dropped ? undefined : this.#put(value, overwrite);
      if (fate < late + dropped + lost) {
        await this.time.wait(TIMEOUT_MS - 1_000);
        await stand();
        return { kind: 'unknown', error: noAnswer() };
      }
      await pause(1_000);
      await stand();
      return done ?? { kind: 'busy' };
    };
    return {
      read: async (_name, version) => {
        await stand();
        await pause(1_000);
        if (this.chance() < this.trouble.dropped) {
          await this.time.wait(TIMEOUT_MS - 1_000);
          throw noAnswer();
        }
        const isStale = this.chance() < this.trouble.stale;
        const all = isStale ? (this.#before.get(this.writes) ?? []) : this.#versions;
        const parameter = version === undefined ? all.at(-1) : all.find((each) => each.version === version);
        // The Date of an answer has whole seconds.
        const reading: ParameterReading = { answered: Math.floor(this.time.now / 1_000) * 1_000 };
        await pause(1_000);
        await stand();
        return parameter === undefined ? reading : { ...reading, parameter };
      },
      create: (_name, value) => put(value, false),
      overwrite: (_name, value) => put(value, true),
      delete: async () => {
        // As for each write, nobody stands still between the look at the lease and the call: nothing of AWS's could help.
        await pause(1_000);
        if (this.chance() < this.trouble.dropped) throw noAnswer();
        this.#change([]);
        await pause(1_000);
      },
    };
  }

  #put(value: string, overwrite: boolean): ParameterWrite {
    const latest = this.#versions.at(-1);
    if (latest !== undefined && !overwrite) return { kind: 'exists' };
    const version = (latest?.version ?? 0) + 1;
    this.#change([...this.#versions, { version, value, modified: this.time.now }]);
    return { kind: 'written', version };
  }

  #change(versions: KeptParameter[]): void {
    this.writes += 1;
    this.#before.set(this.writes, this.#versions);
    this.#versions = versions;
  }
}

function noAnswer(): AwsCallError {
  return new AwsCallError({ code: 'network-timeout', what: 'No answer.' }, 1, 'TimeoutError', false);
}

/** The clocks of a process, its wall clock wrong by so many ms; the process can stand still. */
export function clockOf(
  time: Timeline,
  chance: () => number,
  skew: number,
  stand: () => Promise<void>,
): LeaseClock {
  let id = 0;
  return {
    now: () => time.now + skew,
    monotonic: () => time.now,
    sleep: async (ms) => {
      await time.wait(ms);
      await stand();
    },
    random: chance,
    newId: () => `${skew}-${++id}-${Math.floor(chance() * 1e9)}`,
    every: (ms, work) => {
      let ended = false;
      const again = () => {
        if (ended) return;
        work();
        time.after(ms, again);
      };
      time.after(ms, again);
      return () => {
        ended = true;
      };
    },
  };
}
