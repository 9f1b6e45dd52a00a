import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from '../../../src/lib/base/terminal/width.js';

/** Movements of the cursor and erasures (ECMA-48): what is written then begins a line, or writes one anew. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose.
const MOVES = /\u001b\[[\d;?]*[A-HJKTf]/g;

/**
 * The lines of more than 78 columns that a terminal was sent. Commands to copy stay whole on a line of their own.
 * @param raw as it was sent
 */
export function linesTooLong(raw: string): readonly string[] {
  return stripVTControlCharacters(raw.replaceAll('\r', '').replace(MOVES, '\n'))
    .split('\n')
    .map((line) => line.trimEnd())
    .filter(
      (line) => displayWidth(line) > 78 && !/^\s*(Next: )?(gcx|npx|node|'[^']*node'|genesys-gcx) /.test(line),
    );
}
