import type { MatchDoubts } from '../cli/match-doubts.js';
import { printable } from './printable.js';
import { wrapLabelled } from './wrap-text.js';

const columns = 80;

const WORDS: Readonly<Record<MatchDoubts['kind'], string>> = {
  never: 'It can never match: ',
  doubtful: 'No event that gcx knows of matches it: ',
  'in-part': 'No event meets a part of it: ',
};

/** Why no event matches a pattern, a line or more a reason, each indented. */
export function matchDoubtsLines({ kind, reasons }: MatchDoubts, indent: string): readonly string[] {
  return reasons.flatMap(({ message, cure }) => [
    ...wrapLabelled(indent, printable(`${WORDS[kind]}${message}`), columns),
    ...(cure === undefined ? [] : wrapLabelled(`${indent}  `, printable(cure), columns)),
  ]);
}
