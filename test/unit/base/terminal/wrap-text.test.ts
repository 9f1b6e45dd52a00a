import { describe, expect, it } from 'vitest';
import { wrapLabelled, wrapText } from '../../../../src/lib/base/terminal/wrap-text.js';

describe('a text that is wrapped', () => {
  it('has no spaces at the ends of its lines, also where two set a command off', () => {
    expect(wrapText('another name: write  name: x  under it', 21)).toEqual([
      'another name: write',
      'name: x  under it',
    ]);
  });

  it('keeps a long word whole, and is aligned below its label', () => {
    expect(wrapLabelled('fix: ', 'gcx-processor-build-of-sales then', 25)).toEqual([
      'fix: gcx-processor-build-of-sales',
      '     then',
    ]);
  });
});
