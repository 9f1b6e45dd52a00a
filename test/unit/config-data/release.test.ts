import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

test('nothing is released while the package is private, and every reason is told', () => {
  const { private: isPrivate, bin } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  expect(isPrivate).toBe(true);
  expect(Object.keys(bin)).toEqual(['gcx', 'genesys-gcx']);
  // Neither npm nor a clone is within reach: git alone is asked.
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${root}scripts/release.mjs`], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^genesys-gcx \S+ is not released:\n- package.json says "private": true\./);
  expect(stderr).toContain('UNLICENSED');
});
