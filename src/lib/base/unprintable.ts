import { writtenCommands } from './hints/gcx-command.js';

/**
 * Characters that move the cursor, color, hide or reorder text on a terminal or in an editor: C0 and C1 controls, line
 * and paragraph separators, bidirectional controls, soft hyphens, zero-width characters other than the joiners that emoji
 * need, tags (U+E0000 to U+E007F, in which whole sentences hide); and what stands around a suggested command in gcx's own
 * texts.
 */
export const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose.
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdd3\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

/**
 * Where a text would be a command to a CI system that reads the log: GitHub Actions runs a line that begins with `::`
 * (workflow commands), Azure Pipelines and TeamCity what stands in `##vso[` and `##teamcity[` anywhere in one (logging
 * commands, service messages). A queue of such a name could set variables of whoever's pipeline lists it.
 */
const WORKFLOW_COMMAND = /^([ \t]*):(?=:)/gm;
const LOGGING_COMMAND = /#(?=#\w*\[)/g;

/** A text of lines that no CI system takes for commands. */
export function withoutCiCommands(text: string): string {
  return text
    .replace(WORKFLOW_COMMAND, (_, indent: string) => indent + escaped(':'))
    .replace(LOGGING_COMMAND, escaped);
}

/**
 * A text from outside (a live name, a server's message) that is safe to show on a line: what is unprintable is escaped.
 * Commands that gcx suggests in it are written for this run.
 */
export function printable(text: string): string {
  return writtenCommands(text).replace(UNPRINTABLE, escaped).replace(LOGGING_COMMAND, escaped);
}

/**
 * A value as JSON text in which what is unprintable is escaped: what JSON.stringify writes raw (DEL, C1, bidirectional
 * controls, …) stands within strings only, where `\uXXXX` means the same, as does what would be a command to a CI system.
 * YAML's double quotes read it alike.
 * The one way in which gcx writes foreign texts into documents and files.
 * @param indent spaces a level; absent: one line
 */
export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent) ?? 'null';
  return text
    .replace(UNPRINTABLE, (character) =>
      // The line breaks of an indented document are its own.
      character === '\n' ? '\n' : character.split('').map(escapedUnit).join(''),
    )
    .replace(LOGGING_COMMAND, escapedUnit);
}

function escapedUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function escaped(character: string): string {
  if (character === '\t') return '\\t';
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
