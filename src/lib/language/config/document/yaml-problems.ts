import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { Problem } from './problems.js';

/** A tab that indents. */
export const TAB: Problem = {
  code: 'yaml-tab',
  message: 'This line is indented with a tab; YAML takes spaces only.',
  fix: 'Replace each tab by two spaces; editors call it "Convert indentation to spaces".',
};

/** What the parser says is that its stack is full. */
export const TOO_DEEP = syntax(
  'Lists and maps are nested too deep here to be read.',
  'Close the brackets that were opened before it.',
);

/** A line that is neither a pair nor an item. */
export const NO_COLON = syntax(
  'This line is not "key: value" and not "- item".',
  'Add the colon after the key, or "- " before a list item; a text over several lines needs quotes.',
);

/** A quote that is not closed. */
export function openQuote(sign: string): Problem {
  return {
    code: 'yaml-quote',
    message: `The quote ${sign} that begins here is not closed on its line.`,
    fix: `Close it with ${sign}.`,
  };
}

/** Something else that is not YAML. `fix` absent: the example shows how it is written. */
export function syntax(message: string, fix?: string): Problem {
  return {
    code: 'yaml-syntax',
    message,
    fix: fix ?? `Compare it with the example: "${gcxCommand('schema', '--example')}".`,
  };
}

/** A sentence of the parser's as part of one. */
export function lowerFirst(text: string): string {
  const plain = text.replace(/\.$/, '');
  return plain.charAt(0).toLowerCase() + plain.slice(1);
}
