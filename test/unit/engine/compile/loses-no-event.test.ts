import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeOrder,
  compileRules,
  type DesiredRule,
  type LiveRule,
} from '../../../../src/lib/engine/compile/index.js';
import { eventsFor, picker, twoFiles } from './arbitrary-file.js';
import { deliver, patternMatches, readDirectly, type Tally, type TestEvent } from './direct-reading.js';
import { fileOf, NAMES, type RouteSketch, type TestFile } from './file-builder.js';
import { asLive, LiveBus } from './live-bus.js';
import { jobsFor, replay } from './replay-changes.js';

function compile(file: TestFile, live: readonly LiveRule[] = []): readonly DesiredRule[] {
  return compileRules(file.config, file.queues, live, NAMES).rules;
}

/** After each call: what old and new deliver arrives, and nothing arrives that neither delivers. */
function checker(
  bus: LiveBus,
  events: readonly TestEvent[],
  before: readonly Tally[],
  after: readonly Tally[],
) {
  return (): void => {
    const rules = bus.rules;
    for (const [index, event] of events.entries()) {
      const now = new Set<string>();
      for (const rule of rules) {
        if (rule.enabled && patternMatches(rule.pattern, event))
          for (const { arn } of rule.targets) now.add(arn);
      }
      for (const arn of before[index]?.keys() ?? []) {
        if (after[index]?.has(arn) && !now.has(arn))
          expect.fail(`${JSON.stringify(event)} is lost for ${arn}`);
      }
      for (const arn of now) {
        if (!after[index]?.has(arn) && !before[index]?.has(arn)) {
          expect.fail(`${JSON.stringify(event)} reaches ${arn}, where no file sends it`);
        }
      }
    }
  };
}

/** A few of a file's events: each is looked at after every call. */
function someEvents(files: readonly TestFile[], pick: (below: number) => number): readonly TestEvent[] {
  const all = eventsFor(files, pick);
  return Array.from({ length: Math.min(40, all.length) }, () => all[pick(all.length)]).flatMap(
    (one) => one ?? [],
  );
}

function expectNoLoss(
  live: readonly LiveRule[],
  file: TestFile,
  events: readonly TestEvent[],
  pick: (below: number) => number,
): void {
  const desired = compile(file, live);
  const bus = new LiveBus(live);
  const before = events.map((event) => deliver(live, event));
  const after = events.map((event) => readDirectly(file, event));
  replay(
    bus,
    jobsFor(NAMES, live, desired),
    pick,
    Number.POSITIVE_INFINITY,
    checker(bus, events, before, after),
  );
  for (const [index, event] of events.entries()) expect(deliver(bus.rules, event)).toEqual(after[index]);
}

/** A live rule as somebody may have left it. */
function damaged(rule: LiveRule, all: readonly LiveRule[], pick: (below: number) => number): LiveRule {
  const other = all[pick(all.length)] ?? rule;
  const { pattern: _pattern, ...withoutPattern } = rule;
  const { route: _route, ...withoutRoute } = rule;
  switch (pick(9)) {
    case 0:
      return withoutPattern;
    case 1:
      return withoutRoute;
    case 2:
      return { ...rule, targets: rule.targets.slice(1) };
    case 3:
      return { ...rule, targets: [] };
    case 4:
      return { ...rule, ...(other.pattern === undefined ? {} : { pattern: other.pattern }) };
    case 5:
      return { ...rule, targets: other.targets };
    case 6:
      return { ...rule, enabled: !rule.enabled };
    case 7:
      return { ...rule, pattern: { $or: [{ source: ['elsewhere'] }, rule.pattern ?? {}] } };
    default:
      return rule;
  }
}

