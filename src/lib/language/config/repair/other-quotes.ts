import { yamlText } from '../document/flow-text.js';
import type { LineSlip } from './line-slip.js';

/** Quotes that are doubled, of two kinds or those of programs, and quotes around more than the value. */
export function otherQuotes(line: string): readonly LineSlip[] {
  return [...otherMarks(line), ...aroundKey(line)];
}

/** `""text""`, `''text''`, `` `text` ``, `'text"`. */
function otherMarks(line: string): readonly LineSlip[] {
  const found = line.matchAll(/""([^"]+)""|''([^']+)''|`([^`]+)`|'([^'"]+)"|"([^'"]+)'/g);
  return [...found].map(({ index, 0: whole, ...texts }) => {
    const text = [texts[1], texts[2], texts[3], texts[4], texts[5]].find((each) => each !== undefined) ?? '';
    const mixed = /^'.*"$|^".*'$/.test(whole);
    return {
      edits: [{ start: index, end: index + whole.length, text: yamlText(text) }],
      code: 'yaml-quote',
      message: mixed
        ? 'This text begins with one kind of quote and ends with another.'
        : whole.startsWith('`')
          ? 'YAML knows " and \' as quotes, not `.'
          : 'This text has two quotes on each side, where YAML takes one.',
      fix: 'Write:',
      at: index,
      length: whole.length,
    };
  });
}

/** `"key: value"` and `"key:" value`. */
function aroundKey(line: string): readonly LineSlip[] {
  const [, before = '', key = '', value = ''] =
    /^(\s*(?:-\s+)?)"([A-Za-z][\w-]*):(?:\s+([^"]*))?"/.exec(line) ?? [];
  if (key === '') return [];
  const whole = /"[^"]*"/.exec(line)?.[0] ?? '';
  return [
    {
      edits: [
        {
          start: before.length,
          end: before.length + whole.length,
          text: `${key}:${value === '' ? '' : ` ${value}`}`,
        },
      ],
      code: 'yaml-quote',
      message: `The quotes take in the colon of "${key}", so that YAML reads no key here.`,
      fix: 'Write:',
      at: before.length,
      length: whole.length,
    },
  ];
}
