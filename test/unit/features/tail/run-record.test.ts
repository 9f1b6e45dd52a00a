import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { runRecords } from '../../../../src/lib/features/tail/run-record.js';

const root = mkdtempSync(join(tmpdir(), 'gcx-tails-'));
let folder = root;
let count = 0;
beforeEach(() => {
  folder = join(root, String(count++), 'tails');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The id of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

it('a tail whose process runs is not abandoned; one that has ended leaves no record', () => {
  const records = runRecords(folder);
  expect([...records.abandoned()]).toEqual([]);
  records.begin('0123456789ab');
  expect([...records.abandoned()]).toEqual([]);
  records.end('0123456789ab');
  expect(readdirSync(folder)).toEqual([]);
});

it('a tail whose process has ended is abandoned, if it was on this machine', () => {
  runRecords(folder, 'here').begin('alive');
  const record = (machine: string) => JSON.stringify({ machine, pid: endedProcess() });
  writeFileSync(join(folder, 'dead.json'), record('here'));
  writeFileSync(join(folder, 'elsewhere.json'), record('there'));
  writeFileSync(join(folder, 'broken.json'), '{');
  writeFileSync(join(folder, 'empty.json'), '{}');
  expect([...runRecords(folder, 'here').abandoned()]).toEqual(['dead']);
});

it('a folder that cannot be made is no error', () => {
  writeFileSync(join(root, 'file'), '');
  const records = runRecords(join(root, 'file', 'tails'));
  records.begin('0123456789ab');
  expect([...records.abandoned()]).toEqual([]);
  records.end('0123456789ab');
});
