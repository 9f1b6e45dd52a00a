import { yamlText } from '../document/flow-text.js';
import { brackets, commas } from './bracket-slips.js';
import { copiedMarks } from './copied-marks.js';
import { insert, type LineSlip } from './line-slip.js';
import { hyphens, itemSigns, lineEnds, otherBrackets } from './other-notations.js';
import { otherQuotes } from './other-quotes.js';

/** What may have slipped in a line, the likeliest first. Whether it has, only a check of the whole file can tell. */
export function lineSlips(line: string): readonly LineSlip[] {
  return [
    ...copiedMarks(line),
    ...tabs(line),
    ...itemSigns(line),
    ...gluedHyphen(line),
    ...lineEnds(line),
    ...gluedColons(line),
    ...otherColon(line),
    ...fullStop(line),
    ...otherQuotes(line),
    ...missingColon(line),
    ...openQuotes(line),
    ...otherBrackets(line),
    ...brackets(line),
    ...commas(line),
    ...unquotedBraces(line),
    ...unquotedValue(line),
    ...keyWithColon(line),
    ...hyphens(line),
  ];
}

function tabs(line: string): readonly LineSlip[] {
  const indent = /^[ \t]*\t[ \t]*/.exec(line)?.[0];
  const separators = [...line.matchAll(/(?<=[:-])\t+/g)];
  const slips: LineSlip[] = [];
  if (separators.length > 0 && indent === undefined)
    slips.push({
      edits: separators.map(({ index, 0: tab }) => ({ start: index, end: index + tab.length, text: ' ' })),
      code: 'yaml-tab',
      message: 'There is a tab in this line, where YAML takes a space.',
      fix: 'Replace the tab by a space:',
    });
  if (indent === undefined) return slips;
  const widths = [2, 1, 4].map((width) =>
    [...indent].reduce((sum, sign) => sum + (sign === '\t' ? width : 1), 0),
  );
  return [...new Set([...widths, 0, 2, 4, 6, 8])].map((width) => ({
    edits: [{ start: 0, end: indent.length, text: ' '.repeat(width) }],
    code: 'yaml-tab',
    message: 'This line is indented with a tab; YAML takes spaces only.',
    fix: `Indent with spaces, two spaces for each level; editors call it "Convert indentation to spaces". Here:`,
    at: 0,
    length: indent.length,
  }));
}

function gluedHyphen(line: string): readonly LineSlip[] {
  const glued = /^(\s*)-(?=[^\s-])/.exec(line);
  if (glued === null) return [];
  const at = (glued[1] ?? '').length;
  return [
    {
      edits: [insert(at + 1, ' ')],
      code: 'dash-without-space',
      message: 'A space is required after the "-" of a list item.',
      fix: 'Add the space:',
      at,
      length: line.trim().length,
    },
  ];
}

/** `key:value`, at the beginning or within braces; each by itself, and all of them. */
function gluedColons(line: string): readonly LineSlip[] {
  const slips = [...line.matchAll(/(?<![\w.-])([A-Za-z][\w-]*):(?=[^\s:/,\]}])/g)].map(
    ({ index, 1: key = '' }) => ({
      edits: [insert(index + key.length + 1, ' ')],
      code: 'yaml-syntax',
      message: `A space is required after the colon of "${key}".`,
      fix: 'Add the space:',
      at: index,
      length: key.length + 1,
    }),
  );
  const keys = slips.filter(({ at }) => /(^|[{,])\s*(- +)?$/.test(line.slice(0, at)));
  const [first] = keys;
  if (first === undefined || keys.length === 1) return slips;
  return [...slips, { ...first, edits: keys.flatMap(({ edits }) => edits), fix: 'Add the spaces:' }];
}

/** `key = value`, `key -> value`, `key :value`, `key:: value`, `key; value`. */
function otherColon(line: string): readonly LineSlip[] {
  return [...line.matchAll(/(?<![\w.-])([A-Za-z][\w-]*)(\s*(?:=>|->|→|⇒|:=|==?|::|;|\s:)\s*)/g)].map(
    ({ index, 1: key = '', 2: sign = '' }) => {
      const start = index + key.length;
      const last = line.slice(start + sign.length).trim() === '';
      return {
        edits: [{ start, end: start + sign.length, text: last ? ':' : ': ' }],
        code: 'yaml-syntax',
        message: `Between "${key}" and its value there is "${sign.trim()}"; YAML takes a colon and a space.`,
        fix: 'Write a colon:',
        at: start,
        length: sign.length,
      };
    },
  );
}

/** `key. value`: the colon's key without Shift, on many keyboards. */
function fullStop(line: string): readonly LineSlip[] {
  const [, before, key] = /^(\s*(?:- +)?)([A-Za-z][\w-]*)\.(?=\s|$)/.exec(line) ?? [];
  if (before === undefined || key === undefined) return [];
  const at = before.length + key.length;
  return [
    {
      edits: [{ start: at, end: at + 1, text: ':' }],
      code: 'yaml-syntax',
      message: `After "${key}" there is a full stop; YAML takes a colon.`,
      fix: 'Write a colon:',
      at,
    },
  ];
}

