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

/** A line as a curve of four points, and where its number stands. */
export interface PlacedLine {
  readonly line: Line;
  readonly curve: readonly [Point, Point, Point, Point];
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
const BETWEEN = 52;
/** Of what is taller, one screen shows a part: then the source stands at the top. */
const SCREEN = 900;

const WIDTHS: Readonly<Record<Box['kind'], number>> = {
  source: 175,
  bus: 185,
  route: 235,
  target: 215,
  subscriber: 185,
};

/**
 * Lays a picture out in columns from left to right: source, bus, routes in the file's order, targets beside their routes, who
 * receives from them. What keeps dead letters stands in rows below.
 */
export function layOut({ boxes, lines, below }: Picture): Drawing {
  const lower = new Set(below);
  const [received, routed] = [new Set<string>(), new Set<string>()];
  for (const { from, to } of lines) (from.startsWith('t') ? received : routed).add(to);
  const columnOf = ({ id, kind }: Box): number => {
    if (kind === 'source' || kind === 'bus') return kind === 'source' ? 0 : 1;
    if (kind === 'route') return 2;
    return kind === 'subscriber' || (received.has(id) && !routed.has(id)) ? 4 : 3;
  };
  const placed = new Map<string, PlacedBox>();
  let left = MARGIN;
  let bottom = 0;
  for (const column of [2, 3, 4]) {
    const own = boxes.filter((box) => !lower.has(box.id) && columnOf(box) === column);
    const wanted = own.map((box, index) => ({ box, index, top: wantedTop(box, lines, placed) }));
    // Beside what leads there; what nothing leads to comes last.
    wanted.sort((a, b) => (a.top ?? Infinity) - (b.top ?? Infinity) || a.index - b.index);
    let next = MARGIN;
    let pushed = 0;
    for (const { box, top } of wanted) {
      const place = {
        left: 0,
        top: Math.max(next, top ?? next),
        width: WIDTHS[box.kind],
        height: heightOf(box),
      };
      placed.set(box.id, { box, place });
      pushed += place.top - (top ?? place.top);
      next = place.top + place.height + GAP;
    }
    // They were only pushed down so far: as a whole the column goes up again, as far as there is room.
    const first = Math.min(...own.map(({ id }) => placed.get(id)?.place.top ?? MARGIN));
    const up = Math.min(pushed / Math.max(1, own.length), first - MARGIN);
    for (const { box, place } of own.flatMap(({ id }) => placed.get(id) ?? []))
      placed.set(box.id, { box, place: { ...place, top: place.top - up } });
    bottom = Math.max(bottom, next - GAP - (own.length === 0 ? 0 : up));
  }
  for (const box of boxes.filter(({ kind }) => kind === 'source' || kind === 'bus')) {
    const height = heightOf(box);
    const top = bottom > SCREEN ? MARGIN : Math.max(MARGIN, (bottom - height) / 2);
    placed.set(box.id, { box, place: { left: 0, top, width: WIDTHS[box.kind], height } });
    bottom = Math.max(bottom, top + height);
  }
  for (const column of [0, 1, 2, 3, 4]) {
    const own = [...placed.values()].filter(({ box }) => columnOf(box) === column);
    if (own.length === 0) continue;
    const labels = lines.filter(({ to }) => own.some(({ box }) => box.id === to)).map(labelWidth);
    if (column > 0) left += BETWEEN + Math.max(0, ...labels);
    for (const { box, place } of own) placed.set(box.id, { box, place: { ...place, left } });
    left += Math.max(...own.map(({ place }) => place.width));
  }
  const width = Math.max(left, MARGIN + WIDTHS.target) + MARGIN;
  const rows = rowsBelow(
    boxes.filter(({ id }) => lower.has(id)),
    width,
    bottom + 56,
  );
  return {
    width,
    height: (rows.boxes.length === 0 ? bottom : rows.bottom) + MARGIN,
    boxes: boxes.flatMap(({ id }) => placed.get(id) ?? []).concat(rows.boxes),
    lines: lines.flatMap((line) => {
      const [from, to] = [placed.get(line.from), placed.get(line.to)];
      return from === undefined || to === undefined ? [] : [placeLine(line, from.place, to.place)];
    }),
    ...(rows.boxes.length === 0 ? {} : { belowAt: bottom + 26 }),
  };
}

/** Where its middle is that of what leads there. */
function wantedTop(
  box: Box,
  lines: readonly Line[],
  placed: ReadonlyMap<string, PlacedBox>,
): number | undefined {
  const middles = lines
    .filter(({ to }) => to === box.id)
    .flatMap(({ from }) => placed.get(from)?.place ?? [])
    .map(({ top, height }) => top + height / 2);
  if (middles.length === 0) return undefined;
  return middles.reduce((sum, middle) => sum + middle, 0) / middles.length - heightOf(box) / 2;
}

/** Its number stands at the end where there is one number only: at a route that the bus leads to, and behind any other. */
function placeLine(line: Line, from: Place, to: Place): PlacedLine {
  const start = { x: from.left + from.width, y: from.top + from.height / 2 };
  const back = to.left < start.x;
  const end = { x: back ? to.left + to.width : to.left, y: to.top + to.height / 2 };
  const reach = back ? BETWEEN / 2 : (end.x - start.x) / 2;
  const curve = [
    start,
    { x: start.x + reach, y: start.y },
    { x: back ? end.x + reach : end.x - reach, y: end.y },
    end,
  ] as const;
  if (line.label === undefined) return { line, curve };
  const half = labelWidth(line) / 2;
  const at = line.from === 'bus' ? { x: end.x - half - 4, y: end.y } : { x: start.x + half + 4, y: start.y };
  return { line, curve, at };
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
