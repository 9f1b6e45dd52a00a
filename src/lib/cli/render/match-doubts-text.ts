import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import type { MatchDoubts } from '../../features/pattern-test/match-doubts.js';

const WORDS: Readonly<Record<MatchDoubts['kind'], string>> = {
  never: 'It can never match: ',
  doubtful: 'No event that gcx knows matches it: ',
  'in-part': 'No event matches a part of it: ',
};

/** Why no event matches a pattern, a line or more a reason, each indented. */
export function matchDoubtsLines({ kind, reasons }: MatchDoubts, indent: string): readonly string[] {
  return reasons.flatMap(({ message, cure }) => [
    ...wrapLabelled(indent, printable(`${WORDS[kind]}${message}`), textColumns()),
    ...(cure === undefined ? [] : wrapLabelled(`${indent}  `, printable(cure), textColumns())),
  ]);
}
