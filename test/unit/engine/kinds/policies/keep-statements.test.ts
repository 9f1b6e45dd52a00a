import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/lib/base/json.js';
import { READ_BACK_PAUSES_MS } from '../../../../../src/lib/base/limits.js';
import { DocumentTurns } from '../../../../../src/lib/engine/kinds/index.js';
import {
  keepStatements,
  type PolicyText,
} from '../../../../../src/lib/engine/kinds/policies/keep-statements.js';
import {
  findStatement,
  statementsOf,
  withStatement,
} from '../../../../../src/lib/engine/kinds/policies/policy.js';

/** What happens before one of our reads. */
type Event =
  | 'nothing'
  /** Others add a statement to what is there. */
  | 'add'
  /** Others write what they had read before our last write, with a statement of theirs. */
  | 'overwrite'
  /** The read shows what was there before our last write. */
  | 'stale';

const statement = (sid: string): JsonObject => ({ Sid: sid, Effect: 'Allow', Action: ['sns:Publish'] });

/** A policy as SNS keeps it: no lock, no revision, and things happen in between. */
class Policy {
  text = withStatement('', 'TheirsFromTheStart', statement('TheirsFromTheStart'));
  /** Before our last write. */
  private former = this.text;
  private others = 0;
  /** What others wrote and nobody but us could have lost. */
  readonly kept = new Set(['TheirsFromTheStart']);
  /** Statements that a write of ours took away from what it had read. */
  readonly lost: string[] = [];

  constructor(private readonly events: Event[]) {}

  /** As one step sees it; `shown` is what it read last. */
  seen(): PolicyText & { shown: string } {
    const seen = {
      what: 'The policy',
      shown: '',
      read: async () => {
        seen.shown = this.read();
        return seen.shown;
      },
      write: async (next: string) => {
        for (const { Sid } of statementsOf(seen.shown))
          if (findStatement(next, String(Sid)) === undefined) this.lost.push(String(Sid));
        this.former = this.text;
        this.text = next;
      },
    };
    return seen;
  }

  private read(): string {
    switch (this.events.shift() ?? 'nothing') {
      case 'nothing':
        return this.text;
      case 'stale':
        return this.former;
      case 'add':
        this.text = this.withAnother(this.text);
        return this.text;
      case 'overwrite':
        this.text = this.withAnother(this.former);
        return this.text;
    }
  }

  private withAnother(text: string): string {
    this.others += 1;
    const sid = `Theirs${this.others}`;
    this.kept.add(sid);
    for (const known of this.kept)
      if (known !== sid && findStatement(text, known) === undefined) this.kept.delete(known);
    return withStatement(text, sid, statement(sid));
  }
}

/** Carries out several steps of some statements at once, and tells of each statement whether it was done and what its last read showed. */
async function put(policy: Policy, steps: readonly (readonly string[])[]) {
  const documents = new DocumentTurns();
  const results = await Promise.all(
    steps.map(async (sids) => {
      const seen = policy.seen();
      const done = await documents
        .take('policy', () =>
          keepStatements(Object.fromEntries(sids.map((sid) => [sid, statement(sid)])), 'policy', seen, {
            documents,
            sleep: async () => {},
          }),
        )
        .then(
          () => true,
          () => false,
        );
      return sids.map((sid) => ({ sid, done, shown: seen.shown }));
    }),
  );
  return results.flat();
}

/** Steps of one statement or more. */
const ours = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom('OursA', 'OursB', 'OursC', 'OursD'), { minLength: 1 }),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([sids, size]) => {
    const starts = sids.flatMap((_, index) => (index % size === 0 ? [index] : []));
    return starts.map((start) => sids.slice(start, start + size));
  });
const events = (...kinds: Event[]) => fc.array(fc.constantFrom(...kinds), { maxLength: 12 });

describe('statements that others and we put into one policy', () => {
  it('are done only where the last look shows them, and no write of ours takes away what it had read', async () => {
    await fc.assert(
      fc.asyncProperty(ours, events('nothing', 'add', 'overwrite', 'stale'), async (steps, script) => {
        const policy = new Policy([...script]);
        for (const { sid, done, shown } of await put(policy, steps))
          expect(findStatement(shown, sid) !== undefined, `${sid} ${shown}`).toBe(done);
        expect(policy.lost).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('are all there, ours and theirs, where others only add, or overwrite us twice at most', async () => {
    const script = fc
      .tuple(events('nothing', 'add'), fc.array(fc.nat(12), { maxLength: READ_BACK_PAUSES_MS.length - 1 }))
      .map(([list, places]) => {
        // A list of its own: fast-check shrinks the one that it gave.
        const own = [...list];
        for (const place of places) own.splice(place, 0, 'overwrite');
        return own;
      });
    await fc.assert(
      fc.asyncProperty(ours, script, async (steps, list) => {
        const policy = new Policy([...list]);
        const results = await put(policy, steps);
        expect(results.map(({ done }) => done)).toEqual(steps.flat().map(() => true));
        const there = statementsOf(policy.text).map(({ Sid }) => Sid);
        expect(there).toEqual(expect.arrayContaining([...steps.flat(), ...policy.kept]));
      }),
      { numRuns: 300 },
    );
  });

  it('are not lost to each other by reads that lag behind', async () => {
    await fc.assert(
      fc.asyncProperty(ours, events('nothing', 'stale'), async (steps, script) => {
        const policy = new Policy([...script]);
        const results = await put(policy, steps);
        const done = results.filter((each) => each.done).map(({ sid }) => sid);
        const there = statementsOf(policy.text).map(({ Sid }) => Sid);
        expect(there).toEqual(expect.arrayContaining(done));
      }),
      { numRuns: 300 },
    );
  });

  it('do not fail with one that AWS refuses: that one alone is left out', async () => {
    const policy = new Policy([]);
    const documents = new DocumentTurns();
    const keep = (sid: string, refuse: boolean) => {
      const seen = policy.seen();
      const write = async (text: string) => {
        if (refuse || findStatement(text, 'Refused') !== undefined) throw new Error('refused');
        await seen.write(text);
      };
      return documents.take('policy', () =>
        keepStatements(
          { [sid]: statement(sid) },
          'policy',
          { ...seen, write },
          {
            documents,
            sleep: async () => {},
          },
        ),
      );
    };
    const refused = keep('Refused', true);
    const next = keep('OursA', false);
    await expect(refused).rejects.toThrow('refused');
    await next;
    expect(statementsOf(policy.text).map(({ Sid }) => Sid)).toEqual(['TheirsFromTheStart', 'OursA']);
  });

  it('are looked at once more where the run is interrupted, and begun no more after it', async () => {
    const policy = new Policy([]);
    const documents = new DocumentTurns();
    const interrupted = async () => {
      throw new Error('interrupted');
    };
    const context = { documents, sleep: interrupted };
    await keepStatements({ OursA: statement('OursA') }, 'policy', policy.seen(), context);
    expect(findStatement(policy.text, 'OursA')).toBeDefined();
    const overwritten = new Policy(['nothing', 'overwrite']);
    await expect(
      keepStatements({ OursA: statement('OursA') }, 'policy', overwritten.seen(), context),
    ).rejects.toMatchObject({ report: { code: 'not-kept' } });
  });
});
