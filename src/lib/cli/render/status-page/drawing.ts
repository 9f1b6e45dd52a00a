import { kindOf } from '../../../engine/targets/list.js';
import { isTrouble, SIGNS } from './health.js';
import type { Drawing, PlacedLine } from './layout.js';
import { html, type Markup } from './markup.js';
import type { Box, BoxKind } from './model.js';

const KINDS: Readonly<Record<BoxKind, string>> = {
  source: 'Genesys Cloud',
  bus: 'event bus',
  route: 'route',
  target: 'target',
  subscriber: 'subscriber',
};

/** CSS pixels of a letter of a name, in a broad font, and of what stands beside the name in its box. */
const LETTER = 9.6;
const BESIDE = 44;

/** The drawing as elements, and where each stands: styles stand in the page's own sheet, as its policy wants it. */
export interface DrawnPicture {
  readonly markup: Markup;
  readonly styles: string;
}

/** A laid out picture. Boxes are a list of links, in the order of the pipe; lines are behind them. */
export function drawPicture(drawing: Drawing): DrawnPicture {
  const { width, height, boxes, lines, belowAt } = drawing;
  const places = boxes.map(
    ({ box, place }) =>
      `#${box.id}{left:${round(place.left)}px;top:${round(place.top)}px;width:${round(place.width)}px;height:${round(place.height)}px}`,
  );
  return {
    styles: [
      `.drawing{width:${Math.ceil(width)}px;height:${Math.ceil(height)}px}`,
      ...(belowAt === undefined ? [] : [`.below{top:${round(belowAt)}px}`]),
      ...places,
    ].join('\n'),
    markup: html`<div class="drawing">
<svg width="${Math.ceil(width)}" height="${Math.ceil(height)}" aria-hidden="true" focusable="false">
${lines.map(drawLine)}
</svg>
${belowAt === undefined ? undefined : html`<p class="below">What could not be delivered is kept in</p>`}
<ul class="boxes">
${boxes.map(({ box, place }) => drawBox(box, Math.floor((place.width - BESIDE) / LETTER)))}
</ul>
</div>`,
  };
}

function drawLine({ line, path, at }: PlacedLine): Markup {
  const { from, to, label, health, events } = line;
  return html`<g class="line h-${health}" data-from="${from}" data-to="${to}"><path d="${pathOf(path)}" stroke-width="${widthOf(events)}"/>${
    label === undefined || at === undefined
      ? undefined
      : html`<text x="${round(at.x)}" y="${round(at.y)}">${label}</text>`
  }</g>
`;
}

/** Wider with more events: a step for ten times as many. */
function widthOf(events: number | undefined): number {
  return events === undefined ? 1.5 : round(1.5 + Math.log10(events + 1));
}

/** From point to point in curves that leave and come in level. */
function pathOf([start, ...rest]: PlacedLine['path']): string {
  if (start === undefined) return '';
  const at = (x: number, y: number) => `${round(x)},${round(y)}`;
  let { x, y } = start;
  const curves = rest.map((to) => {
    const middle = (x + to.x) / 2;
    const curve = `C${at(middle, y)} ${at(middle, to.y)} ${at(to.x, to.y)}`;
    ({ x, y } = to);
    return curve;
  });
  return `M${at(start.x, start.y)} ${curves.join(' ')}`;
}

/** @param room letters of its name for which there is room */
function drawBox(box: Box, room: number): Markup {
  const { id, kind, targetKind, title, lines, health, says, words, told } = box;
  const what = targetKind === undefined ? KINDS[kind] : kindOf({ kind: targetKind }).drawing.one;
  const { sign, word } = SIGNS[health];
  const inner = html`<span class="sign" aria-hidden="true">${sign}</span><b title="${title}" aria-hidden="true">${shortened(title, room)}</b><span class="said">${title}, ${what}, ${word}</span>${lines.map(
    (line) => html`<span class="l" title="${line}">${line}</span>`,
  )}${says === '' ? undefined : html`<span class="l says" title="${says}">${says}</span>`}`;
  const found = `${title} ${lines.join(' ')} ${says} ${words}`.toLowerCase();
  return html`<li id="${id}" class="box k-${targetKind ?? kind} h-${health}" data-words="${found}" data-trouble="${isTrouble(health) ? 'yes' : 'no'}">${
    told ? html`<a href="#d-${id}">${inner}</a>` : html`<div>${inner}</div>`
  }</li>
`;
}

/** Letters that take less than others, and how much of one each saves. */
const NARROW: ReadonlySet<string> = new Set("fijltI .,'|-");
const SAVED = 0.35;

/** A long name without its middle: what tells names apart is often at their ends. */
function shortened(title: string, room: number): string {
  const letters = [...title];
  const narrow = letters.filter((letter) => NARROW.has(letter)).length;
  return letters.length - narrow * SAVED <= room
    ? title
    : `${letters.slice(0, room - 10).join('')}…${letters.slice(-9).join('')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
