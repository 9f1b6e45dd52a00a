import { expect, it, vi } from 'vitest';
import { driftOf } from '../../src/lib/features/plans/drift.js';
import { byHand } from '../harness/by-hand.js';
import { type Case, runCases } from './stage/cases.js';
import { differences, dumpOf, touched } from './stage/dump.js';
import {
  requireAllowed,
  requireConverged,
  requireNoDrift,
  requireNone,
  undone,
} from './stage/expectations.js';
import { DRIFTING, HAND_CHANGES, type HandChange } from './stage/hand-changes.js';
import { neighborsByHand } from './stage/neighbors.js';
import { drawnPairs } from './stage/pairs.js';
import { withEachSeed } from './stage/seeds.js';
import { type Moment, Stage } from './stage/stage.js';

const FILE = 'test/trust/drift.test.ts';

/** Until AWS has done what somebody asked of it, in ms: connections and roles take a while. */
const DONE_MS = 120_000;

vi.stubEnv('GENESYS_GCX_SECRET_CRM_KEY', 'key-of-the-crm');

/** A pipe that was made, beside things of others. */
async function applied(): Promise<{ readonly before: Moment; readonly made: Moment }> {
  const stage = await Stage.open(DRIFTING);
  try {
    await neighborsByHand(stage);
    const before = stage.moment();
    const gcx = await stage.gcx();
    requireNone('undone', undone(await gcx.apply(await gcx.plan())));
    const again = await gcx.plan();
    requireConverged(again);
    requireNoDrift(again);
    return { before, made: stage.moment() };
  } finally {
    await stage.close();
  }
}

const dump = (at: Pick<Moment, 'state'>) => dumpOf(at, JSON.stringify(DRIFTING));

function caseOf(changes: readonly HandChange[], { before, made }: Awaited<ReturnType<typeof applied>>): Case {
  return {
    name: changes.map(({ name }) => name).join(' + '),
    run: async () => {
      const stage = await Stage.open(DRIFTING, { at: made });
      try {
        const gcx = await stage.gcx();
        for (const { make } of changes) await make(byHand({ aws: gcx.place }));
        await stage.clock.sleep(DONE_MS);
        const plan = await gcx.plan();
        requireAllowed(plan);
        const { changed, unclear } = driftOf(plan);
        const ids = [...new Set(changes.flatMap(({ drifts }) => drifts))].sort();
        expect(changed.map(({ id }) => id).sort()).toEqual(ids);
        // A state is nobody's setting, and what a policy allowed before may be of an earlier file.
        const unsure = unclear.map(({ id }) => id.replace(/:narrow$/, '')).filter((id) => !ids.includes(id));
        expect(unsure).toEqual([]);
        requireNone('undone', undone(await gcx.apply(plan)));
        const after = await gcx.plan();
        requireConverged(after);
        requireNoDrift(after);
        requireNone('not as gcx made it', differences(dump(stage.moment()), dump(made)));
        requireNone('not as others made it', touched(dump(stage.moment()), dump(before)));
      } finally {
        await stage.close();
      }
    },
  };
}

it('a plan names what somebody changed or deleted, and an apply puts it back and touches nothing else', async () => {
  const world = await applied();
  await withEachSeed(async () => {
    const pairs = drawnPairs('drift-pairs', HAND_CHANGES, (one, other) =>
      one.drifts.every((id) => !other.drifts.includes(id)),
    );
    const all = [...HAND_CHANGES.map((each) => [each]), ...pairs].map((changes) => caseOf(changes, world));
    expect(await runCases(FILE, 'changed by hand', all)).toBeGreaterThan(0);
  });
});
