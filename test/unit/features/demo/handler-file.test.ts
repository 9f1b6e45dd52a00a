import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { failAtFirstAttempt, handlerLines } from '../../../../src/lib/features/demo/handler-file.js';
import { handlerText } from '../../../../src/lib/features/processors/init/first-files.js';

const folder = mkdtempSync(join(tmpdir(), 'gcx-demo-'));
const example = readFileSync(
  fileURLToPath(new URL('../../../../config/handlers/sales.ts', import.meta.url)),
  'utf8',
);
afterAll(() => rmSync(folder, { recursive: true }));

function handlerFile(text: string): string {
  const file = join(folder, 'handler.ts');
  writeFileSync(file, text);
  return file;
}

describe('a handler that is made to fail', () => {
  it.each([
    ['the example', example],
    ['one of gcx processor init', handlerText('sales')],
  ])('%s gets an attempt and a line that throws, and loses nothing', async (_name, text) => {
    const file = handlerFile(text);
    expect(await failAtFirstAttempt(file)).toEqual([
      expect.stringMatching(
        /^export default defineHandler\(async \(event, \{ attempt, logger, metrics \}\) => \{$/,
      ),
      "  if (attempt === 1) throw new Error('The CRM does not answer.');",
    ]);
    const changed = readFileSync(file, 'utf8').split('\n');
    expect(changed).toHaveLength(text.split('\n').length + 1);
    expect(changed.slice(-5)).toEqual(text.split('\n').slice(-5));
  });

  it('another one stays as it is', async () => {
    const text = 'export default (event) => console.log(event);\n';
    const file = handlerFile(text);
    expect(await failAtFirstAttempt(file)).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('is shown from its export on', async () => {
    const [first, ...more] = await handlerLines(handlerFile(example));
    expect(first).toMatch(/^export default defineHandler\(/);
    expect(more.at(-1)).toBe('});');
  });
});
