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

/** Characters of a name that a box shows. */
const TITLE = 23;

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
${boxes.map(({ box }) => drawBox(box))}
</ul>
</div>`,
  };
}

function drawLine({ line, curve, at }: PlacedLine): Markup {
  const { from, to, label, health, events } = line;
  return html`<g class="line h-${health}" data-from="${from}" data-to="${to}"><path d="${pathOf(curve)}" stroke-width="${widthOf(events)}"/>${
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

function pathOf([start, out, into, end]: PlacedLine['curve']): string {
  const at = ({ x, y }: { readonly x: number; readonly y: number }) => `${round(x)},${round(y)}`;
  return `M${at(start)} C${at(out)} ${at(into)} ${at(end)}`;
}

function drawBox(box: Box): Markup {
  const { id, kind, targetKind, title, lines, health, says, words, told } = box;
  const what = targetKind === undefined ? KINDS[kind] : kindOf({ kind: targetKind }).drawing.one;
  const { sign, word } = SIGNS[health];
  const inner = html`<span class="sign" aria-hidden="true">${sign}</span><b title="${title}" aria-hidden="true">${shortened(title)}</b><span class="said">${title}, ${what}, ${word}</span>${lines.map(
    (line) => html`<span class="l" title="${line}">${line}</span>`,
  )}${says === '' ? undefined : html`<span class="l says" title="${says}">${says}</span>`}`;
  const found = `${title} ${lines.join(' ')} ${says} ${words}`.toLowerCase();
  return html`<li id="${id}" class="box k-${targetKind ?? kind} h-${health}" data-words="${found}" data-trouble="${isTrouble(health) ? 'yes' : 'no'}">${
    told ? html`<a href="#d-${id}">${inner}</a>` : html`<div>${inner}</div>`
  }</li>
`;
}

/** A long name without its middle: what tells names apart is often at their ends. */
function shortened(title: string): string {
  const letters = [...title];
  return letters.length <= TITLE
    ? title
    : `${letters.slice(0, TITLE - 11).join('')}…${letters.slice(-10).join('')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
