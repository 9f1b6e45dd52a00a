import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meantName, nearName } from '../../../src/lib/base/name-difference.js';
import { plainSigns } from '../../../src/lib/base/odd-signs.js';

const KNOWN = ['crm-inbox', 'Sales Support', 'billing', 'café', 'VOICE'];

test.each([
  ['CRM-inbox', 'Did you mean crm-inbox? It differs only in upper and lower case.'],
  ['crm_inbox', 'Did you mean crm-inbox? It differs only in a hyphen (-) where you wrote an underscore (_).'],
  ['crm–inbox', 'Did you mean crm-inbox? It differs only in a dash (–), not a hyphen (-).'],
  ['crminbox', 'Did you mean crm-inbox? It differs only in a hyphen (-) that the name has.'],
  ['CrmInbox', 'It differs only in a hyphen (-) that the name has and upper and lower case.'],
  ['sales-support', 'Did you mean "Sales Support"? It differs only in a space where you wrote a hyphen (-)'],
  ['bill-ing', 'Did you mean billing? It differs only in a hyphen (-) that the name does not have.'],
  ['billing ', 'Did you mean billing? It differs only in a space at the end.'],
  ['bіlling', 'Did you mean billing? It differs only in a Cyrillic letter that looks like "i".'],
  ['billing\u200b', 'Did you mean billing? It differs only in an invisible character (U+200B).'],
  ['cafe\u0301', 'It differs only in how its accents are stored (Unicode composed or decomposed).'],
  ['bilingg', 'Did you mean billing?'],
  ['something else', 'It has them.'],
])('A name given as %j is told what it differs in from the one that is there', (given, told) => {
  expect(meantName(given, KNOWN, 'It has them.')).toContain(told);
});

test('Two names that differ from the given one in their separators alone are both named', () => {
  expect(nearName('crm inbox', ['crm-inbox', 'crm_inbox'])).toEqual({ names: ['crm_inbox', 'crm-inbox'] });
});

const word = fc.stringMatching(/^[a-z]{2,6}$/);

test('A name that is written with other separators, capitals or spaces finds it alone, and says all that differs', () => {
  const separator = fc.constantFrom('-', '_', '.', ' ', '', '\u00a0', '–', '  ');
  const how = fc.record({
    words: fc.array(word, { minLength: 2, maxLength: 3 }),
    known: fc.constantFrom('-', '_', ' '),
    given: separator,
    upper: fc.boolean(),
    around: fc.constantFrom('', ' '),
  });
  fc.assert(
    fc.property(how, ({ words, known, given, upper, around }) => {
      const name = words.join(known);
      const joined = `${words.join(given)}${around}`;
      const written = upper ? joined.toUpperCase() : joined;
      fc.pre(written !== name);
      const { names, difference } = nearName(written, [name, 'unrelated-route']);
      expect(names).toEqual([name]);
      expect(difference).toMatch(/^only in /);
      // Each kind of difference is told, and none that is not there.
      const told = difference ?? '';
      expect(told.includes('upper and lower case')).toBe(upper);
      expect(told.includes('at the end')).toBe(around !== '');
      expect(told.includes('no-break')).toBe(given === '\u00a0');
      expect(told.includes('dash')).toBe(given === '–');
      expect(told.includes('two spaces')).toBe(given === '  ');
      const plain = plainSigns(given).replace('  ', ' ');
      expect(told.includes('where you wrote')).toBe(plain !== known && plain !== '');
    }),
    { numRuns: 200 },
  );
});
