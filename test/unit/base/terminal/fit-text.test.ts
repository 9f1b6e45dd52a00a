import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textColumns } from '../../../../src/lib/base/terminal/columns.js';
import { fitText } from '../../../../src/lib/base/terminal/fit-text.js';
import { createStyle } from '../../../../src/lib/base/terminal/style.js';
import { displayWidth } from '../../../../src/lib/base/terminal/width.js';

const terminal = (columns: number) => ({ isTTY: true, columns });
const red = createStyle(true).red;

describe('on a terminal', () => {
  test.each([
    [
      'the further lines of an error stand below its words',
      '  fix:   Look at the plan first (gcx plan), then give --auto-approve to apply it',
      [
        '  fix:   Look at the plan first (gcx',
        '         plan), then give --auto-approve',
        '         to apply it',
      ],
    ],
    [
      'what has no label hangs',
      'Reads Genesys Cloud and AWS and compares them with the file',
      ['Reads Genesys Cloud and AWS and compares', '  them with the file'],
    ],
    [
      'the trunk of a tree goes on',
      '│  ├─ a target with a description that is long',
      ['│  ├─ a target with a description that', '│  │  is long'],
    ],
    [
      'a word that is longer than a line stays whole',
      'arn:aws:events:eu-west-1:111122223333:rule/contact-center',
      ['arn:aws:events:eu-west-1:111122223333:rule/contact-center'],
    ],
    [
      'a line of a file stays above its caret',
      '  12 |   description: Conversations that left the queues',
      ['  12 |   description: Conversations that left the queues'],
    ],
    ['colors take no room', red('x'.repeat(38)), [red('x'.repeat(38))]],
  ])('%s', (_, text, lines) => {
    expect(fitText(text, terminal(40)).split('\n')).toEqual(lines);
  });

  test('no line is wider than the terminal but for one word, and nothing is lost', () => {
    const words = fc.array(fc.stringMatching(/^[\w:"'{}().,/-]{1,50}$/), { minLength: 1, maxLength: 40 });
    const start = fc.constantFrom('', '  ', '  ! ', '  fix:   ', 'Error: ', '│  ├─ ', '    -> ', '  + ');
    fc.assert(
      fc.property(start, words, fc.integer({ min: 40, max: 120 }), (label, list, columns) => {
        const text = label + list.join(' ');
        const lines = fitText(text, terminal(columns)).split('\n');
        const plain = (line: string) => line.replace(/^[│├└─ ]+/, '').trim();
        expect(lines.map(plain).join(' ')).toBe(plain(text));
        if (/^\s*["{}[\]]/.test(text)) return;
        for (const line of lines)
          if (displayWidth(line) > columns)
            expect(plain(line).replace(/^(?:[!+~>*-]|->|fix:|Error:)\s+/, '')).not.toContain(' ');
      }),
      { numRuns: 300 },
    );
  });
});

test('a pipe and a file get the text unchanged', () => {
  const text = 'word '.repeat(100);
  expect(fitText(text, {})).toBe(text);
  expect(fitText(text, { isTTY: false, columns: 40 })).toBe(text);
});

test('texts are laid out for 80 columns, and for fewer on a narrower terminal', () => {
  expect([{}, terminal(200), terminal(60), terminal(10), terminal(0)].map(textColumns)).toEqual([
    80, 80, 60, 40, 80,
  ]);
});
