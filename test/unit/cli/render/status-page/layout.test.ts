import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Drawing, layOut } from '../../../../../src/lib/cli/render/status-page/layout.js';
import type { Box, BoxKind, Line, Picture } from '../../../../../src/lib/cli/render/status-page/model.js';

const RUNS = Number(process.env['GCX_LAYOUTS'] ?? 15);

function box(id: string, kind: BoxKind, lines = 2): Box {
  return {
    id,
    kind,
    title: id,
    lines: Array<string>(lines).fill(id),
    health: 'calm',
    says: '',
    words: '',
    told: true,
  };
}

function line(from: string, to: string, label?: string): Line {
  return { from, to, health: 'good', ...(label === undefined ? {} : { label }) };
}

/** Routes to targets as drawn; every third target is a topic with a subscriber, or another target behind it. */
const pictures = fc
  .record({
    targets: fc.integer({ min: 1, max: 9 }),
    routes: fc.array(fc.array(fc.nat({ max: 8 }), { maxLength: 4 }), { maxLength: 7 }),
  })
  .map(({ targets, routes }): Picture => {
    const reached = routes.map((some) => [...new Set(some.filter((target) => target < targets))]);
    const topics = Array.from({ length: targets }, (_, index) => index).filter((index) => index % 3 === 0);
    const isInner = (index: number) => index % 2 === 0 && index + 1 < targets;
    return {
      boxes: [
        box('source', 'source'),
        box('bus', 'bus'),
        ...routes.map((_, index) => box(`r${index}`, 'route', index % 4)),
        ...Array.from({ length: targets }, (_, index) => box(`t${index}`, 'target')),
        ...topics.filter((index) => !isInner(index)).map((index) => box(`t${index}s0`, 'subscriber', 1)),
        box('dead', 'target'),
      ],
      lines: [
        line('source', 'bus', '41,203'),
        ...routes.map((_, index) => line('bus', `r${index}`, '1,204')),
        ...reached.flatMap((some, index) => some.map((target) => line(`r${index}`, `t${target}`))),
        ...topics.map((index) => line(`t${index}`, isInner(index) ? `t${index + 1}` : `t${index}s0`)),
      ],
      below: ['dead'],
    };
  });

it('puts all boxes apart, in columns, and lines lead to the right, past boxes of columns between', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      const drawing = layOut(picture);
      expect(drawing.boxes.map(({ box: { id } }) => id).sort()).toEqual(
        picture.boxes.map(({ id }) => id).sort(),
      );
      expect(overlaps(drawing)).toEqual([]);
      for (const { path } of drawing.lines)
        expect(path.every(({ x }, index) => index === 0 || x > (path[index - 1]?.x ?? 0))).toBe(true);
      const behind = new Set(picture.lines.flatMap(({ from, to }) => (from.startsWith('t') ? [to] : [])));
      const columns = (of: BoxKind) =>
        drawing.boxes
          .filter(({ box: { id, kind } }) => kind === of && id !== 'dead' && !behind.has(id))
          .map(({ place }) => Math.round(place.left));
      // What nothing leads to stands among the targets, too.
      expect(new Set(columns('route')).size).toBeLessThanOrEqual(1);
      expect(new Set(columns('target')).size).toBeLessThanOrEqual(1);
    }),
    { numRuns: RUNS },
  );
});

it('keeps the order of the file where nothing else is better, and few lines cross', () => {
  const boxes = [
    ...['a', 'b', 'c'].map((_, index) => box(`r${index}`, 'route')),
    ...['a', 'b', 'c'].map((_, index) => box(`t${index}`, 'target')),
  ];
  const drawing = layOut({
    boxes: [box('source', 'source'), box('bus', 'bus'), ...boxes],
    lines: [
      line('source', 'bus'),
      ...[0, 1, 2].flatMap((n) => [line('bus', `r${n}`), line(`r${n}`, `t${2 - n}`)]),
    ],
    below: [],
  });
  const topOf = (id: string) => drawing.boxes.find((each) => each.box.id === id)?.place.top ?? Number.NaN;
  expect(topOf('r0')).toBeLessThan(topOf('r2'));
  expect([topOf('t2') < topOf('t1'), topOf('t1') < topOf('t0')]).toEqual([true, true]);
});

/** Boxes that lie over one another, and points of lines within a box that is not at their ends. */
function overlaps({ boxes, lines }: Drawing): readonly string[] {
  return boxes.flatMap(({ box: { id }, place: { left, top, width, height } }, index) => [
    ...boxes
      .slice(index + 1)
      .filter(
        ({ place }) =>
          place.left < left + width &&
          left < place.left + place.width &&
          place.top < top + height &&
          top < place.top + place.height,
      )
      .map((other) => `${other.box.id} over ${id}`),
    ...lines
      .filter(
        ({ path, line: { from, to } }) =>
          from !== id &&
          to !== id &&
          path.some(({ x, y }) => x > left && x < left + width && y > top && y < top + height),
      )
      .map(({ line: { from, to } }) => `${from} to ${to} through ${id}`),
  ]);
}
