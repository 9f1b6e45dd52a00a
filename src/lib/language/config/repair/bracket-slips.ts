import { insert, type LineSlip } from './line-slip.js';

/** A bracket or brace that is not closed on its line, or closes nothing. */
export function brackets(line: string): readonly LineSlip[] {
  const content = line.replace(/\s+#.*$/, '').trimEnd();
  const end = content.length;
  const open: number[] = [];
  let extra: number | undefined;
  let quote = '';
  for (const [index, sign] of [...content].entries()) {
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '[' || sign === '{') open.push(index);
    else if (sign === ']' || sign === '}') {
      const from = open.pop();
      if (from === undefined) extra ??= index;
      else if ((content[from] === '[') !== (sign === ']')) {
        // The other one's bracket: the inner one is open, or the outer one is not.
        if (open.length > 0) {
          open.push(from);
          break;
        }
        extra ??= index;
      }
    }
  }
  const from = open.at(-1);
  if (from !== undefined) {
    const sign = content[from] ?? '[';
    const closing = sign === '[' ? ']' : ' }';
    const places = [
      end,
      ...[...content.matchAll(/(?=\s*[,}\]])/g)].map(({ index }) => index).filter((at) => at > from),
    ];
    const slips = places.map((at) => ({
      edits: [insert(at, closing)],
      code: 'yaml-bracket',
      message: `The ${sign} that begins here is not closed on its line.`,
      fix: `Close it with ${closing.trim()}:`,
      at: from,
    }));
    return [
      ...slips,
      {
        ...(slips[0] ?? { code: 'yaml-bracket', message: '' }),
        edits: [{ start: from, end: from + 1, text: '' }],
        fix: `Remove the ${sign}:`,
        at: from,
      },
    ];
  }
  if (extra === undefined) return [];
  const sign = content[extra] ?? ']';
  const opening = sign === ']' ? '[' : '{ ';
  const at = extra;
  const begins = [...content.matchAll(/(?<=:\s+|[-,]\s+)(?=\S)/g)]
    .map(({ index }) => index)
    .filter((each) => each < at);
  const common = {
    code: 'yaml-bracket',
    message: `The ${sign} here closes nothing: no ${opening.trim()} stands before it.`,
    at,
  };
  return [
    ...begins.map((begin) => ({
      ...common,
      edits: [insert(begin, opening)],
      fix: `Write ${opening.trim()} before the first item:`,
    })),
    { ...common, edits: [{ start: at, end: at + 1, text: '' }], fix: 'Remove it:' },
  ];
}

/** Within brackets a comma is missing between two items, or is another sign. */
export function commas(line: string): readonly LineSlip[] {
  if (!/[[{]/.test(line)) return [];
  const between = [...line.matchAll(/(?<=["'\w\]}])(\s+)(?=["'{[]|[A-Za-z][\w-]*:\s)/g)].map(
    ({ index }) => index,
  );
  const words = [...line.matchAll(/(?<=[[,]\s*[\w.-]+)(\s+)(?=[\w.-]+\s*[,\]])/g)].map(({ index }) => index);
  const semicolons = [...line.matchAll(/\s*[;|]\s*/g)];
  const common = {
    code: 'yaml-bracket',
    message: 'A comma is required between the items of a list in [ ] or a map in { }.',
  };
  return [
    ...[...between, ...words].map((at) => ({ ...common, edits: [insert(at, ',')], fix: 'Add the comma:' })),
    ...semicolons.map(({ index, 0: sign }) => ({
      ...common,
      edits: [{ start: index, end: index + sign.length, text: ', ' }],
      fix: 'Write a comma:',
    })),
  ];
}
