import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Limits } from '../../../../src/lib/base/limits.js';
import { type MarkdownParts, markdownDocument } from '../../../../src/lib/cli/render/markdown-document.js';
import { anyCharacter } from '../../../harness/any-character.js';

const hostile = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 300 }),
  fc.constantFrom('</details>', '-->', '```', '@everyone', '::error::x', '`'.repeat(300), '<!-- gcx', '#1'),
);
const line = fc.oneof(
  hostile.map((text) => text.replace(/[\r\n]/g, ' ')),
  fc.nat(3_000).map((length) => 'x'.repeat(length)),
);
const section = fc.record(
  {
    heading: hostile,
    folded: fc.constantFrom('open', 'closed'),
    language: fc.constantFrom('text', 'diff'),
    lines: fc.oneof(fc.array(line), fc.array(line, { minLength: 200, maxLength: 2_000 })),
  },
  { requiredKeys: ['language', 'lines'] },
);
const parts: fc.Arbitrary<MarkdownParts> = fc.record({
  marker: fc.record({ of: fc.constant('plan'), project: hostile, environment: hostile }),
  title: fc.oneof(hostile, fc.constant('*'.repeat(90_000))),
  outcome: hostile,
  sections: fc.array(section, { maxLength: 6 }),
  whole: fc.constant('gcx plan --env production'),
}) as fc.Arbitrary<MarkdownParts>;

describe('markdownDocument', () => {
  it('fits a comment whatever it holds, and all its blocks are closed', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const text = markdownDocument(given);
        expect(text.length).toBeLessThanOrEqual(Limits.markdownCharacters);
        const fences = text.split('\n').filter((each) => /^`{3,}(?:text|diff)?$/.test(each));
        const open = fences.filter((each) => /[a-z]$/.test(each));
        expect(open.length).toBe(given.sections.filter(({ lines }) => lines.length > 0).length);
        expect(text.endsWith('`\n') || text.endsWith('</details>\n') || open.length === 0).toBe(true);
        expect(text.split('\n')[0]).toMatch(/^<!-- gcx-plan [^<>]* -->$/);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('says in each block that is cut how many lines are missing, and leaves short ones whole', () => {
    const long = Array.from({ length: 9_000 }, (_, index) => `line ${index}`);
    const text = markdownDocument({
      marker: { of: 'plan', project: 'shop', environment: 'production' },
      title: 'gcx plan',
      outcome: '9,000 to create',
      sections: [
        { heading: 'Refused', language: 'text', lines: ['the reason'] },
        { heading: 'Warnings', language: 'text', lines: long },
        { heading: 'Changes', folded: 'open', language: 'diff', lines: long },
      ],
      whole: 'gcx plan --env production',
    });
    expect(text).toContain('the reason');
    const cut = [
      ...text.matchAll(
        / {2}… ([\d,]+) more lines not shown here: .* All of it: gcx plan --env production$/gm,
      ),
    ];
    const shown = text.split('\n').filter((each) => /^line \d+$/.test(each));
    const missing = cut.map(([, count = '']) => Number(count.replace(',', '')));
    expect(missing).toHaveLength(2);
    expect(shown.length + missing.reduce((sum, count) => sum + count, 0)).toBe(18_000);
    expect(text.length).toBeGreaterThan(Limits.markdownCharacters - 500);
  });
});
