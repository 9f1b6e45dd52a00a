import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../src/lib/base/json.js';
import { compileRules, type DesiredRule } from '../../../../src/lib/engine/compile/index.js';
import { edit, eventsFor, picker, sketches, twoFiles } from './arbitrary-file.js';
import { deliver, readDirectly } from './direct-reading.js';
import { fileOf, NAMES, queueId, type RouteSketch, type TestFile, TOPIC_TYPES } from './file-builder.js';
import { asLive } from './live-bus.js';

function compile(file: TestFile, before: readonly DesiredRule[] = []): readonly DesiredRule[] {
  return compileRules(file.config, file.queues, asLive(before), NAMES).rules;
}

/** What a rule delivers, without its description. */
function content(rule: DesiredRule): string {
  return canonicalJson([
    JSON.parse(JSON.stringify(rule.pattern)),
    rule.targets.map((target) => target.id).sort(),
  ]);
}

/** Names of the rules that an edit creates, changes or deletes. */
function touched(before: readonly DesiredRule[], after: readonly DesiredRule[]): readonly string[] {
  const old = new Map(before.map((rule) => [rule.name, content(rule)]));
  const now = new Map(after.map((rule) => [rule.name, content(rule)]));
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name));
}

/** How many rules hold a queue. */
function rulesHolding(rules: readonly DesiredRule[], number: number): number {
  return rules.filter((rule) => JSON.stringify(rule.pattern).includes(queueId(number))).length;
}

function isLongTwice({ queues = [], where = {} }: RouteSketch): boolean {
  return queues.length > 0 && Object.values(where).some((list) => list.length > 15);
}

function isLane(route: RouteSketch): boolean {
  return route.targets.some((name) => name.startsWith('lane'));
}

describe('compile with live rules', () => {
  it('delivers as the new file says, whatever the old one was', () => {
    fc.assert(
      fc.property(twoFiles, fc.integer(), ([old, file], seed) => {
        const rules = compile(file, compile(old));
        for (const event of eventsFor([file], picker(seed))) {
          expect(deliver(rules, event)).toEqual(readDirectly(file, event));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has for a route at most as many rules more than a fresh compile as one queue takes, or one', () => {
    fc.assert(
      fc.property(twoFiles, ([old, file]) => {
        const count = (rules: readonly DesiredRule[], route: string) =>
          rules.filter((rule) => rule.route === route).length;
        const rules = compile(file, compile(old));
        const fresh = compile(file);
        for (const [name, route] of Object.entries(file.config.routes)) {
          // Where the event types carry the queue in their body, a filter on that field leaves some of the queues none.
          const filter = route.where['queueId'];
          const all = file.queues[name] ?? [];
          const alone = [all[0], all.find(({ id }) => filter?.includes(id))]
            .filter((queue) => queue !== undefined)
            .map((queue) => compile({ ...file, queues: { ...file.queues, [name]: [queue] } }));
          const spare = Math.max(1, ...alone.map((rulesOfOne) => count(rulesOfOne, name)));
          expect(count(rules, name)).toBeLessThanOrEqual(count(fresh, name) + spare);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(twoFiles, ([old, file]) => {
        const rules = compile(file, compile(old));
        expect(compile(file, rules)).toEqual(rules);
      }),
      { numRuns: 40 },
    );
  });

  it('renames nothing for a small edit', () => {
    fc.assert(
      fc.property(sketches, edit, (routes, change) => {
        const [first, ...rest] = routes;
        if (first === undefined) return;
        const before = compile(fileOf(routes));
        const edited = change(first);
        // The first topic for each event type cuts the route anew: two of its rules may have to swap values, and then
        // one of them gets a new name.
        if (isLane(first) !== isLane(edited)) return;
        // So may a value more for a route whose queues and values are both spread over rules.
        if (isLongTwice(first)) return;
        const after = compile(fileOf([edited, ...rest]), before);
        const names = new Set(before.map((rule) => rule.name));
        const created = after.filter((rule) => !names.has(rule.name)).length;
        expect(created).toBe(Math.max(0, after.length - before.length));
      }),
      { numRuns: 40 },
    );
  });

  it('parts no route anew for a queue that takes several rules and that none has room for', () => {
    const targets = ['t0', 't1', 't5', 't6', 't7', 't8', 't10'];
    const route: RouteSketch = {
      name: 'support',
      events: [
        ...['acd.start', 'user.start', 'user.end', 'acw', 'wrapup'].map(
          (name) => `v2.detail.events.conversation.{id}.${name}`,
        ),
        'v2.routing.queues.{id}.conversations.calls',
        'v2.routing.queues.{id}.conversations.emails',
      ],
      queues: Array.from({ length: 138 }, (_, index) => 5 + index),
      where: {},
      targets,
      enabled: true,
    };
    const before = compile(fileOf([route]));
    const grown = { ...route, queues: [...(route.queues ?? []), 325] };
    const alone = compile(fileOf([{ ...route, queues: [325] }]));
    // Two patterns, as the event types carry the queue in two places, and two rules for each, for seven targets.
    expect(alone).toHaveLength(4);
    expect(touched(before, compile(fileOf([grown]), before)).length).toBeLessThanOrEqual(2 * alone.length);
  });

  it('changes nothing of a route of a hundred rules of which nothing changed, in whatever order they are written', () => {
    const values = Array.from({ length: 62 }, (_, index) => `C${index}`.padEnd(30, '.'));
    const route: RouteSketch = {
      name: 'sales',
      events: ['users', 'conversations.calls', 'conversations.emails'].map(
        (name) => `v2.routing.queues.{id}.${name}`,
      ),
      queues: Array.from({ length: 35 }, (_, index) => 39 + index),
      where: {
        mediaType: ['MESSAGE'],
        'customer.id': values,
        'listed.tags': ['T3......', 'T4......', 'T5......'],
        queueId: [0, 15, 17, 22, 25, 31].map(queueId),
      },
      targets: ['lane0', 'lane1', 't0', 't2', 't3', 't4', 't5', 't6', 't7', 't8', 't9', 't10', 't11'],
      enabled: true,
    };
    const before = compile(fileOf([route]));
    expect(before.length).toBeGreaterThan(60);
    const otherwise = { ...route, targets: route.targets.toReversed() };
    expect(touched(before, compile(fileOf([otherwise]), before))).toEqual([]);
  });

  it('touches for a queue more only as many rules as must hold it', () => {
    fc.assert(
      fc.property(sketches, fc.integer({ min: 300, max: 400 }), (routes, number) => {
        const [first, ...rest] = routes;
        if (first?.queues === undefined) return;
        const before = compile(fileOf(routes));
        const grown = { ...first, queues: [...first.queues, number] };
        const after = compile(fileOf([grown, ...rest]), before);
        const holding = first.queues.map((one) => rulesHolding(before, one));
        // Where all rules that would hold it are full, new ones do, and there may be one to spare.
        const alone = compile(fileOf([{ ...first, queues: [number] }])).filter(
          (rule) => rule.route === first.name,
        );
        // A queue in the topic name is a value for each event type, and they may go to different rules.
        const types = first.events.filter((type) => TOPIC_TYPES.includes(type)).length;
        const most = Math.max(alone.length, ...holding) * Math.max(1, types) + 1;
        expect(touched(before, after).length).toBeLessThanOrEqual(most);
      }),
      { numRuns: 40 },
    );
  });
});
