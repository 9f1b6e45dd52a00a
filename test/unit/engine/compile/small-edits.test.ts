import { describe, expect, it } from 'vitest';
import { changeOrder, compileRules, type DesiredRule } from '../../../../src/lib/engine/compile/index.js';
import { BODY_TYPES, fileOf, NAMES, queueId, type RouteSketch } from './file-builder.js';
import { asLive } from './live-bus.js';

const END = 'v2.detail.events.conversation.{id}.acd.end';

function numbers(count: number, from = 0): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

function compile(route: Partial<RouteSketch>, before: readonly DesiredRule[] = []): readonly DesiredRule[] {
  const file = fileOf([{ name: 'sales', events: [END], targets: ['t0'], ...route }]);
  return compileRules(file.config, file.queues, asLive(before), NAMES).rules;
}

/** An edit's effect: `+` new, `~` changed, `-` deleted rules, by number. */
function effect(before: Partial<RouteSketch>, after: Partial<RouteSketch>): readonly string[] {
  const old = new Map(compile(before).map((rule) => [rule.name, rule]));
  const now = new Map(compile(after, [...old.values()]).map((rule) => [rule.name, rule]));
  const text = (rule: DesiredRule | undefined) => JSON.stringify([rule?.pattern, rule?.targets]);
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((name) => {
    const number = name.replace('contact-center-sales-', '');
    if (!old.has(name)) return [`+${number}`];
    if (!now.has(name)) return [`-${number}`];
    return text(old.get(name)) === text(now.get(name)) ? [] : [`~${number}`];
  });
}

/** Three rules, none of them full. */
const three = { queues: numbers(120) } as const;
/** Two patterns in two groups of targets. */
const seven = { queues: numbers(80), targets: numbers(7).map((n) => `t${n}`) } as const;

describe('a small edit', () => {
  it('of nothing touches nothing', () => {
    expect(effect(three, three)).toEqual([]);
  });

  it('of one queue touches one rule, and one for each group of targets', () => {
    expect(effect(three, { queues: [...three.queues, 999] })).toHaveLength(1);
    expect(effect(three, { queues: numbers(119) })).toHaveLength(1);
    expect(effect(seven, { ...seven, queues: [...seven.queues, 999] })).toHaveLength(2);
  });

  it('of ten queues touches one rule, and a new one rather than several', () => {
    expect(effect({ queues: numbers(130) }, { queues: numbers(139) })).toEqual(['+4']);
    expect(effect({ queues: numbers(60) }, { queues: numbers(70) })).toHaveLength(1);
  });

  it('of a queue that finds all rules full makes a new one', () => {
    expect(effect({ queues: numbers(94) }, { queues: numbers(95) })).toEqual(['+3']);
  });

  it('keeps a rule more than a fresh plan would, rather than move values', () => {
    const half = [...numbers(21), ...numbers(23, 47)];
    expect(compile({ queues: half })).toHaveLength(1);
    expect(effect({ queues: numbers(94) }, { queues: half })).toEqual(['~1', '~2']);
  });

  it('empties rules into others where there would be two more than need be', () => {
    const few = [...numbers(12), ...numbers(12, 40), ...numbers(12, 80)];
    const before = compile(three);
    const after = compile({ queues: few }, before);
    expect(after).toHaveLength(2);
    expect(before.map((rule) => rule.name)).toEqual(expect.arrayContaining(after.map((rule) => rule.name)));
  });

  it('of a target touches the rules of one group', () => {
    expect(effect(seven, { ...seven, targets: [...seven.targets, 't9'] })).toEqual(['~2', '~4']);
    expect(effect(seven, { ...seven, targets: seven.targets.slice(1) })).toEqual(['~1', '~3']);
    expect(effect(three, { ...three, targets: ['t1'] })).toEqual(['~1', '~2', '~3']);
  });

  it('of an event type touches all rules, and full ones give up queues to one new rule', () => {
    const queues = numbers(141);
    expect(effect({ queues }, { queues, events: BODY_TYPES.slice(0, 2) })).toEqual(['~1', '~2', '~3', '+4']);
    expect(effect(three, { ...three, events: BODY_TYPES.slice(0, 2) })).toEqual(['~1', '~2', '~3']);
  });

  it('of a value that replaces the only one keeps the queues where they are', () => {
    const queuesOf = (rules: readonly DesiredRule[]) =>
      rules.map((rule) => [rule.name, /"queueId":\[[^\]]*\]/.exec(JSON.stringify(rule.pattern))?.[0]]);
    const before = compile({ ...three, where: { mediaType: ['VOICE'] } });
    const after = compile({ ...three, where: { mediaType: ['EMAIL'] } }, before);
    expect(queuesOf(after)).toEqual(queuesOf(before));
  });

  it('of an {eventType} target leaves the rules of other event types alone', () => {
    const events = BODY_TYPES.slice(0, 3);
    const lanes = { events, targets: ['lane0', 't0'] };
    expect(effect(lanes, { ...lanes, events: BODY_TYPES.slice(0, 4) })).toEqual(['+4']);
    expect(effect(lanes, { ...lanes, events: BODY_TYPES.slice(1, 3) })).toEqual(['-1']);
  });
});

describe('the order of changes', () => {
  it('lets the rule that takes queues over go first', () => {
    const before = compile({ queues: numbers(94) });
    const [one, two] = before;
    if (one === undefined || two === undefined) throw new Error('two rules expected');
    const moved = queueId(94 + 1);
    const withQueue = (rule: DesiredRule): DesiredRule => ({
      ...rule,
      pattern: JSON.parse(JSON.stringify(rule.pattern).replace('"queueId":[', `"queueId":["${moved}",`)),
    });
    const order = changeOrder(asLive([withQueue(one), two]), [one, withQueue(two)]);
    expect(order).toEqual({
      before: [{ rule: two.name, mustPrecede: one.name }],
      needs: [one, two].map(({ name, targets }) => ({ rule: name, arn: targets[0]?.arn })),
      lossy: [],
    });
  });

  it('says which rules swap, and so cannot be ordered', () => {
    const [one, two] = compile({ queues: numbers(94) });
    if (one === undefined || two === undefined) throw new Error('two rules expected');
    const order = changeOrder(asLive([one, two]), [
      { ...one, pattern: two.pattern },
      { ...two, pattern: one.pattern },
    ]);
    expect(order.before).toHaveLength(1);
    expect(order.lossy.map(({ rule }) => rule)).toHaveLength(1);
  });

  it('wants nothing of rules whose events nobody takes over', () => {
    const before = compile({ queues: numbers(10) });
    expect(changeOrder(asLive(before), compile({ queues: numbers(5) }, before)).before).toEqual([]);
    expect(changeOrder(asLive(before), []).before).toEqual([]);
  });
});
