import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../src/lib/base/json.js';
import { compileRules, expandTargets, type LiveRule } from '../../../../src/lib/engine/compile/index.js';
import { compileNames } from '../../../../src/lib/engine/plan/index.js';
import type { FieldCondition, Route } from '../../../../src/lib/language/config/model.js';
import { type EventFormat, requireFormat, toEventFormat } from '../../../../src/lib/language/events/index.js';
import { eventOf, matches, parsePattern } from '../../../../src/lib/language/patterns/index.js';
import { picker } from './arbitrary-file.js';
import { type Tally, tally } from './direct-reading.js';
import { fileOf, queueId, SOURCE, type TestFile } from './file-builder.js';
import { asLive, LiveBus } from './live-bus.js';
import { jobsFor, replay } from './replay-changes.js';

const ACD_END = 'v2.detail.events.conversation.{id}.acd.end';
const USER_END = 'v2.detail.events.conversation.{id}.user.end';
const QUEUE_USERS = 'v2.routing.queues.{id}.users';

/** What an event says, as a person reads it. */
interface Reading {
  readonly eventType: unknown;
  readonly queue: unknown;
  readonly payload: unknown;
}

/** A format with a writer and a reader of its events, by hand and without the library's. */
interface Shape {
  readonly format: EventFormat | undefined;
  readonly eventTypes: readonly string[];
  /** Whether routes may filter on queues. */
  readonly queues: boolean;
  write(eventType: string, queue: string | null, body: JsonObject): JsonObject;
  /** Undefined where the event is of another format. */
  read(event: Loose): Reading | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: read by hand
type Loose = any;

const SHAPES: readonly Shape[] = [
  {
    format: undefined,
    eventTypes: [ACD_END, USER_END, QUEUE_USERS],
    queues: true,
    write: (eventType, queue, body) => ({
      source: SOURCE,
      'detail-type': eventType,
      detail: {
        topicName: eventType.replace('{id}', eventType === QUEUE_USERS ? (queue ?? 'none') : 'c1'),
        eventBody: { ...body, ...(queue === null || eventType === QUEUE_USERS ? {} : { queueId: queue }) },
      },
    }),
    read: (event) =>
      event.source !== SOURCE
        ? undefined
        : {
            eventType: event['detail-type'],
            queue:
              event['detail-type'] === QUEUE_USERS
                ? event.detail.topicName?.split('.')[3]
                : event.detail.eventBody?.queueId,
            payload: event.detail.eventBody,
          },
  },
  {
    format: requireFormat('com.genesys.cloud'),
    eventTypes: ['conversation.start', 'conversation.end'],
    queues: true,
    write: (eventType, queue, body) => ({
      source: 'com.genesys.cloud',
      'detail-type': eventType,
      detail: { ...body, queue: queue === null ? null : { id: queue, name: 'Sales Support' } },
    }),
    read: (event) =>
      event.source !== 'com.genesys.cloud'
        ? undefined
        : { eventType: event['detail-type'], queue: event.detail.queue?.id, payload: event.detail },
  },
  {
    format: requireFormat('genesys.cloud/ConversationEvent'),
    eventTypes: ['started', 'ended'],
    queues: false,
    write: (eventType, _, body) => ({
      source: 'genesys.cloud',
      'detail-type': 'ConversationEvent',
      detail: { ...body, eventType },
    }),
    read: (event) =>
      event.source !== 'genesys.cloud' || event['detail-type'] !== 'ConversationEvent'
        ? undefined
        : { eventType: event.detail.eventType, queue: undefined, payload: event.detail },
  },
  {
    format: requireFormat('flat'),
    eventTypes: ['started', 'ended'],
    queues: false,
    write: (eventType, _, body) => ({
      source: 'genesys.cloud',
      'detail-type': 'whatever',
      detail: { event_type: eventType, payload: body },
    }),
    read: (event) =>
      event.detail.event_type === undefined
        ? undefined
        : { eventType: event.detail.event_type, queue: undefined, payload: event.detail.payload },
  },
  {
    format: toEventFormat('acme', {
      source: [{ prefix: 'com.acme.' }, 'acme'],
      detailType: 'genesys:{eventType}',
      eventTypes: 'genesys',
      topicName: 'detail.topic',
      queueId: 'detail.data.body.queue',
      payload: 'detail.data.body',
    }),
    eventTypes: [ACD_END, USER_END, QUEUE_USERS],
    queues: true,
    write: (eventType, queue, body) => ({
      source: 'com.acme.relay',
      'detail-type': `genesys:${eventType}`,
      detail: {
        topic: eventType.replace('{id}', queue ?? 'none'),
        data: { body: { ...body, ...(queue === null ? {} : { queue }) } },
      },
    }),
    read: (event) =>
      !(event.source.startsWith('com.acme.') || event.source === 'acme')
        ? undefined
        : {
            eventType: event['detail-type'].replace(/^genesys:/, ''),
            queue:
              event['detail-type'] === `genesys:${QUEUE_USERS}`
                ? event.detail.topic?.split('.')[3]
                : event.detail.data?.body?.queue,
            payload: event.detail.data?.body,
          },
  },
  {
    format: toEventFormat('nested', {
      source: 'com.acme.relay',
      detailType: 'genesys',
      eventType: 'detail.meta.kind',
      queueId: 'detail.meta.queue',
      payload: 'detail.data',
      eventTypes: ['opened', { name: 'closed', queue: true }],
    }),
    eventTypes: ['opened', 'closed'],
    queues: true,
    write: (eventType, queue, body) => ({
      source: 'com.acme.relay',
      'detail-type': 'genesys',
      detail: { meta: { kind: eventType, queue }, data: body },
    }),
    read: (event) =>
      event.source !== 'com.acme.relay' || event['detail-type'] !== 'genesys'
        ? undefined
        : { eventType: event.detail.meta?.kind, queue: event.detail.meta?.queue, payload: event.detail.data },
  },
];

/** A route with the shape of its events. */
interface ShapedRoute {
  readonly shape: Shape;
  readonly route: Route;
  readonly queues: readonly number[] | undefined;
}

const MEDIA = ['VOICE', 'CHAT', 'MESSAGE'];

function shapedRoute(name: string): fc.Arbitrary<ShapedRoute> {
  return fc.constantFrom(...SHAPES).chain((shape) =>
    fc
      .record({
        events: fc.subarray([...shape.eventTypes], { minLength: 1 }),
        queues: shape.queues
          ? fc.option(
              fc
                .record({ from: fc.nat(30), count: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.nat(150)) })
                .map(({ from, count }) => Array.from({ length: count + 1 }, (_, index) => from + index)),
              { nil: undefined },
            )
          : fc.constant(undefined),
        mediaType: fc.option(fc.subarray<FieldCondition>(MEDIA, { minLength: 1 }), { nil: undefined }),
        label: fc.option(fc.subarray<FieldCondition>(['A', 'B', { prefix: 'C' }], { minLength: 1 }), {
          nil: undefined,
        }),
        targets: fc.subarray(['t0', 't1', 't2', 't3', 't4', 't5', 't6', 'lane0'], { minLength: 1 }),
      })
      .map(({ events, queues, mediaType, label, targets }) => ({
        shape,
        queues,
        route: {
          name,
          events,
          targets,
          enabled: true,
          where: {
            ...(mediaType === undefined ? {} : { mediaType }),
            // Genesys publishes no such field; a relay's may be a list of values.
            ...(label === undefined || shape.format?.eventTypes === 'genesys' || shape.format === undefined
              ? {}
              : { 'info.labels': label }),
          },
          ...(shape.format === undefined ? {} : { format: shape.format }),
        },
      })),
  );
}

