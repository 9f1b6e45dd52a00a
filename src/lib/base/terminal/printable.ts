import { UNBROKEN, writtenCommands } from '../hints/gcx-command.js';
import { printable, UNPRINTABLE, withoutCiCommands } from '../unprintable.js';
import type { Screen } from './columns.js';
import { fitText } from './fit-text.js';

/** What {@link createStyle} of style.ts writes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose.
const STYLE = /(\u001b\[(?:1|2|22|31|32|33|36|39)m)/;

export { printable };

/**
 * What a command prints, made safe for a terminal and a CI system's log whatever it holds: lines and gcx's own style stay,
 * commands that it suggests are written for this run. Everything that gcx prints passes here, so that no place can forget a
 * name; in one line of its own a name still needs {@link printable}.
 * @param screen the terminal that it is broken into lines for; absent: lines stay as they are
 */
export function terminalText(text: string, screen?: Screen): string {
  const shown = writtenCommands(text)
    .split(STYLE)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(UNPRINTABLE, outsideLines)))
    .join('');
  const fitted = screen === undefined ? shown : fitText(shown, screen);
  return withoutCiCommands(fitted).replaceAll(UNBROKEN, ' ');
}

function outsideLines(character: string): string {
  return character === '\n' || character === '\t' ? character : printable(character);
}