describe('a change of rules', () => {
  it('loses no event that both files deliver, at any moment and in any allowed order', () => {
    fc.assert(
      fc.property(twoFiles, fc.integer(), ([old, file], seed) => {
        const pick = picker(seed);
        expectNoLoss(asLive(compile(old)), file, someEvents([old, file], pick), pick);
      }),
      { numRuns: 60 },
    );
  });

  it('takes up from an apply that stopped half-way, also with another file', () => {
    fc.assert(
      fc.property(twoFiles, twoFiles, fc.integer(), ([old, file], [other], seed) => {
        const pick = picker(seed);
        const live = asLive(compile(old));
        const bus = new LiveBus(live);
        const jobs = jobsFor(NAMES, live, compile(file, live));
        replay(bus, jobs, pick, pick(jobs.length * 3), () => undefined);
        const next = pick(2) === 0 ? file : other;
        expectNoLoss(bus.rules, next, someEvents([old, next], pick), pick);
      }),
      { numRuns: 40 },
    );
  });

  it('comes right from any live state: rules edited by hand, patterns unreadable, targets gone', () => {
    fc.assert(
      fc.property(twoFiles, fc.integer(), ([old, file], seed) => {
        const pick = picker(seed);
        const rules = asLive(compile(old));
        const live = rules.map((rule) => damaged(rule, rules, pick)).filter(() => pick(8) > 0);
        expectNoLoss(live, file, someEvents([old, file], pick), pick);
      }),
      { numRuns: 60 },
    );
  });

  it('loses nothing where two routes swap queues that go to the same target', () => {
    const route = (name: string, queue: number): RouteSketch => ({
      name,
      events: ['v2.detail.events.conversation.{id}.acd.end'],
      queues: [queue],
      targets: ['t0'],
    });
    const old = fileOf([route('sales', 1), route('support', 2)]);
    const file = fileOf([route('sales', 2), route('support', 1)]);
    const live = asLive(compile(old));
    expect(changeOrder(live, compile(file)).lossy.map(({ rule }) => rule)).toEqual([
      'contact-center-sales-1',
    ]);
    expect(compile(file, live).map((rule) => rule.name)).toEqual([
      'contact-center-sales-2',
      'contact-center-support-1',
    ]);
    for (let seed = 0; seed < 20; seed += 1) {
      const pick = picker(seed);
      expectNoLoss(live, file, eventsFor([old, file], pick), pick);
    }
  });

  const oneRoute = (queues: readonly number[], targets: readonly string[]): TestFile =>
    fileOf([
      { name: 'sales', events: ['v2.detail.events.conversation.{id}.acd.end'], queues: [...queues], targets },
    ]);
  const [five, others] = [
    ['t0', 't1', 't2', 't3', 't4'],
    ['t5', 't6', 't7', 't8', 't9'],
  ];

  it('puts five targets in the place of five others, by their ids, as a rule has no room for ten', () => {
    const live = asLive(compile(oneRoute([1], five)));
    const [rule] = compile(oneRoute([1], others), live);
    expect(rule?.name).toBe(live[0]?.name);
    expect(rule?.targets.map(({ id }) => id).sort()).toEqual(five);
    expectNoLoss(live, oneRoute([1], others), eventsFor([oneRoute([1], five)], picker(1)), picker(1));
    // Where some fit beside the old ones, these have ids of their own.
    const some = compile(
      oneRoute([1], ['t5', 't6', 't7']),
      asLive(compile(oneRoute([1], ['t0', 't1', 't2']))),
    );
    expect(some[0]?.targets.map(({ id }) => id)).toEqual(['t5', 't6', 't0']);
  });

  it('puts a new rule in the place of one that matches and sends elsewhere at once, with ids of its own', () => {
    const [old, file] = [oneRoute([1, 2], five), oneRoute([2, 3], others)];
    const live = asLive(compile(old));
    const { rules, replaced } = compileRules(file.config, file.queues, live, NAMES);
    expect(rules.map(({ name }) => name)).toEqual(['contact-center-sales-2']);
    expect([...replaced]).toEqual([['contact-center-sales-2', 'contact-center-sales-1']]);
    expect(rules[0]?.targets.map(({ id }) => id)).toEqual(others);
    // Nothing stays with a rule that matches none of what it did: it changes as it is.
    expect(compile(oneRoute([3], others), live).map(({ name }) => name)).toEqual(['contact-center-sales-1']);
  });
});
