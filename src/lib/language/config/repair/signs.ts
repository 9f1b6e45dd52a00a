import { type OddSign, oddSigns } from '../../../base/odd-signs.js';
import { andList } from '../../../base/words.js';
import { edited, type TextEdit } from '../document/edits.js';
import type { SourceFile } from '../document/source-file.js';
import type { Candidate } from './candidate.js';

/** Signs named in one message. */
const NAMED = 3;

/** What a line would be with the keyboard's own signs in place of those that only look like them. */
export function signCandidates(file: SourceFile, number: number): readonly Candidate[] {
  const line = file.line(number);
  const found = oddSigns(line);
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined) return [];
  const start = file.lineStart(number);
  const edits = found.map(({ index, plain }): TextEdit => {
    const dash = plain === '-' && line.slice(0, index).trim() === '' && /^\S/.test(line.slice(index + 1));
    const colon = plain === ':' && /^\S/.test(line.slice(index + 1));
    return { start: start + index, end: start + index + 1, text: dash ? '- ' : colon ? ': ' : plain };
  });
  return [
    {
      line: number,
      lastLine: number,
      range: { start: start + first.index, end: start + first.index + 1 },
      edits,
      problem: {
        code: codeOf(first),
        message: `In this line there ${found.length === 1 ? 'is' : 'are'} ${namedSigns(found)}, which YAML reads as part of a text.`,
        fix: `Write ${andList([...new Set(found.map(({ plain }) => wordFor(plain)))])} instead: ${edited(
          line,
          edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })),
        ).trim()}`,
      },
    },
  ];
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
