import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps } from '../../../../src/lib/engine/compile/index.js';
import { eventsFor, picker, sketches } from './arbitrary-file.js';
import { readDirectly } from './direct-reading.js';
import { fileOf, NAMES, type RouteSketch, TOPIC_TYPES } from './file-builder.js';

const END = 'v2.detail.events.conversation.{id}.acd.end';
const WRAPUP = 'v2.detail.events.conversation.{id}.wrapup';

function warnings(one: Partial<RouteSketch>, other: Partial<RouteSketch>): readonly string[] {
  const base = { events: [END], targets: ['t0'] };
  const { config, queues } = fileOf([
    { ...base, name: 'sales', ...one },
    { ...base, name: 'support', ...other },
  ]);
  return overlaps(config, queues, NAMES).map((notice) => notice.message);
}

describe('routes that overlap', () => {
  it('are named with the events and the targets', () => {
    expect(warnings({}, {})).toEqual([
      'Routes "sales" and "support" can both send the same event (conversation.acd.end) to "t0", which then receives it twice.',
    ]);
  });

  it('of more than two are named together, by the targets that they share', () => {
    const one = (name: string, targets: readonly string[]): RouteSketch => ({ name, events: [END], targets });
    const { config, queues } = fileOf([
      one('a', ['t0', 't1']),
      one('b', ['t0', 't1']),
      one('c', ['t0', 't2']),
      one('d', ['t2']),
      one('e', ['t0']),
    ]);
    expect(overlaps(config, queues, NAMES).map(({ message }) => message)).toEqual([
      '4 routes ("a", "b", "c" and 1 more) overlap: an event (conversation.acd.end) that several of them take reaches "t0" once for each of them.',
      'Routes "a" and "b" can both send the same event (conversation.acd.end) to "t1", which then receives it twice.',
      'Routes "c" and "d" can both send the same event (conversation.acd.end) to "t2", which then receives it twice.',
    ]);
  });

  it.each<[string, Partial<RouteSketch>, Partial<RouteSketch>]>([
    ['other targets', {}, { targets: ['t1'] }],
    ['other event types', {}, { events: [WRAPUP] }],
    ['other queues', { queues: [1, 2] }, { queues: [3] }],
    ['other values', { where: { mediaType: ['VOICE'] } }, { where: { mediaType: ['CHAT', 'MESSAGE'] } }],
    [
      'an operator that holds for none of the values',
      { where: { a: [{ prefix: 'x' }] } },
      { where: { a: ['y'] } },
    ],
    ['a route that is disabled', { enabled: false }, {}],
    [
      '{eventType} topics of other event types',
      { targets: ['lane0'] },
      { targets: ['lane0'], events: [WRAPUP] },
    ],
  ])('are not seen in %s', (_, one, other) => {
    expect(warnings(one, other)).toEqual([]);
  });

  it.each<[string, Partial<RouteSketch>, Partial<RouteSketch>]>([
    ['one without a filter on queues', { queues: [1] }, {}],
    ['a queue of both', { queues: [1, 2] }, { queues: [2, 3] }],
    [
      'operators that nobody can tell apart',
      { where: { a: [{ prefix: 'x' }] } },
      { where: { a: [{ suffix: 'y' }] } },
    ],
    ['values of an array', { where: { 'list.a': ['x'] } }, { where: { 'list.a': ['y'] } }],
    ['queues in the topic name', { events: [...TOPIC_TYPES], queues: [1] }, { events: [...TOPIC_TYPES] }],
  ])('are seen in %s', (_, one, other) => {
    expect(warnings(one, other)).toHaveLength(1);
  });

  it('are seen wherever an event reaches a target more than once', () => {
    fc.assert(
      fc.property(sketches, fc.integer(), (routes, seed) => {
        const file = fileOf(routes);
        const twice = eventsFor([file], picker(seed)).some((event) =>
          [...readDirectly(file, event).values()].some((count) => count > 1),
        );
        if (twice) expect(overlaps(file.config, file.queues, NAMES)).not.toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