const shapedRoutes = fc
  .subarray(['sales', 'support', 'billing'], { minLength: 1 })
  .chain((names) => fc.tuple(...names.map(shapedRoute)));

function toFile(routes: readonly ShapedRoute[]): TestFile {
  const { config, queues } = fileOf(
    routes.map(({ route, queues: numbers }) => ({
      name: route.name,
      events: route.events,
      targets: route.targets,
      ...(numbers === undefined ? {} : { queues: numbers }),
    })),
  );
  const merged = routes.map(({ route }) => [route.name, { ...config.routes[route.name], ...route }] as const);
  return { config: { ...config, routes: Object.fromEntries(merged) }, queues };
}

/** Events of every shape: some that routes want, some that they do not. */
const events: fc.Arbitrary<readonly JsonObject[]> = fc.array(
  fc.constantFrom(...SHAPES).chain((shape) =>
    fc
      .record({
        eventType: fc.constantFrom(...shape.eventTypes, 'another.type'),
        queue: fc.option(fc.nat(40).map(queueId), { nil: null }),
        mediaType: fc.constantFrom(...MEDIA, 'EMAIL'),
        labels: fc.oneof(
          fc.constantFrom<JsonValue>('A', 'B', 'Cx', 'D'),
          fc.subarray(['A', 'B', 'Cx', 'D']) as fc.Arbitrary<JsonValue>,
        ),
      })
      .map(({ eventType, queue, mediaType, labels }) =>
        shape.write(eventType, queue, { mediaType, info: { labels } }),
      ),
  ),
  { minLength: 20, maxLength: 40 },
);

