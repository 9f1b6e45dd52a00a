import { expect, it } from 'vitest';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import { driftOf } from '../../../../src/lib/features/plans/drift.js';
import { cleanUpTest } from '../../../clean-up.js';
import { head } from '../../../e2e/gcx.js';
import { type Trial, trial } from '../../../harness/trial.js';
import { killedAfterWrites } from '../../../harness/wire.js';

/** What changes from one file to the next: a pattern, a target more and one less, retries, an archive, policies, tags. */
const before = `${head()}archive: { retention: 30d }
tags: { team: cx }
targets:
  inbox: { sqs: { create: shop-inbox }, retry: { attempts: 5 } }
  dead: { sqs: { create: shop-dead } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }] }
  sync: { lambda: { existing: sync } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, board] }
  begun: { events: [conversation.acd.start], targets: [sync] }
`;
const after = before
  .replace('30d', '40d')
  .replace('team: cx', 'team: care')
  .replace('attempts: 5', 'attempts: 6')
  .replace('[{ sqs: inbox }]', '[{ sqs: inbox, raw: true }]')
  .replace('[inbox, board]', '[inbox, dead]')
  .replace('  begun: { events: [conversation.acd.start], targets: [sync] }\n', '');
const third = before
  .replace('30d', '50d')
  .replace('team: cx', 'team: all')
  .replace('attempts: 5', 'attempts: 7')
  .replace('conversation.acd.start', 'conversation.user.end');

/** What plans of the three files call drift. */
async function drifted(one: Trial): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of [before, after, third]) {
    one.write(file);
    const { changed } = driftOf(await one.plan());
    found.push(...changed.map(({ id, fields }) => `${id} ${fields.map(({ field }) => field)}`));
  }
  return [...new Set(found)];
}

async function applied(): Promise<Trial> {
  const one = await trial(before);
  expect(await one.apply(await one.plan())).toMatchObject({ failed: 0, notAttempted: 0 });
  return one;
}

/** BROKEN_OFF_STEP=1 for each number of calls, which takes long; `npm run test:trust` cuts at each. */
const STEP = Number(process.env['BROKEN_OFF_STEP'] ?? 6);

/** Carries out a plan that is broken off after so many calls that change something: every sixth number, from another one for each commit. */
async function brokenOff(
  begun: () => Promise<{ readonly one: Trial; readonly plan: Plan }>,
  check: (one: Trial, writes: number) => Promise<void>,
): Promise<void> {
  const { one: whole, plan: all } = await begun();
  const start = whole.wire.writes.length;
  expect(await whole.apply(all)).toMatchObject({ failed: 0, notAttempted: 0, noted: { failed: [] } });
  const total = whole.wire.writes.length - start;
  expect(total).toBeGreaterThan(10);
  await cleanUpTest();
  for (let writes = Number(process.env['TEST_SEED'] ?? 0) % STEP; writes <= total; writes += STEP) {
    const { one, plan } = await begun();
    const { fateOf } = one.wire;
    one.wire.fateOf = killedAfterWrites(writes);
    await one.apply(plan);
    one.wire.fateOf = fateOf;
    await check(one, writes);
    await cleanUpTest();
  }
}

it('a first apply that is broken off anywhere leaves nothing that looks like drift', async () => {
  await brokenOff(
    async () => {
      const one = await trial(before);
      return { one, plan: await one.plan() };
    },
    async (one, writes) => expect([writes, await drifted(one)]).toEqual([writes, []]),
  );
}, 600_000);

it('an apply that is broken off anywhere hides no drift, and makes none', async () => {
  await brokenOff(
    async () => {
      const one = await applied();
      // Somebody disables a rule that the next file changes otherwise.
      const { bus } = (await one.plan()).subject.aws;
      const [rule] = await one.others.events.listRules(bus, 'shop-ended-1');
      await one.others.events.putRule({
        bus,
        name: 'shop-ended-1',
        pattern: JSON.parse(rule?.pattern ?? '{}'),
        description: rule?.description ?? '',
        enabled: false,
      });
      one.write(after);
      return { one, plan: await one.plan() };
    },
    async (one, writes) => {
      const { bus } = (await one.plan()).subject.aws;
      const [rule] = await one.others.events.listRules(bus, 'shop-ended-1');
      const found = await drifted(one);
      expect([writes, found]).toEqual([writes, rule?.enabled === true ? [] : ['rule:shop-ended-1 state']]);
    },
  );
}, 900_000);

it('a destroy that is broken off anywhere leaves nothing that looks like drift', async () => {
  await brokenOff(
    async () => {
      const one = await applied();
      return { one, plan: await one.plan('destroy') };
    },
    async (one, writes) => expect([writes, await drifted(one)]).toEqual([writes, []]),
  );
}, 600_000);
