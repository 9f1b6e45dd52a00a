import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearNames } from '../../../src/lib/base/near-names.js';

describe('nearNames', () => {
  it.each([
    ['evn', ['env', 'config', 'n'], ['env']],
    ['plna', ['plan', 'apply', 'validate'], ['plan']],
    ['Sales', ['Sales Support', 'Billing'], ['Sales Support']],
    ['xyz', ['plan', 'apply'], []],
    ['APPLY', ['apply'], ['apply']],
  ])('%s among %j gives %j', (wanted, known, near) => {
    expect(nearNames(wanted, known)).toEqual(near);
  });

  it('gives the nearest first, at most as many as asked', () => {
    expect(nearNames('queues', ['queued', 'queue', 'queues', 'quest'], 2)).toEqual(['queues', 'queue']);
  });
});

describe('editDistance', () => {
  const word = fc.string({ maxLength: 8 });

  it('is none only for equal texts, and the same in both directions', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
      }),
    );
  });

  it('is one for one edit', () => {
    fc.assert(
      fc.property(word, word, fc.constantFrom('x', 'y'), (before, after, letter) => {
        expect(editDistance(before + after, before + letter + after)).toBe(1);
      }),
    );
  });
});