function missingColon(line: string): readonly LineSlip[] {
  const missing = /^(\s*(?:-\s+)?)([A-Za-z][\w-]*)(\s+\S.*|\s*)$/.exec(line);
  const slip = (key: string, at: number): LineSlip => ({
    edits: [insert(at + key.length, ':')],
    code: 'yaml-syntax',
    message: `There is no colon after "${key}".`,
    fix: 'Add the colon:',
    at,
    length: key.length,
  });
  const flow = [...line.matchAll(/(?<=[{,]\s*)([A-Za-z][\w-]*)(?=\s+[^\s:,}])/g)].map(
    ({ index, 1: key = '' }) => slip(key, index),
  );
  return missing === null ? flow : [slip(missing[2] ?? '', (missing[1] ?? '').length), ...flow];
}

/** A quote that has no other on its line: the other is missing at the end of a word, or at its beginning. */
function openQuotes(line: string): readonly LineSlip[] {
  return (['"', "'"] as const).flatMap((sign) => {
    const at = [...line.matchAll(new RegExp(sign, 'g'))].map(({ index }) => index);
    if (at.length % 2 === 0) return [];
    const ends = [...line.matchAll(/(?=\s*[,\]}])|(?=:(?:\s|$))|(?=\s+#)|(?<=\S)(?=\s*$)/g)].map(
      ({ index }) => index,
    );
    const begins = [...line.matchAll(/(?<=^\s*(?:-\s+)?|[[{,:]\s+|\[)(?=[^\s"'[{,-])/g)].map(
      ({ index }) => index,
    );
    return at.flatMap((quote): LineSlip[] => {
      const common = { code: 'yaml-quote', at: quote, length: 1 };
      return [
        ...ends
          .filter((end) => end > quote)
          .map((end) => ({
            ...common,
            edits: [insert(end, sign)],
            message: `The quote ${sign} that begins here is not closed on its line.`,
            fix: `Close it with ${sign}:`,
          })),
        ...begins
          .filter((begin) => begin < quote)
          .toReversed()
          .map((begin) => ({
            ...common,
            edits: [insert(begin, sign)],
            message: `The quote ${sign} that ends here does not begin on its line.`,
            fix: `Write ${sign} before the text as well:`,
          })),
        {
          ...common,
          edits: [{ start: quote, end: quote + 1, text: '' }],
          message: `The quote ${sign} has no other one on its line.`,
          fix: 'Remove it:',
        },
      ];
    });
  });
}

/** `genesys-{eventType}` within braces. */
function unquotedBraces(line: string): readonly LineSlip[] {
  return [...line.matchAll(/(?<=:\s+|[[,]\s*)([^\s"'{}[\],]+(?:\{[^{}\s]*\}[^\s"'{}[\],]*)+)/g)].map(
    ({ index, 0: value }) => ({
      edits: [{ start: index, end: index + value.length, text: yamlText(value) }],
      code: 'yaml-bracket',
      message: 'Within [ ] or { }, a text that holds a brace needs quotes.',
      fix: 'Put it in quotes:',
      at: index,
      length: value.length,
    }),
  );
}

/** A value that begins with a sign of YAML, or holds a colon or a #. */
function unquotedValue(line: string): readonly LineSlip[] {
  const [, start = ''] = /^(\s*(?:-\s+)?(?:[A-Za-z][\w-]*:\s+|-\s+))\S/.exec(line) ?? [];
  if (start === '') return [];
  const rest = line.slice(start.length);
  const values = [rest.trimEnd(), rest.replace(/\s#\s.*$/, '').trimEnd()];
  const whole = [...new Set(values)].toReversed().filter((value) => !/^["']/.test(value));
  return whole.map((value) => ({
    edits: [{ start: start.length, end: start.length + value.length, text: yamlText(value) }],
    code: /:\s/.test(value) ? 'colon-in-text' : 'yaml-quote',
    message: /:\s/.test(value)
      ? 'A colon and a space within a text without quotes begin a new key.'
      : `A text that begins with ${value.charAt(0)} or holds signs of YAML needs quotes.`,
    fix: 'Put the whole text in quotes:',
    onlyUnreadable: true,
    at: start.length,
    length: value.length,
  }));
}

/** `Sales: left the queue:` as a name. */
function keyWithColon(line: string): readonly LineSlip[] {
  const found =
    /^(\s*)([^\s"'#][^"'#]*:\s[^"'#]*?)(:\s*)$/.exec(line) ?? /^(\s*)([^\s"'#{[-][^"'#:]*)(:\s*)$/.exec(line);
  if (found === null) return [];
  const [, indent = '', name = ''] = found;
  const better = name.replaceAll(/[^A-Za-z0-9_-]+/g, '-').replaceAll(/^[-_]+|-+$/g, '');
  if (better === name) return [];
  return [
    {
      edits: [{ start: indent.length, end: indent.length + name.length, text: better }],
      code: 'name-invalid',
      message: name.includes(':')
        ? `There is a colon within the name "${name}"; a name here has letters, digits, - and _ only.`
        : `"${name}" cannot be a name here; it has letters, digits, - and _ only.`,
      fix: 'Write it without:',
      onlyUnreadable: !name.includes(':'),
      at: indent.length,
      length: name.length,
    },
  ];
}
