import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { terminalText } from '../../../src/lib/base/terminal/printable.js';
import { createStyle } from '../../../src/lib/base/terminal/style.js';
import { jsonText, printable, UNPRINTABLE } from '../../../src/lib/base/unprintable.js';

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\u001b',
      '[',
      '8m',
      '2J',
      '\u009b',
      '\u202e',
      '\u2066',
      '\u2028',
      '\u200b',
      '\r',
      '\n',
      '\ufeff',
      '\u00ad',
      '\ufffa',
      '\u{e0041}',
      '"',
      '\\',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }),
  ),
});
const raw = (text: string): readonly string[] => text.match(UNPRINTABLE) ?? [];

describe('a foreign text', () => {
  it('has nothing unprintable once it is printable', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(raw(printable(text))).toEqual([]);
      }),
    );
  });

  it('is the same value in a document, which holds nothing unprintable, for JSON and YAML', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(undefined, 2), (text, indent) => {
        const document = jsonText({ [text]: [text] }, indent);
        expect(raw(document.replaceAll('\n', ''))).toEqual([]);
        expect(JSON.parse(document)).toEqual({ [text]: [text] });
        expect(parse(jsonText(text))).toBe(text);
      }),
    );
  });

  it('is no command to a CI system that reads the log', () => {
    expect(terminalText('a\n  ::error::x\n::set-output name=a::b\narn:aws::x')).toBe(
      'a\n  \\u{3a}:error::x\n\\u{3a}:set-output name=a::b\narn:aws::x',
    );
    for (const name of ['##vso[task.setvariable variable=PATH]x', '##teamcity[x]', '###[group]']) {
      expect(terminalText(`queue ${name}`)).not.toMatch(/##\w*\[/);
      expect(jsonText({ [name]: name })).not.toMatch(/##\w*\[/);
      expect(JSON.parse(jsonText({ [name]: name }))).toEqual({ [name]: name });
      expect(parse(jsonText(name))).toBe(name);
    }
    expect(terminalText('## Heading #1 [x]')).toBe('## Heading #1 [x]');
  });

  it('does to a terminal what gcx does, and nothing else', () => {
    const style = createStyle(true);
    fc.assert(
      fc.property(hostile, hostile, (before, after) => {
        const shown = terminalText(`${before}\n${style.red('changed')}\t${style.bold(after)}`);
        expect(shown).toContain(style.red('changed'));
        // Colors and bold, of whomever, do no more than color.
        // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
        const left = shown.replaceAll(/\u001b\[(?:1|2|22|3[1-3,69])m/g, '').replaceAll(/[\n\t]/g, '');
        expect(raw(left)).toEqual([]);
      }),
    );
    expect(terminalText('\u001b[2J\u001b[8mhidden\u009b31m\r')).toBe(
      '\\u{1b}[2J\\u{1b}[8mhidden\\u{9b}31m\\r',
    );
  });
});
