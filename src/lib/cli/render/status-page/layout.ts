import { type EdgeLabel, Graph, layout } from '@dagrejs/dagre';
import type { Box, Line, Picture } from './model.js';

/** CSS pixels. */
interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface PlacedBox {
  readonly box: Box;
  readonly place: Place;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line, the points that it leads through, and where its number stands. */
export interface PlacedLine {
  readonly line: Line;
  readonly path: readonly Point[];
  /** The middle of its label. */
  readonly at?: Point;
}

/** A finished drawing. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly lines: readonly PlacedLine[];
  /** Where the row of what keeps dead letters begins. Absent: there is none. */
  readonly belowAt?: number;
}

/** Height of a title and its padding, and of each line below it. As page-style.ts draws them. */
const HEAD = 34;
const LINE = 17;
/** A character of a number on a line, a little more than it needs. */
const CHARACTER = 7;
const MARGIN = 12;
const GAP = 14;
/** Between columns, where lines are. */
const BETWEEN = 36;
/** Of what is taller, one screen shows a part: then the source stands at the top. */
const SCREEN = 900;

/** Of boxes that stand in one column, the same. */
const WIDTHS: Readonly<Record<Box['kind'], number>> = {
  source: 188,
  bus: 170,
  route: 230,
  target: 202,
  subscriber: 202,
};

/**
 * Lays a picture out in columns from left to right: source, bus, routes, targets, who receives from them; dagre (Sugiyama's
 * method) puts in each column beside one another what lines lead to, so that few cross. What keeps dead letters stands in rows
 * below.
 */
export function layOut({ boxes, lines, below }: Picture): Drawing {
  const lower = new Set(below);
  const upper = boxes.filter(({ id }) => !lower.has(id));
  const { places, ways } = arrange(upper, lines);
  const right = Math.max(...[...places.values()].map(({ left, width }) => left + width));
  const bottom = Math.max(...[...places.values()].map(({ top, height }) => top + height));
  const width = Math.max(right, MARGIN + WIDTHS.target) + MARGIN;
  const rows = rowsBelow(
    boxes.filter(({ id }) => lower.has(id)),
    width,
    bottom + 56,
  );
  return {
    width,
    height: (rows.boxes.length === 0 ? bottom : rows.bottom) + MARGIN,
    boxes: upper
      .flatMap((box) => {
        const place = places.get(box.id);
        return place === undefined ? [] : [{ box, place }];
      })
      .concat(rows.boxes),
    lines: lines.flatMap((line) => {
      const [from, to] = [places.get(line.from), places.get(line.to)];
      return from === undefined || to === undefined ? [] : [placeLine(line, from, to, ways.get(line) ?? [])];
    }),
    ...(rows.boxes.length === 0 ? {} : { belowAt: bottom + 26 }),
  };
}

/** Where boxes stand, and the points by which a line passes between boxes of the columns that it crosses. */
function arrange(
  boxes: readonly Box[],
  lines: readonly Line[],
): { readonly places: ReadonlyMap<string, Place>; readonly ways: ReadonlyMap<Line, readonly Point[]> } {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'LR',
    nodesep: GAP,
    edgesep: 2,
    ranksep: BETWEEN,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  for (const box of boxes) graph.setNode(box.id, { width: WIDTHS[box.kind], height: heightOf(box) });
  const drawn = lines.filter(({ from, to }) => graph.hasNode(from) && graph.hasNode(to));
  // Numbers stand on a line's end: they take room between columns, not within.
  for (const [index, line] of drawn.entries())
    graph.setEdge(
      line.from,
      line.to,
      { width: labelWidth(line), height: 0, weight: line.from === 'bus' ? 8 : 1 },
      String(index),
    );
  const led = new Set(drawn.map(({ to }) => to));
  // What nothing leads to stands in the column of targets all the same.
  for (const { id } of boxes)
    if (!led.has(id) && id !== 'source' && id !== 'bus') graph.setEdge('bus', id, { minlen: 2 });
  layout(graph);
  const turn = turned(graph, boxes);
  const places = new Map(
    boxes.map(({ id }) => {
      const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id);
      return [id, { left: x - width / 2, top: turn(y) - height / 2, width, height }] as const;
    }),
  );
  if ((graph.graph().height ?? 0) > SCREEN)
    for (const id of ['source', 'bus']) {
      const place = places.get(id);
      if (place !== undefined) places.set(id, { ...place, top: MARGIN });
    }
  const ways = new Map(
    drawn.map((line, index) => [line, passed(graph.edge(line.from, line.to, String(index)), turn)] as const),
  );
  return { places, ways };
}

/**
 * Upside down as many lines cross: it is turned so that the first routes of the file stand above the last ones, as far as that
 * goes.
 */
function turned(graph: Graph, boxes: readonly Box[]): (y: number) => number {
  const routes = boxes.filter(({ kind }) => kind === 'route').map(({ id }) => graph.node(id).y ?? 0);
  const middle = (routes.length - 1) / 2;
  const isUpsideDown = routes.reduce((sum, y, index) => sum + y * (index - middle), 0) < 0;
  const height = graph.graph().height ?? 0;
  return (y) => (isUpsideDown ? height - y : y);
}

/** Of dagre's points every other one lies in a column that the line crosses, between boxes; the others lie between columns. */
function passed({ points = [] }: EdgeLabel, turn: (y: number) => number): readonly Point[] {
  const half = Math.max(...Object.values(WIDTHS)) / 2;
  return points
    .slice(1, -1)
    .filter((_, index) => index % 2 === 1)
    .flatMap(({ x, y }) => [x - half, x + half].map((side) => ({ x: side, y: turn(y) })));
}

/** Its number stands at the end where there is one number only: at a route that the bus leads to, and behind any other. */
function placeLine(line: Line, from: Place, to: Place, between: readonly Point[]): PlacedLine {
  const start = { x: from.left + from.width, y: from.top + from.height / 2 };
  const end = { x: to.left, y: to.top + to.height / 2 };
  const path = [start, ...between, end];
  if (line.label === undefined) return { line, path };
  const half = labelWidth(line) / 2;
  const at = line.from === 'bus' ? { x: end.x - half - 4, y: end.y } : { x: start.x + half + 4, y: start.y };
  return { line, path, at };
}

function labelWidth({ label }: Line): number {
  return label === undefined ? 0 : label.length * CHARACTER + 8;
}

function heightOf({ lines, says }: Box): number {
  return HEAD + LINE * (lines.length + (says === '' ? 0 : 1));
}

function rowsBelow(boxes: readonly Box[], width: number, top: number) {
  const placed: PlacedBox[] = [];
  let [x, y, high] = [MARGIN, top, 0];
  for (const box of boxes) {
    const place = { width: WIDTHS[box.kind], height: heightOf(box) };
    if (x > MARGIN && x + place.width + MARGIN > width) [x, y, high] = [MARGIN, y + high + GAP, 0];
    placed.push({ box, place: { left: x, top: y, ...place } });
    x += place.width + GAP;
    high = Math.max(high, place.height);
  }
  return { boxes: placed, bottom: y + high };
}
