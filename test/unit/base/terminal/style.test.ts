import { describe, expect, it } from 'vitest';
import { diagnosticText } from '../../../../src/lib/base/terminal/diagnostic-text.js';
import { colorWanted, plainStyle } from '../../../../src/lib/base/terminal/style.js';

describe('colorWanted', () => {
  it.each([
    [{ isTTY: true, env: {} }, true],
    [{ isTTY: false, env: {} }, false],
    [{ isTTY: true, env: { NO_COLOR: '1' } }, false],
    [{ isTTY: true, env: { NO_COLOR: '' } }, true],
    [{ isTTY: true, env: { TERM: 'dumb' } }, false],
    [{ isTTY: false, env: { FORCE_COLOR: '1' } }, true],
    [{ isTTY: true, env: { FORCE_COLOR: '0' } }, false],
  ])('%j gives %s', (context, wanted) => {
    expect(colorWanted(context)).toBe(wanted);
  });
});

describe('diagnosticText', () => {
  it('points at the place with a caret', () => {
    const text = diagnosticText(
      {
        severity: 'warning',
        code: 'unused-target',
        message: 'Target "old" is used by no route.',
        position: { file: '.genesysrc.yml', line: 12, column: 3, length: 3 },
        sourceLine: '  old: { sqs: { create: old } }',
        fix: 'Remove it, or name it in a route.',
      },
      plainStyle,
    );
    expect(text).toBe(
      [
        '.genesysrc.yml:12:3: warning: Target "old" is used by no route.',
        '  12 |   old: { sqs: { create: old } }',
        '     |   ^^^',
        '  fix: Remove it, or name it in a route.',
      ].join('\n'),
    );
  });
});
