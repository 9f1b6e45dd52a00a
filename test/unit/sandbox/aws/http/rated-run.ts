import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterThisTest } from '../../../../clean-up.js';
import { startCrm } from './destination-pipe.js';

/** What a run of events through an API destination with a rate came to. */
export interface RatedRun {
  /** The `id` of each event that the server took, in order. */
  readonly taken: readonly number[];
  /** When each request came, those that the server refused included: milliseconds of the sandbox's clock. */
  readonly times: readonly number[];
  readonly refused: number;
  readonly outcomes: ReadonlySet<string>;
}

/** Events of one PutEvents. */
const BATCH = 10;

/** A clock that goes on when everybody who is under way waits for it. */
class SharedClock {
  now = Date.UTC(2026, 0, 1);
  readonly #waiting: { readonly until: number; readonly wake: () => void }[] = [];

  pause(milliseconds: number): Promise<void> {
    return new Promise((wake) => this.#waiting.push({ until: this.now + milliseconds, wake }));
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Wakes who waits for the shortest time. */
  advance(): void {
    this.#waiting.sort((one, other) => one.until - other.until);
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.now = Math.max(this.now, next.until);
    next.wake();
  }
}

/**
 * Sends events at a rate to a server that refuses some of the requests with 429 and 503, on a clock of the test.
 * @param refuses Whether the server refuses its request of a number.
 */
export async function ratedRun(
  count: number,
  rate: number,
  refuses: (request: number) => boolean,
): Promise<RatedRun> {
  const clock = new SharedClock();
  const taken: number[] = [];
  const times: number[] = [];
  let refused = 0;
  const pipe = await startCrm({
    now: () => clock.now,
    outside: { pause: (milliseconds) => clock.pause(milliseconds) },
    destination: { InvocationRateLimitPerSecond: rate },
    target: {
      InputTransformer: { InputPathsMap: { id: '$.detail.id' }, InputTemplate: '{"id":<id>}' },
    },
    reply: ({ body }, index) => {
      times.push(clock.now);
      if (refuses(index)) {
        refused += 1;
        return refused % 2 === 0 ? { status: 503 } : { status: 429, headers: { 'retry-after': '3' } };
      }
      taken.push((JSON.parse(body) as { id: number }).id);
      return { status: 200 };
    },
  });
  let over = false;
  // A test that has failed waits for nothing any more.
  afterThisTest(() => {
    over = true;
  });
  const ended = () => pipe.aws.cloud.deliveries().length;
  try {
    for (let first = 0; first < count; first += BATCH) {
      const Entries = Array.from({ length: Math.min(BATCH, count - first) }, (_, index) => ({
        Source: 'pbx',
        DetailType: 'call',
        Detail: JSON.stringify({ id: first + index }),
      }));
      await pipe.aws.events.send(new PutEventsCommand({ Entries }));
    }
    while (ended() < count && !over) {
      if (ended() + clock.waiting === count) clock.advance();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await pipe.aws.cloud.settle();
    const outcomes = new Set<string>(pipe.aws.cloud.deliveries().map(({ outcome }) => outcome));
    return { taken, times, refused, outcomes };
  } finally {
    await pipe.close();
  }
}

/** The most requests of any span of time. */
export function mostWithin(milliseconds: number, times: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [index, time] of times.entries()) {
    while ((times[first] ?? time) + milliseconds <= time) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
