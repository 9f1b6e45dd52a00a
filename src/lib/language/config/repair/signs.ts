import { type OddSign, oddSigns } from '../../../base/odd-signs.js';
import { andList } from '../../../base/words.js';
import { edited, type TextEdit } from '../document/edits.js';
import type { SourceFile } from '../document/source-file.js';
import type { Candidate } from './candidate.js';

/** Signs named in one message. */
const NAMED = 3;

/**
 * What a line would be with the keyboard's own signs in place of those that only look like them. The likeliest first: the
 * space of Chinese and Japanese keyboards is as wide as two.
 */
export function signCandidates(file: SourceFile, number: number): readonly Candidate[] {
  const line = file.line(number);
  const found = oddSigns(line);
  const [first] = found;
  if (first === undefined) return [];
  const edits = found.map(({ index, plain }): TextEdit => {
    const dash = plain === '-' && line.slice(0, index).trim() === '' && /^\S/.test(line.slice(index + 1));
    const colon = plain === ':' && /^\S/.test(line.slice(index + 1));
    return { start: index, end: index + 1, text: dash ? '- ' : colon ? ': ' : plain };
  });
  const wide = edits.map((edit) => (isWideIndent(line, edit.start) ? { ...edit, text: '  ' } : edit));
  const ways = wide.some(({ text }, at) => text !== edits[at]?.text) ? [wide, edits] : [edits];
  const start = file.lineStart(number);
  return ways.map((way) => ({
    line: number,
    lastLine: number,
    range: { start: start + first.index, end: start + first.index + 1 },
    edits: way.map((edit) => ({ ...edit, start: start + edit.start, end: start + edit.end })),
    problem: {
      code: codeOf(first),
      message: `In this line there ${found.length === 1 ? 'is' : 'are'} ${namedSigns(found)}, which YAML reads as part of a text.`,
      fix: `Write ${andList([...new Set(found.map(({ plain }) => wordFor(plain)))])} instead: ${edited(line, way).trim()}`,
    },
  }));
}

function isWideIndent(line: string, at: number): boolean {
  return line[at] === '\u3000' && line.slice(0, at).trim() === '';
}

/** The code of what is wrong with a sign. */
function codeOf({ plain }: OddSign): string {
  if (plain === '"' || plain === "'") return 'typographic-quotes';
  return plain === '-' ? 'dash-sign' : plain.trim() === '' ? 'invisible-character' : 'look-alike';
}

function namedSigns(found: readonly OddSign[]): string {
  const names = [...new Set(found.map(({ name }) => name))];
  const quotes = names.filter((name) => name.startsWith('a typographic quote'));
  const others = names.filter((name) => !quotes.includes(name));
  return andList([
    ...(quotes.length > 1 ? ['typographic quotes'] : quotes),
    ...others.slice(0, NAMED),
    ...(others.length > NAMED ? ['others'] : []),
  ]);
}

function wordFor(plain: string): string {
  if (plain === '') return 'nothing';
  return plain === ' ' ? 'a plain space' : plain === '-' ? 'a hyphen (-)' : plain;
}
