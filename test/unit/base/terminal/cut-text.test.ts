import { describe, expect, test } from 'vitest';
import { cutText, partAround } from '../../../../src/lib/base/terminal/cut-text.js';

describe('what is cut to the screen', () => {
  test('a text that a person reads stays; of a longer one it says how much is left out', () => {
    expect(cutText('x'.repeat(1_000))).toBe('x'.repeat(1_000));
    expect(cutText('x'.repeat(6_000))).toBe(`${'x'.repeat(1_000)}… (5,000 more characters)`);
  });

  test('no character is cut in two', () => {
    expect(cutText(`${'x'.repeat(999)}🛒${'x'.repeat(9)}`)).toMatch(/^x{999} …/);
  });

  test('a line is shown whole, or its part around the place', () => {
    expect(partAround('short', 3)).toEqual({ sourceLine: 'short' });
    const line = `${'a'.repeat(5_000)}!${'b'.repeat(5_000)}`;
    const { sourceLine, sourceColumn = 1 } = partAround(line, 5_001);
    expect(sourceLine).toHaveLength(240);
    expect(sourceLine[5_001 - sourceColumn]).toBe('!');
    expect(partAround(line, 1).sourceColumn).toBeUndefined();
    expect(partAround(line, 10_001).sourceLine).toBe('b'.repeat(240));
  });
});
