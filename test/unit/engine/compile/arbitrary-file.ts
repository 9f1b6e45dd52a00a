import fc from 'fast-check';
import type { FieldCondition } from '../../../../src/lib/language/config/model.js';
import type { TestEvent } from './direct-reading.js';
import {
  BODY_TYPES,
  fileOf,
  PLAIN_TYPES,
  queueId,
  type RouteSketch,
  TARGETS,
  type TestFile,
  TOPIC_TYPES,
} from './file-builder.js';

const TYPES = [...BODY_TYPES, ...TOPIC_TYPES];
const NAMES = ['sales', 'support', 'a-route-whose-name-is-so-long-that-a-rule-cannot-hold-it-all'];

/** Values of a field: a run of numbered texts, `length` characters each. */
function values(prefix: string, most: number): fc.Arbitrary<readonly FieldCondition[]> {
  return fc
    .record({
      from: fc.nat(20),
      count: fc.integer({ min: 1, max: most }),
      length: fc.constantFrom(8, 12, 30),
    })
    .map(({ from, count, length }) =>
      Array.from({ length: count }, (_, index) => `${prefix}${from + index}`.padEnd(length, '.')),
    );
}

const where: fc.Arbitrary<Readonly<Record<string, readonly FieldCondition[]>>> = fc.record(
  {
    mediaType: fc.subarray<FieldCondition>(['VOICE', 'MESSAGE', 'CHAT'], { minLength: 1 }),
    'customer.id': values('C', 70),
    label: fc.subarray<FieldCondition>(
      [
        'Cx',
        'Ax',
        7,
        null,
        { prefix: 'A' },
        { prefix: 'Ax' },
        { exists: false },
        { 'anything-but': ['Cx', 'Bx'] },
      ],
      { minLength: 1 },
    ),
    'listed.tags': values('T', 4),
    queueId: fc.uniqueArray(fc.nat(40).map(queueId), { minLength: 1, maxLength: 20 }),
  },
  { requiredKeys: [] },
);

const queues: fc.Arbitrary<readonly number[] | undefined> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(undefined) },
  {
    weight: 5,
    arbitrary: fc
      .record({
        from: fc.nat(40),
        count: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 200 })),
        step: fc.constantFrom(1, 1, 2),
      })
      .map(({ from, count, step }) => Array.from({ length: count }, (_, index) => from + index * step)),
  },
);

const targets = fc
  .tuple(
    fc.oneof(
      fc.subarray(
        Object.keys(TARGETS).filter((name) => name.startsWith('t')),
        { minLength: 1, maxLength: 4 },
      ),
      fc.subarray(
        Object.keys(TARGETS).filter((name) => name.startsWith('t')),
        { minLength: 1, maxLength: 12 },
      ),
    ),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant<string[]>([]) },
      { weight: 1, arbitrary: fc.subarray(['lane0', 'lane1']) },
    ),
  )
  .map(([plain, lanes]) => [...lanes, ...plain]);

/** Any route. Long lists on several fields at once are kept rare: they multiply. */
function route(name: string): fc.Arbitrary<RouteSketch> {
  return fc
    .record({
      queues,
      events: fc.subarray(TYPES, { minLength: 1, maxLength: 7 }),
      plainEvents: fc.subarray(PLAIN_TYPES),
      where: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 3, arbitrary: where }),
      targets,
      enabled: fc.oneof(
        { weight: 6, arbitrary: fc.constant(true) },
        { weight: 1, arbitrary: fc.constant(false) },
      ),
    })
    .map(({ queues: numbers, plainEvents, events, ...rest }) => ({
      name,
      ...rest,
      events: numbers === undefined ? [...events, ...plainEvents] : events,
      ...(numbers === undefined ? {} : { queues: numbers }),
    }));
}

/** Any list of routes. */
export const sketches: fc.Arbitrary<readonly RouteSketch[]> = fc
  .subarray(NAMES, { minLength: 1 })
  .chain((names) => fc.tuple(...names.map(route)));

/** One small edit of a route. */
export type Edit = (route: RouteSketch) => RouteSketch;

