import fc from 'fast-check';
import { expect, it } from 'vitest';
import { takeLease } from '../../../../src/lib/features/lease/take-lease.js';
import { chanceOf, clockOf, SimulatedStore, Timeline, type Trouble } from './simulated-world.js';

/** Milliseconds that one run of the world lasts. */
const END_MS = 1_500_000;
/** A call takes at most so long until it is carried out: the client gives it up then. */
const WRITE_MS = 30_000;

interface Seen {
  /** Who wrote, one entry a write. */
  readonly writes: string[];
  /** Two that wrote at once. */
  readonly mixtures: string[];
  lost: number;
}

/** Processes that each take the lease, write, and give it back, again and again. */
async function world(seed: number, processes: number, trouble: Trouble): Promise<Seen> {
  const chance = chanceOf(seed);
  const time = new Timeline();
  const store = new SimulatedStore(time, chance, trouble);
  const writing = new Map<string, number>();
  const seen: Seen = { writes: [], mixtures: [], lost: 0 };
  const stand = async () => {
    if (chance() < trouble.stopped) await time.wait(300_000 * chance());
  };
  const write = async (owner: string) => {
    for (const [other, until] of writing)
      if (other !== owner && until > time.now) seen.mixtures.push(`${owner} and ${other} at ${time.now}`);
    const ms = WRITE_MS * chance();
    writing.set(owner, Math.max(writing.get(owner) ?? 0, time.now + ms));
    seen.writes.push(owner);
    await time.wait(ms);
  };
  const process = async (name: string, skew: number) => {
    const parameters = store.connect(stand);
    for (let run = 0; time.now < END_MS; run++) {
      const clock = clockOf(time, chance, skew, stand);
      const owner = `${name}.${run}`;
      const taker = { owner, user: name, host: 'h', command: 'apply', project: 'p', environment: 'e' };
      try {
        const at = { parameter: '/lease', what: 'integration prod', parameters, clock };
        const taken = await takeLease(at, taker);
        if (taken.kind === 'held') {
          await time.wait(5_000 * chance());
          continue;
        }
        try {
          for (let count = Math.floor(8 * chance()); count > 0; count--) {
            await taken.lease.pass();
            await write(owner);
            if (chance() < 0.2) await time.wait(60_000 * chance());
          }
          // Killed: nobody gives it back, and nobody writes any more.
          if (chance() < 0.1) taken.lease.release = async () => {};
          await taken.lease.release(chance() < 0.3 ? 'delete' : 'free');
        } catch {
          seen.lost += 1;
        }
      } catch {
        await time.wait(10_000 * chance());
      }
    }
  };
  for (let each = 0; each < processes; each++) void process(`p${each}`, (each - 1) * 3_600_000);
  await time.run(END_MS);
  return seen;
}

const trouble = fc.record({
  lost: fc.constantFrom(0, 0.1, 0.3),
  dropped: fc.constantFrom(0, 0.05, 0.2),
  late: fc.constantFrom(0, 0.05, 0.2),
  stale: fc.constantFrom(0, 0.2),
  stopped: fc.constantFrom(0, 0.02, 0.1),
});

it('never lets two owners write at once, whatever is lost, late, stopped or an hour off', async () => {
  const owners: number[] = [];
  let lost = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 2, max: 3 }), trouble, async (seed, processes, what) => {
      const seen = await world(seed, processes, what);
      owners.push(new Set(seen.writes).size);
      lost += seen.lost;
      expect(seen.mixtures).toEqual([]);
    }),
    { numRuns: Number(process.env['LEASE_RUNS'] ?? 150) },
  );
  // The promise is not kept by nobody ever writing.
  expect(Math.max(...owners)).toBeGreaterThan(5);
  expect(lost).toBeGreaterThan(0);
}, 120_000);

it('lets each in after the other where nothing goes wrong', async () => {
  const { writes, mixtures, lost } = await world(7, 3, {
    lost: 0,
    dropped: 0,
    late: 0,
    stale: 0,
    stopped: 0,
  });
  expect({ mixtures, lost }).toEqual({ mixtures: [], lost: 0 });
  expect(new Set(writes.map((owner) => owner.split('.')[0])).size).toBe(3);
});
