import { edited, type TextEdit } from '../document/edits.js';
import type { Problem } from '../document/problems.js';
import type { SourceFile } from '../document/source-file.js';
import type { Candidate } from './candidate.js';
import type { LineSlip } from './line-slip.js';
import { lineSlips } from './line-slips.js';

/** What a line would be with its colon, hyphen, quotes, brackets and commas as YAML takes them, the likeliest first. */
export function punctuationCandidates(
  file: SourceFile,
  number: number,
  readable: boolean,
): readonly Candidate[] {
  const line = file.line(number);
  const start = file.lineStart(number);
  const quoted = readable ? quotedParts(line) : [];
  const slips = lineSlips(line).filter(
    ({ onlyUnreadable = false, edits }) =>
      !(readable && onlyUnreadable) &&
      !edits.some((edit) => quoted.some(({ start: from, end }) => edit.start > from && edit.start < end)),
  );
  return slips.map((slip) => {
    const edits = slip.edits.map(
      (edit): TextEdit => ({ ...edit, start: start + edit.start, end: start + edit.end }),
    );
    const from = start + (slip.at ?? slip.edits[0]?.start ?? 0);
    return {
      line: number,
      lastLine: number,
      range: { start: from, end: from + Math.max(1, slip.length ?? 1) },
      edits,
      problem: problemOf(slip, edited(line, slip.edits).trim()),
    };
  });
}

/** The texts in quotes of a line that YAML can read: what stands in them is a value, and no slip of the file's form. */
function quotedParts(line: string): readonly { readonly start: number; readonly end: number }[] {
  const found = line.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g);
  return [...found].map(({ index, 0: text }) => ({ start: index, end: index + text.length }));
}

function problemOf({ code, message, fix }: LineSlip, line: string): Problem {
  return { code, message, fix: `${fix} ${line}` };
}
