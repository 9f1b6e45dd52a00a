import type { LineSlip } from './line-slip.js';

/** Lines that are of the page or the program that a text was copied from. */
const MARKS: readonly (readonly [form: RegExp, what: string])[] = [
  [/^\s*(```|~~~)\s*\w*\s*$/, 'the mark with which a web page begins or ends an example'],
  [
    /^(<{7}|>{7}|\|{7}|={7})( |$)/,
    'left by Git where two people changed the same lines: choose which of the two stays',
  ],
];

/** A line that does not belong to the file: the fence of Markdown. What Git marks as a conflict is only named. */
export function copiedMarks(line: string): readonly LineSlip[] {
  const what = MARKS.find(([form]) => form.test(line))?.[1];
  if (what === undefined) return [];
  return [
    {
      edits: [{ start: 0, end: line.length, text: '' }],
      code: 'yaml-syntax',
      message: `This line is ${what}.`,
      fix: 'Remove it.',
      at: 0,
      length: line.trimEnd().length,
    },
  ];
}
