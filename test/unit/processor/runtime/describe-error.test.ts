import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError } from '../../../../src/lib/processor/runtime/describe-error.js';

const masked = (text: string): string => describeError(new Error(text)).message;

describe('addresses of people in an error', () => {
  it.each([
    ['no customer anna.b+1@mail.example.com here', 'no customer *** here'],
    ['(a@b.c)', '(***)'],
    ['called tel:+4930123456;ext=1 twice', 'called ***;ext=1 twice'],
    ['sip:anna@example.com, SIPS:x', '***, ***'],
    ['+493012345678 is busy', '*** is busy'],
    ['a@b.c%x@y.z', '******'],
    ['a@b is no address, nor is @home.example, nor +12', 'a@b is no address, nor is @home.example, nor +12'],
  ])('%s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it('are masked wherever one stands whole', () => {
    const around = fc.string({ unit: fc.constantFrom(' ', '(', '"', ',', '\n'), maxLength: 4 });
    const noise = fc.string({
      unit: fc.constantFrom('a', '.', '@', '+', '1', ' ', ':', '-', '%'),
      maxLength: 30,
    });
    const address = fc.constantFrom('anna.b@example.com', 'tel:+4930123456', 'sip:x@y.z', '+49301234567');
    fc.assert(
      fc.property(noise, around, address, around, noise, (before, open, hidden, close, after) => {
        expect(masked(`${before} ${open}${hidden}${close} ${after}`)).not.toContain(hidden);
      }),
    );
  });

  // A pattern that begins again at each character takes minutes for these: the test would time out.
  it.each([
    ['one run', 'a'],
    ['dots', 'a.'],
    ['numbers', '+1'],
    ['@ without a domain', 'a@'],
    ['a domain without an end', 'a@b-'],
    ['half a URI', 'sip'],
    ['spaces', ' '],
  ])('a text of 400 kB takes one walk through it: %s', (_, unit) => {
    const text = unit.repeat(400_000 / unit.length);
    expect(masked(text)).toHaveLength(text.length);
  });
});
