import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import type { DifferenceLine } from '../../features/add/index.js';

const SIGNS: Readonly<Record<DifferenceLine['kind'], string>> = {
  same: ' ',
  added: '+',
  removed: '-',
  place: '',
};

/** How a file changes, as a unified difference. */
export function differenceText(file: string, lines: readonly DifferenceLine[], style: Style): string {
  const paint: Readonly<Record<DifferenceLine['kind'], (text: string) => string>> = {
    same: (text) => text,
    added: style.green,
    removed: style.red,
    place: style.cyan,
  };
  return [
    style.bold(`--- ${printable(file)}`),
    style.bold(`+++ ${printable(file)}`),
    ...lines.map(({ kind, text }) =>
      paint[kind](text === '' ? SIGNS[kind].trim() : SIGNS[kind] + printable(text)),
    ),
  ].join('\n');
}
