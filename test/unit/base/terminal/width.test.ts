import { describe, expect, test } from 'vitest';
import { cutToWidth, displayWidth } from '../../../../src/lib/base/terminal/width.js';

describe('a text cut to columns', () => {
  test('stays where it fits, and ends in "…" where it does not', () => {
    expect(cutToWidth('Sales', 5)).toBe('Sales');
    expect(cutToWidth('Sales Support', 8)).toBe('Sales S…');
    expect(cutToWidth('営業サポート', 7)).toBe('営業サ…');
    expect(cutToWidth('🛒🛒🛒', 4)).toBe('🛒…');
    expect([1, 0, -1].map((columns) => cutToWidth('Sales', columns))).toEqual(['…', '', '']);
  });

  test('is cut as short whatever its length and its accents, without looking at all of it', () => {
    for (const text of [
      'x'.repeat(1_000_000),
      'e\u0301'.repeat(500_000),
      `a${'\u0301'.repeat(1_000_000)}`,
      '🛒'.repeat(400_000),
    ]) {
      const cut = cutToWidth(text, 20);
      expect(displayWidth(cut)).toBeLessThanOrEqual(20);
      expect(cut.length).toBeLessThan(400);
    }
  });
});
