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
    // Nobody's mark is on the pipe: there is nothing to destroy, and nothing to take away from it.
    expect((await all.plan('destroy')).changes.filter(({ action }) => action !== 'none')).toEqual([]);
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

  it('gcx release of a route that the file then no longer has, and later has again', async () => {
    const traffic = await openTraffic();
    const { all } = traffic;
    const before = await sending(all);

    traffic.flow(EVENTS / CALLS);
    const release = await released(all, 'started');
    expect(release.targets).toEqual(['calls-log', 'crm', 'far', 'flow', 'hose', 'sync']);
    const refused = await all.plan();
    expect(new Set(refused.refusals.map(({ code }) => code))).toEqual(new Set(['name-taken']));
    traffic.write(false);
    const without = await all.plan();
    expect(without.refusals).toEqual([]);
    // An apply takes nothing away that the rules of the route send by.
    expect(without.changes.filter(({ action }) => action !== 'none')).toEqual([]);
    await all.apply(without);
    // The rules of the route are not the project's, and the event types that they match stay.
    const typesOf = (lines: readonly string[]) => lines.filter((line) => line.startsWith('v2.'));
    expect(typesOf(await sending(all))).toEqual(typesOf(before));
    traffic.write(true);
    await adopted(all);
    const plan = await all.plan();
    expect(plan.refusals).toEqual([]);
    expect(plan.changes.filter(({ action }) => action !== 'none')).toEqual([]);
    traffic.pause();

    expect(traffic.count()).toBeGreaterThanOrEqual(EVENTS);
    await traffic.requireOnce();
    expect(await sending(all)).toEqual(before);
    expect(arnsOf(await released(all, 'started'))).toEqual(arnsOf(release));
  });
});