/** Any small edit: one queue, event type, value or target more or less. */
export const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.nat(260).map(
    (number): Edit =>
      (one) =>
        one.queues === undefined ? one : { ...one, queues: toggled(one.queues, number) },
  ),
  fc.constantFrom(...TYPES).map(
    (type): Edit =>
      (one) => ({ ...one, events: toggled(one.events, type) }),
  ),
  fc.constantFrom(...Object.keys(TARGETS)).map(
    (name): Edit =>
      (one) => ({ ...one, targets: toggled(one.targets, name) }),
  ),
  fc
    .tuple(
      fc.constantFrom('mediaType', 'customer.id', 'label'),
      fc.constantFrom<FieldCondition>('VOICE', 'CHAT', 'C5......', 'a value that came later'),
    )
    .map(
      ([field, value]): Edit =>
        (one) => {
          const now = one.where?.[field];
          return now === undefined ? one : { ...one, where: { ...one.where, [field]: toggled(now, value) } };
        },
    ),
);

/** The list with an item more, or with it gone; never empty. */
function toggled<T>(items: readonly T[], item: T): readonly T[] {
  const without = items.filter((other) => other !== item);
  if (without.length === items.length) return [...items, item];
  return without.length === 0 ? items : without;
}

/** An old and a new file: unrelated, or a few edits apart. */
export const twoFiles: fc.Arbitrary<readonly [TestFile, TestFile]> = fc
  .tuple(
    sketches,
    fc.oneof(
      sketches,
      fc.array(fc.tuple(fc.nat(2), edit), { minLength: 1, maxLength: 4 }).map((edits) => edits),
    ),
  )
  .map(([old, change]) => {
    const edits = change.filter((one): one is [number, Edit] => Array.isArray(one));
    const routes = change.filter((one): one is RouteSketch => !Array.isArray(one));
    const edited = edits.reduce(
      (list, [index, apply]) => list.map((one, at) => (at === index % list.length ? apply(one) : one)),
      old,
    );
    return [fileOf(old), fileOf(routes.length > 0 ? routes : edited)];
  });

/** Events that look at a file from all sides: each queue and each value of a filter at least once, and some misses. */
export function eventsFor(files: readonly TestFile[], pick: (below: number) => number): readonly TestEvent[] {
  const routes = files.flatMap((file) =>
    Object.values(file.config.routes).map((one) => ({ file, route: one })),
  );
  return routes.flatMap(({ file, route: one }) => {
    const ids = (file.queues[one.name] ?? []).map((queue) => queue.id);
    const longest = Math.max(
      12,
      ids.length,
      one.events.length,
      ...Object.values(one.where).map((list) => list.length),
    );
    const at = <T>(list: readonly T[], index: number): T | undefined =>
      list[(index + pick(2)) % Math.max(1, list.length)];
    return Array.from({ length: Math.min(longest, 220) }, (_, index): TestEvent => {
      const template = one.events[pick(one.events.length)] ?? '';
      const id = pick(12) === 0 ? queueId(999) : (at(ids, index) ?? queueId(pick(60)));
      const body: Record<string, unknown> = { conversationId: 'c', queueId: id };
      for (const [field, conditions] of Object.entries(one.where)) {
        if (field !== 'queueId')
          put(
            body,
            field.split('.'),
            valueFor(field, at(conditions, index), at(conditions, index + 7), pick),
          );
      }
      return { template, topicName: template.replace('{id}', id), body: JSON.parse(JSON.stringify(body)) };
    });
  });
}

/** A value that meets a condition, mostly; two of them for a field that is an array. */
function valueFor(
  field: string,
  condition: FieldCondition | undefined,
  other: FieldCondition | undefined,
  pick: (below: number) => number,
): unknown {
  const plain = typeof condition !== 'object' || condition === null ? condition : undefined;
  if (field.startsWith('list')) return [plain, typeof other === 'object' ? 'z' : other];
  if (pick(10) === 0) return 'a value of no list';
  return plain ?? [undefined, 'Ax', 'Axy', 'Bx', 'Cx', null][pick(6)];
}

function put(into: Record<string, unknown>, [first, ...rest]: readonly string[], value: unknown): void {
  if (first === undefined) return;
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const below: Record<string, unknown> = {};
  into[first] = below;
  put(below, rest, value);
}

/** A repeatable source of numbers below a bound. */
export function picker(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39) >>> 0;
    return mixed % Math.max(1, below);
  };
}
