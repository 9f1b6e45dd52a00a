import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { afterThisTest } from '../clean-up.js';
import { Project, run } from './gcx.js';

test('the demo fits a screen of 80 by 24, and is gone on in where it was kept', async () => {
  const { code, stdout, stderr } = await new Project().gcx('demo --keep');
  expect(code, stdout + stderr).toBe(0);
  const [story = '', rest = ''] = stdout.split(/^(?=Go on in its folder:$)/m);
  const lines = story.trimEnd().split('\n');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  // With the two lines that stand there where it is not kept, and the prompt.
  expect(lines.length + 2 + 1).toBeLessThanOrEqual(24);
  expect(lines.at(-1)).toMatch(/^7 of 7 steps had the expected result, in \d+ s\.$/);
  expect(story).toMatch(/not delivered: The call left Billing/);
  expect(story).toMatch(/delivered to (?:.|\n)*crm-inbox/);
  // What is printed runs in the folder that is named.
  const [, folder = ''] = /^ {2}cd (\S+)$/m.exec(rest) ?? [];
  afterThisTest(() => rmSync(folder, { recursive: true }));
  const told = [...story.replaceAll(' \\\n', '').matchAll(/^\$ gcx (.+)$/gm)].map(([, line]) => line);
  const kept = [...rest.matchAll(/^ {2}gcx (.+)$/gm)].map(([, line]) => line);
  expect([told.length, kept.length]).toEqual([6, 3]);
  for (const line of [...kept, told.find((each) => each?.includes('Billing'))]) {
    const words = [...`${line}`.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    );
    const again = await run(words.includes('apply') ? [...words, '--auto-approve'] : words, { cwd: folder });
    expect(again.code, `${line}\n${again.stdout}${again.stderr}`).toBe(0);
  }
});

test('--step wants a terminal, and says what does without', async () => {
  const { code, stderr } = await new Project().gcx('demo --step');
  expect([code, stderr]).toEqual([64, expect.stringMatching(/no terminal.*\n.*fix: +gcx demo --full/)]);
});

test('the whole story: everything happens as told, in 80 columns', async () => {
  const { code, stdout } = await new Project().gcx('demo --full');
  expect(stdout).not.toContain('NOT SO');
  expect(code).toBe(0);
  const [, held, checked] = /^(\d+) of (\d+) steps had the expected result/m.exec(stdout) ?? [];
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