function readDirectly(file: TestFile, routes: readonly ShapedRoute[], event: JsonObject): Tally {
  const names = compileNames(file.config, new Set());
  return tally(
    routes.flatMap(({ shape, route, queues }) => {
      const reading = shape.read(event);
      if (reading === undefined || !route.events.some((each) => each === reading.eventType)) return [];
      if (queues !== undefined && !queues.some((number) => queueId(number) === reading.queue)) return [];
      const fits = Object.entries(route.where).every(([field, conditions]) => {
        let value: Loose = reading.payload;
        for (const key of field.split('.')) value = value?.[key];
        return [value].flat().some((one) => conditions.some((wanted) => holds(wanted, one)));
      });
      if (!fits) return [];
      return expandTargets(file.config, route, names)
        .filter(({ eventType }) => eventType === undefined || eventType === reading.eventType)
        .map(({ arn }) => arn);
    }),
  );
}

function holds(condition: FieldCondition, value: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return condition === value;
  return typeof value === 'string' && value.startsWith(String(condition['prefix']));
}

function compile(file: TestFile, live: Parameters<typeof compileRules>[2] = []) {
  return compileRules(file.config, file.queues, live, compileNames(file.config, new Set())).rules;
}

function deliver(rules: readonly LiveRule[], event: JsonObject): Tally {
  const text = eventOf(event);
  const hit = rules.filter(({ pattern }) => matches(parsePattern(JSON.stringify(pattern ?? {})), text));
  return tally(hit.flatMap(({ targets }) => targets.map(({ arn }) => arn)));
}

describe('rules of routes with formats', () => {
  it('deliver an event to a target as often as the file says, whatever its format', () => {
    fc.assert(
      fc.property(shapedRoutes, events, (routes, all) => {
        const file = toFile(routes);
        const rules = compile(file);
        for (const { pattern, targets } of rules) {
          expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(2048);
          expect(targets.length).toBeLessThanOrEqual(5);
        }
        for (const event of all) expect(deliver(rules, event)).toEqual(readDirectly(file, routes, event));
      }),
      { numRuns: 60 },
    );
  });

  it('deliver as the new file says when live rules were another file’s, and then change no more', () => {
    fc.assert(
      fc.property(shapedRoutes, shapedRoutes, events, (before, after, all) => {
        const file = toFile(after);
        const rules = compile(file, asLive(compile(toFile(before))));
        for (const event of all) expect(deliver(rules, event)).toEqual(readDirectly(file, after, event));
        expect(compile(file, asLive(rules))).toEqual(rules);
      }),
      { numRuns: 40 },
    );
  });

  it('lose no event that both files route, at any moment of the change', () => {
    fc.assert(
      fc.property(shapedRoutes, shapedRoutes, events, fc.integer(), (before, after, all, seed) => {
        const [old, file] = [toFile(before), toFile(after)];
        const live = asLive(compile(old));
        const desired = compile(file, live);
        const bus = new LiveBus(live);
        const kept = all.map((event) => {
          const now = readDirectly(file, after, event);
          return [...readDirectly(old, before, event).keys()].filter((arn) => now.has(arn));
        });
        const jobs = jobsFor(compileNames(file.config, new Set()), live, desired);
        replay(bus, jobs, picker(seed), Number.POSITIVE_INFINITY, () => {
          for (const [index, event] of all.entries()) {
            const reached = deliver(bus.rules, event);
            for (const arn of kept[index] ?? []) expect([...reached.keys()]).toContain(arn);
          }
        });
      }),
      { numRuns: 20 },
    );
  });

  it('ask for the queue where the format has it, and for nothing that the format does not say', () => {
    const [, relay, conversation, flat] = SHAPES;
    const patternOf = (shape: Shape | undefined, sketch: Partial<Route>, queues?: readonly number[]) => {
      if (shape?.format === undefined) throw new Error('no format');
      const route = {
        name: 'sales',
        events: [...shape.eventTypes].slice(-1),
        where: {},
        targets: ['t0'],
        enabled: true,
        format: shape.format,
        ...sketch,
      };
      return compile(toFile([{ shape, queues, route }]))[0]?.pattern;
    };
    expect(patternOf(relay, {}, [1])).toEqual({
      source: ['com.genesys.cloud'],
      'detail-type': ['conversation.end'],
      detail: { queue: { id: [queueId(1)] } },
    });
    expect(patternOf(conversation, {})).toEqual({
      source: ['genesys.cloud'],
      'detail-type': ['ConversationEvent'],
      detail: { eventType: ['ended'] },
    });
    expect(patternOf(flat, { where: { queueId: ['x'] } })).toEqual({
      detail: { event_type: ['ended'], payload: { queueId: ['x'] } },
    });
  });

  it('refuse conditions that one pattern cannot hold', () => {
    const [, relay] = SHAPES;
    if (relay?.format === undefined) throw new Error('no format');
    const route = {
      name: 'sales',
      events: ['conversation.end'],
      where: { queue: [null] },
      targets: ['t0'],
      enabled: true,
      format: relay.format,
    };
    expect(() => compile(toFile([{ shape: relay, queues: [1], route }]))).toThrow(
      'Route "sales" filters on "queue" and on "queue.id", which lies within it.',
    );
  });
});
