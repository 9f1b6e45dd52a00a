import { expect, it } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { WriteGate } from '../../../../src/lib/base/net/index.js';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { applyReportText } from '../../../../src/lib/cli/render/index.js';
import { createAws } from '../../../../src/lib/clients/aws/index.js';
import { createGenesys } from '../../../../src/lib/clients/genesys/index.js';
import { applyPlan } from '../../../../src/lib/engine/apply/index.js';
import { holdLease, lockedBy, unlock } from '../../../../src/lib/features/lease/index.js';
import { leaseLost } from '../../../../src/lib/features/lease/lease-errors.js';
import type { LeaseClock } from '../../../../src/lib/features/lease/model.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { head } from '../../../e2e/gcx.js';
import { type Trial, trial } from '../../../harness/trial.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`;

const silent = { warning: () => {}, waiting: () => {} };

/** The trial's time as a process has it: it only goes on where the test says so. */
function clockOf({ clock }: Trial, name: string): LeaseClock {
  let id = 0;
  return {
    now: clock.now,
    monotonic: clock.now,
    sleep: clock.sleep,
    random: clock.random,
    newId: () => `${name}-${++id}`,
    every: () => () => {},
  };
}

async function worker(at: Trial, name: string) {
  const gate = new WriteGate();
  const { aws: place, genesys: org } = at.sandbox;
  const aws = createAws(place, { runtime: at.clock, gate });
  const genesys = createGenesys(org, { runtime: at.clock, gate });
  const { config } = await loadConfig({ cwd: at.folder, env: {} });
  const hold = async () => {
    const lease = await holdLease({
      config,
      aws,
      gate,
      command: 'apply',
      observer: silent,
      clock: clockOf(at, name),
    });
    if (lease === undefined) throw new Error('There is no lease.');
    return lease;
  };
  return { aws, genesys, hold, config };
}

it('lets no call through that changes something once the lease is another’s: of AWS and of Genesys Cloud', async () => {
  const at = await trial(file);
  const plan = await at.plan();
  const [slow, quick] = [await worker(at, 'slow'), await worker(at, 'quick')];
  const lease = await slow.hold();
  await expect(quick.hold()).rejects.toMatchObject({ report: { code: 'lease-held' }, exitCode: 5 });
  await slow.aws.sqs.createQueue('mine', {}, {});
  // It stood still for so long that its lease was over, and another took it.
  await at.clock.sleep(125_000);
  const other = await quick.hold();
  const lost = { report: { code: 'lease-lost' }, exitCode: 5 };
  await expect(slow.aws.sqs.createQueue('late', {}, {})).rejects.toMatchObject(lost);
  await expect(slow.genesys.integrations.create('late')).rejects.toMatchObject(lost);
  expect(lease.lost.aborted).toBe(true);
  // Reading goes on.
  expect(await slow.aws.sqs.queue('late')).toBe(undefined);
  expect(await slow.genesys.integrations.list()).toEqual([]);
  const report = await applyPlan({ plan, genesys: slow.genesys, aws: slow.aws, signal: lease.lost });
  expect(report).toMatchObject({ done: 0, failed: 0, interrupted: false, writes: 0, stopped: lost });
  await quick.aws.sqs.createQueue('theirs', {}, {});
  await other.release();
});

it('lets nothing through a second after the lease was taken away, long before it has to be renewed', async () => {
  const at = await trial(file);
  const [slow, quick] = [await worker(at, 'slow'), await worker(at, 'quick')];
  await slow.hold();
  await at.clock.sleep(5_000);
  await slow.aws.sqs.createQueue('mine', {}, {});
  const locked = await lockedBy(quick.config, quick.aws);
  if (locked === undefined) throw new Error('Nobody holds it.');
  await unlock(quick.aws, locked, clockOf(at, 'unlock'));
  await at.clock.sleep(1_000);
  // Several at once look once.
  const calls = ['late', 'later'].map((name) => slow.aws.sqs.createQueue(name, {}, {}));
  for (const { reason } of (await Promise.allSettled(calls)) as PromiseRejectedResult[])
    expect(reason).toMatchObject({ report: { code: 'lease-lost' }, exitCode: 5 });
  expect(await quick.aws.sqs.queueNames('late')).toEqual([]);
  await (await quick.hold()).release();
});

it('renews a lease that nobody took before the next call, however long it stood still', async () => {
  const at = await trial(file);
  const slow = await worker(at, 'slow');
  const lease = await slow.hold();
  await at.clock.sleep(3_600_000);
  await slow.aws.sqs.createQueue('mine', {}, {});
  const quick = await worker(at, 'quick');
  await expect(quick.hold()).rejects.toMatchObject({ report: { code: 'lease-held' } });
  await lease.release();
  await (await quick.hold()).release('delete');
});

it('stops an apply under way at its next call, and says what was done', async () => {
  const at = await trial(file);
  const plan = await at.plan();
  const lost = new AbortController();
  const gate = new WriteGate();
  let calls = 0;
  gate.keep(async () => {
    calls += 1;
    if (calls < 4) return;
    const error = leaseLost({ what: 'integration prod' });
    lost.abort(error);
    throw error;
  });
  const { aws: place, genesys: org } = at.sandbox;
  const report = await applyPlan({
    plan,
    genesys: createGenesys(org, { runtime: at.clock, gate }),
    aws: createAws(place, { runtime: at.clock, gate }),
    signal: lost.signal,
    now: at.clock.now,
    sleep: (ms) => at.clock.sleep(ms),
  });
  expect(report).toMatchObject({ interrupted: false, stopped: { report: { code: 'lease-lost' } } });
  expect(report.done + report.writes).toBeGreaterThan(0);
  expect(report.notAttempted).toBeGreaterThan(0);
  const text = applyReportText(report, plainStyle, (error) => {
    if (error instanceof GcxError) return error.report;
    throw error;
  });
  expect(text).toContain('The lease of integration prod is lost: nothing more is written.');
  expect(text).not.toContain('Run it again');
  expect((await at.apply(await at.plan())).failed).toBe(0);
});
