import { describe, expect, test } from 'vitest';
import { terminalText } from '../../../../src/lib/base/terminal/printable.js';
import { createStyle } from '../../../../src/lib/base/terminal/style.js';
import { validationText } from '../../../../src/lib/language/config/index.js';
import { fileWith, validateText } from './marked-file.js';

async function told(text: string): Promise<string> {
  return terminalText(validationText(await validateText(text), { color: false, style: createStyle(false) }));
}

describe('problems of large files are cut to the screen', () => {
  test('of a very long line the part with the problem, its caret under it', async () => {
    const text = await told(
      fileWith({ route: `where: { mediaType: [VOICE],${' '.repeat(5_000)}mediaTyp: [VOICE] }` }),
    );
    const lines = text.split('\n');
    for (const line of lines) expect(line.length).toBeLessThan(1_100);
    const shown = lines.findIndex((line) => line.includes('mediaTyp:'));
    expect(lines[shown + 1]?.indexOf('^')).toBe(lines[shown]?.indexOf('mediaTyp:'));
  });

  test('a very long name', async () => {
    const text = await told(fileWith({ events: `[${'x'.repeat(50_000)}]` }));
    expect(text).toContain('more characters)');
    for (const line of text.split('\n')) expect(line.length).toBeLessThan(1_100);
  });

  test('very many problems: the first hundred, errors before warnings', async () => {
    const unused = Array.from(
      { length: 150 },
      (_, index) => `unused-${index}: { sqs: { create: unused-${index} } }`,
    );
    const wrong = Array.from({ length: 120 }, (_, index) => `wrong-${index}: 1`);
    const text = await told(fileWith({ targets: unused.join('\n'), top: wrong.join('\n') }));
    expect(text.match(/: error: /g)).toHaveLength(100);
    expect(text).not.toContain(': warning: ');
    expect(text).toMatch(/… and \d+ more problems: gcx validate --json/);
  });

  test('very many problems on one long line, soon', async () => {
    const wrong = Array.from({ length: 3_000 }, (_, index) => `wrong-${index}: 1`).join(', ');
    const before = process.cpuUsage();
    const text = await told(fileWith({ top: `defaults: { ${wrong} }` }));
    const { user, system } = process.cpuUsage(before);
    expect(text.match(/: error: /g)).toHaveLength(100);
    expect((user + system) / 1_000).toBeLessThan(3_000);
  });

  test('what is nested too deep to be read', async () => {
    const text = await told(fileWith({ route: `description: ${'['.repeat(20_000)}` }));
    expect(text).toContain('nested too deep');
    expect(text).not.toContain('call stack');
  });
});
