import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { Project } from './gcx.js';

test('the demo: everything happens as told, in 80 columns', async () => {
  const { code, stdout } = await new Project().gcx('demo');
  expect(stdout).not.toContain('NOT SO');
  expect(code).toBe(0);
  const [, held, checked] = /^(\d+) of (\d+) things happened as told/m.exec(stdout) ?? [];
  expect(held).toBe(checked);
  expect(stdout.split('\n').filter((line) => line.startsWith('ok  '))).toHaveLength(Number(checked));
  for (const claim of [
    'the call that came twice was handled once',
    'its second event was known as a duplicate and skipped',
    'the event of 2025 is there as too-old',
    'the event without a time is there as malformed',
    'at its first attempt the event failed',
    'at its second attempt it was handled',
  ]) {
    expect(stdout).toContain(`ok  ${claim}`);
  }
  const [, page = ''] = /^The page is in (\S+)$/m.exec(stdout) ?? [];
  expect(readFileSync(page, 'utf8')).toContain('sales-left-queue');
  // Nothing else stays.
  expect(readdirSync(dirname(page))).toEqual(['pipe.html']);
  rmSync(dirname(page), { recursive: true });
  // Names and ARNs stay whole, so that they can be copied.
  const broad = stdout
    .split('\n')
    .filter((line) => line.length > 80 && !/arn:aws:|aws\.partner\//.test(line));
  expect(broad).toEqual([]);
});
