import { terminalText } from '../base/terminal/printable.js';
import type { Screen } from './status.js';

/** Lines of a terminal that does not tell them. */
const USUAL_ROWS = 24;

/** The terminal that stdout is; undefined where it is none, or one that cannot be drawn on. */
export function terminalScreen(): Screen | undefined {
  const { stdout, env } = process;
  if (stdout.isTTY !== true || env['TERM'] === 'dumb') return undefined;
  return {
    get rows() {
      return stdout.rows ?? USUAL_ROWS;
    },
    // From the top left on, all that was there is cleared (ECMA-48: CUP, ED).
    redraw: (text) => stdout.write(`\u001b[H\u001b[2J${terminalText(text)}\n`),
  };
}
