import { describe, expect, it } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { compileRules, type DesiredRule } from '../../../../src/lib/engine/compile/index.js';
import { BODY_TYPES, fileOf, NAMES, queueId, type RouteSketch, TOPIC_TYPES } from './file-builder.js';

const END = 'v2.detail.events.conversation.{id}.acd.end';

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function compile(route: Partial<RouteSketch>): readonly DesiredRule[] {
  const file = fileOf([{ name: 'sales', events: [END], targets: ['t0'], ...route }]);
  return compileRules(file.config, file.queues, [], NAMES).rules;
}

function sizes(rules: readonly DesiredRule[]): readonly number[] {
  return rules.map((rule) => JSON.stringify(rule.pattern).length);
}

describe('a fresh compile', () => {
  it('writes a pattern in a fixed order, sorted', () => {
    const where = {
      'customer.name': ['b', 'a'],
      mediaType: ['VOICE', 'MESSAGE'],
      'customer.id': [{ prefix: 'x' }, 'y'],
    };
    const [rule] = compile({ events: [...BODY_TYPES].slice(0, 2).reverse(), queues: [2, 1], where });
    expect(JSON.stringify(rule?.pattern)).toBe(
      JSON.stringify({
        source: NAMES.source,
        'detail-type': [
          'v2.detail.events.conversation.{id}.acd.end',
          'v2.detail.events.conversation.{id}.acd.start',
        ],
        detail: {
          eventBody: {
            queueId: [queueId(1), queueId(2)],
            customer: { id: ['y', { prefix: 'x' }], name: ['a', 'b'] },
            mediaType: ['MESSAGE', 'VOICE'],
          },
        },
      }),
    );
  });

  it('leaves detail out where nothing is filtered', () => {
    expect(compile({})[0]?.pattern).toEqual({ source: NAMES.source, 'detail-type': [END] });
  });

  it('filters on the topic name where that carries the queue', () => {
    const [users, calls] = TOPIC_TYPES;
    const rules = compile({ events: [calls ?? '', users ?? ''], queues: [7] });
    expect(rules.map((rule) => rule.pattern)).toEqual([
      {
        source: NAMES.source,
        'detail-type': [calls, users],
        detail: {
          topicName: [
            `v2.routing.queues.${queueId(7)}.conversations.calls`,
            `v2.routing.queues.${queueId(7)}.users`,
          ],
        },
      },
    ]);
  });

  it('gives event types with the queue in the body and in the topic name rules of their own', () => {
    const rules = compile({ events: [END, TOPIC_TYPES[0] ?? ''], queues: [7] });
    expect(rules.map((rule) => rule.pattern['detail-type'])).toEqual([[END], [TOPIC_TYPES[0]]]);
  });

  it('gives an event type that carries no queue a filter all the same, which then matches nothing', () => {
    const rules = compile({ events: ['v2.detail.events.conversation.{id}.customer.end'], queues: [7] });
    expect(rules[0]?.pattern['detail']).toEqual({ eventBody: { queueId: [queueId(7)] } });
  });

  // Without queues the pattern has 185 characters; each queue takes 39, less one comma.
  it.each([
    [47, 1],
    [48, 2],
    [94, 2],
    [95, 3],
  ])('holds %i queues in %i rules', (queues, rules) => {
    const made = compile({ queues: numbers(queues) });
    expect(made).toHaveLength(rules);
    expect(Math.max(...sizes(made))).toBeLessThanOrEqual(2048);
  });

  it('takes ten patterns times two groups of targets for 400 queues, 6 event types and 7 targets', () => {
    // Six event types leave 1,637 characters: 42 queues a pattern, so ten patterns.
    const rules = compile({
      events: BODY_TYPES,
      queues: numbers(400),
      targets: numbers(7).map((n) => `t${n}`),
    });
    expect(rules).toHaveLength(20);
    expect(Math.max(...sizes(rules))).toBeLessThanOrEqual(2048);
    expect(rules.filter((rule) => rule.targets.length === 5)).toHaveLength(10);
  });

  it('splits the two longest lists so that the product is least', () => {
    // Halves of both (1,169 and 989 characters) are too long together; a third of one and half of the other fit.
    const values = numbers(60).map((n) => `value-${n}`.padEnd(30, '.'));
    const rules = compile({ queues: numbers(60), where: { 'customer.id': values } });
    expect(rules).toHaveLength(6);
    expect(Math.max(...sizes(rules))).toBeLessThanOrEqual(2048);
  });

  it('puts common targets into free places of the rules that an {eventType} topic needs', () => {
    const events = BODY_TYPES.slice(0, 3);
    expect(compile({ events, targets: ['lane0'] })).toHaveLength(3);
    const four = compile({ events, targets: ['lane0', 't0', 't1', 't2', 't3'] });
    expect(four.map((rule) => rule.targets.length)).toEqual([5, 5, 5]);
    // Nine common targets: four in the three rules of the event types, five in one rule for all.
    const nine = compile({ events, targets: ['lane0', ...numbers(9).map((n) => `t${n}`)] });
    expect(nine.map((rule) => rule.targets.length)).toEqual([5, 5, 5, 5]);
  });

  it('makes an {eventType} topic name fit for SNS', () => {
    const rules = compile({ events: BODY_TYPES.slice(0, 1), targets: ['lane0'] });
    expect(rules[0]?.targets).toEqual([
      {
        id: 'lane0-conversation.acd.start',
        target: 'lane0/conversation.acd.start',
        arn: 'arn:aws:sns:eu-west-1:111122223333:lane0-conversation-acd-start',
      },
    ]);
  });

  it('never spreads values over rules that one event could meet both of', () => {
    const texts = numbers(40).map((n) => `ab-${n}`.padEnd(40, '.'));
    const queues = numbers(40);
    // Operators that may both hold stay together, with the plain values that they hold for.
    const mixed = compile({ queues, where: { label: [...texts, { prefix: 'ab-1' }, { suffix: '....' }] } });
    const withOperator = mixed.filter((rule) => JSON.stringify(rule.pattern).includes('"suffix"'));
    for (const rule of withOperator) expect(JSON.stringify(rule.pattern)).toContain(texts[39]);
    expect(withOperator).toHaveLength(mixed.length);
    // A field that is an array may hold several values, so its list is never taken apart.
    const listed = compile({ queues, where: { 'list.of': texts } });
    for (const rule of listed) for (const text of texts) expect(JSON.stringify(rule.pattern)).toContain(text);
  });

  it('works out a filter on queueId beside queues', () => {
    const where = { queueId: [queueId(1), { prefix: '00000005' }, queueId(99)] };
    expect(compile({ queues: numbers(9), where })[0]?.pattern['detail']).toEqual({
      eventBody: { queueId: [queueId(1), queueId(5)] },
    });
  });

  it('says so where nothing is left to deliver', () => {
    const file = fileOf([
      { name: 'sales', events: [END], queues: [1], where: { queueId: [queueId(2)] }, targets: ['t0'] },
    ]);
    const { rules, warnings } = compileRules(file.config, file.queues, [], NAMES);
    expect(rules).toEqual([]);
    expect(warnings.map((one) => one.code)).toEqual(['route-delivers-nothing']);
  });

  it('refuses a filter that no pattern can hold, and says which', () => {
    const make = () =>
      compile({ where: { label: [{ 'anything-but': numbers(300).map((n) => `label-${n}`) }] } });
    expect(make).toThrow(GcxError);
    expect(make).toThrow('Route "sales": the filter on "label" does not fit into an event pattern.');
  });

  it('refuses a filter on a field and on what lies within it', () => {
    expect(() => compile({ where: { a: ['x'], 'a.b': ['y'] } })).toThrow('which lies within it');
  });

  it('keeps the rules of a disabled route, disabled', () => {
    expect(compile({ enabled: false }).map((rule) => rule.enabled)).toEqual([false]);
  });
});
