import { describe, expect, it } from 'vitest';
import { adopted, arnsOf, openTraffic, released, sending } from '../harness/traffic.js';
import { SHARE } from './stage/cases.js';

/** Fewer where only a sample is asked for. */
const EVENTS = Math.max(60, Math.round(1_000 * SHARE));

/** Calls that release, plans and adopt take at the least. */
const CALLS = 500;

describe('while events flow', () => {
  it(`gcx release and gcx adopt: ${EVENTS} events, each once at each target, with the same ARNs`, async () => {
    const traffic = await openTraffic();
    const { all } = traffic;
    const before = await sending(all);

    traffic.flow(EVENTS / CALLS);
    const release = await released(all);
    const inRelease = traffic.count();
    const refused = await all.plan();
    expect(refused.refusals.length).toBeGreaterThan(10);
    const first = traffic.count();
    await adopted(all);
    const inAdopt = traffic.count() - first;
    const plan = await all.plan();
    expect(plan.refusals).toEqual([]);
    expect(plan.changes.filter(({ action }) => action !== 'none')).toEqual([]);
    traffic.pause();

    expect(inRelease).toBeGreaterThan(EVENTS / 10);
    expect(inAdopt).toBeGreaterThan(EVENTS / 10);
    expect(traffic.count()).toBeGreaterThanOrEqual(EVENTS);
    await traffic.requireOnce();
    expect(await sending(all)).toEqual(before);
    expect(arnsOf(await released(all))).toEqual(arnsOf(release));
  });
});
