import type { LineSlip } from './line-slip.js';

/** What people who write JSON, a letter or a program put where YAML has a hyphen, a bracket or nothing. */

/** `• item`, `* item`, `+ item`, `-- item`, `1. item`. */
export function itemSigns(line: string): readonly LineSlip[] {
  const [, indent, sign] = /^(\s*)([•·‣▪●◦*+]|-{2,}|\d+[.)])\s+(?=\S)/.exec(line) ?? [];
  if (indent === undefined || sign === undefined) return [];
  return [
    {
      edits: [{ start: indent.length, end: indent.length + sign.length, text: '-' }],
      code: 'yaml-syntax',
      message: `This item begins with ${sign}; YAML takes a hyphen (-) and a space.`,
      fix: 'Write a hyphen:',
      at: indent.length,
      length: sign.length,
    },
  ];
}

/** A hyphen before a key that is no item, and an item without its hyphen. */
export function hyphens(line: string): readonly LineSlip[] {
  const [, indent = '', key] = /^(\s*)- +([A-Za-z][\w-]*):(?=\s|$)/.exec(line) ?? [];
  if (key !== undefined) {
    return [`${indent}`, `${indent}  `].map((text) => ({
      edits: [{ start: 0, end: line.indexOf(key), text }],
      code: 'yaml-syntax',
      message: `"${key}" is a key of the map here, and no item of a list: it stands without a hyphen.`,
      fix: 'Remove the hyphen:',
      at: indent.length,
    }));
  }
  const [, before] = /^(\s+)(?=["'{\w])/.exec(line) ?? [];
  if (before === undefined) return [];
  return [
    {
      edits: [{ start: before.length, end: before.length, text: '- ' }],
      code: 'yaml-syntax',
      message: 'This item of a list has no hyphen.',
      fix: 'Write one, and a space:',
      at: before.length,
      onlyUnreadable: true,
    },
  ];
}

/** A comma, semicolon or backslash that ends a line, as in JSON and in programs. */
export function lineEnds(line: string): readonly LineSlip[] {
  const [whole = '', sign = ''] = /\s*([,;\\])\s*$/.exec(line.replace(/\s#\s.*$/, '')) ?? [];
  if (sign === '') return [];
  const start = line.replace(/\s#\s.*$/, '').length - whole.length;
  const at = start + whole.indexOf(sign);
  return [
    {
      edits: [{ start, end: at + 1, text: '' }],
      code: 'yaml-syntax',
      message: `This line ends with ${SIGN_NAMES[sign] ?? sign}; YAML has none at the end of a line.`,
      fix: 'Remove it:',
      at,
    },
  ];
}

const SIGN_NAMES: Readonly<Record<string, string>> = {
  ',': 'a comma',
  ';': 'a semicolon',
  '\\': 'a backslash (\\)',
};

/** `(a, b)` and `{a, b}` for a list, `[key: value]` for a map, `key: a, b }` for a list within a map. */
export function otherBrackets(line: string): readonly LineSlip[] {
  const list = [...line.matchAll(/(?<=[:-]\s+)(?:\(([^()]*)\)|\{((?:[^{}:"]|"[^"]*")+)\})/g)].map(
    (found) => ({
      at: found.index,
      length: found[0].length,
      text: `[${(found[1] ?? found[2] ?? '').trim()}]`,
      message: `A list stands in square brackets, not in ${found[0].startsWith('(') ? '( )' : '{ }'}.`,
    }),
  );
  const map = [...line.matchAll(/\[(\s*[A-Za-z][\w-]*:\s[^[\]{}]*)\]/g)].map((found) => ({
    at: found.index,
    length: found[0].length,
    text: `{ ${(found[1] ?? '').trim()} }`,
    message: 'Keys with their values stand in braces, not in [ ].',
  }));
  const bare = [
    ...line.matchAll(
      /(?<=[{,]\s*[A-Za-z][\w-]*:\s+)[\w-]+(?:\s*,\s*[\w-]+)+(?=\s*(?:\}|,\s*[A-Za-z][\w-]*:\s))/g,
    ),
  ].map((found) => ({
    at: found.index,
    length: found[0].length,
    text: `[${found[0]}]`,
    message: 'Several values of one key are a list, which stands in square brackets.',
  }));
  return [...list, ...map, ...bare].map(({ at, length, text, message }) => ({
    edits: [{ start: at, end: at + length, text }],
    code: 'yaml-bracket',
    message,
    fix: 'Write:',
    at,
    length,
  }));
}
