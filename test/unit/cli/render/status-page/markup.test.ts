import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UNPRINTABLE } from '../../../../../src/lib/base/unprintable.js';
import { html } from '../../../../../src/lib/cli/render/status-page/markup.js';
import { maskedText } from '../../../../../src/lib/cli/render/status-page/masked-text.js';
import { anyCharacter } from '../../../../harness/any-character.js';

test('whatever a text is, it opens no tag, ends no attribute and writes nothing that hides', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      const written = html`${text}`.html;
      expect(written).not.toMatch(/[<>"']/);
      expect(written).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)/);
      expect(written.replaceAll('\n', '').match(UNPRINTABLE) ?? []).toEqual([]);
    }),
    { numRuns: 100 },
  );
  expect(html`<b title="${'"><script>'}">${html`<i>${['a', '<']}</i>`}</b>`.html).toBe(
    '<b title="&quot;&gt;&lt;script&gt;"><i>a&lt;</i></b>',
  );
});

test('addresses and what may be a key in a URL are shortened', () => {
  expect(maskedText('email jane.doe@example.com, "x@y.org"')).toBe('email j…@example.com, "x…@y.org"');
  expect(maskedText('https://user:secret@hooks.example.com/services/T0/B1?token=abc#x')).toBe(
    'https://hooks.example.com/…',
  );
  expect(maskedText('{ https: "https://example.com/key", raw: true }')).toBe(
    '{ https: "https://example.com/…", raw: true }',
  );
  expect(maskedText('arn:aws:sqs:eu-west-1:111122223333:inbox')).toBe(
    'arn:aws:sqs:eu-west-1:111122223333:inbox',
  );
});
