import { expect, test } from 'vitest';
import { SourceTexts } from '../../../../src/lib/features/processors/source-texts.js';

const texts = new SourceTexts([
  `// It doesn't matter here.
logger.info('A call left', { queue, fromAni: ani });
throw new Error("No customer\\n here");
throw new Error(\`No customer \${event.ani} in \${crm}\`);
throw new Error(\`\${event.ani}: \${name}\`);
logger.warn(\`\${event.ani} is unknown to \${crm}\`);
`,
]);

test('what a program says is shown, what it fills in is not, and what it does not say is not', () => {
  expect(texts.masked('A call left')).toBe('A call left');
  expect(texts.masked('No customer\n here')).toBe('No customer\n here');
  expect(texts.masked('No customer +4915112345678 in Jane Doe')).toBe('No customer (masked) in (masked)');
  expect(texts.masked('Jane Doe is unknown to us')).toBe('(masked) is unknown to (masked)');
  expect(texts.masked('No customer +4915112345678')).toBe('(masked)');
  expect(texts.masked('A call left Jane Doe')).toBe('(masked)');
  expect(texts.masked('+4915112345678: Jane Doe')).toBe('(masked)');
  expect(new SourceTexts([]).masked('A call left')).toBe('(masked)');
});

test('the names that a program has are its own', () => {
  expect(texts.has('fromAni')).toBe(true);
  expect(texts.has('Jane')).toBe(false);
});
