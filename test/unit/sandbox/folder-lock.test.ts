import { execFile } from 'node:child_process';
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { takeLock } from '../../../src/lib/sandbox/folder-lock.js';
import { temporaryFolder } from './temporary-folder.js';

/** No process has this id: it is above the largest that Linux and macOS give out. */
const DEAD = 99_999_999;

describe('takeLock', () => {
  it('gives the lock to one at a time', () => {
    const path = join(temporaryFolder(), 'lock');
    const first = takeLock(path);
    if (!('release' in first)) throw new Error('not free');
    expect(takeLock(path)).toEqual({ heldBy: process.pid });
    first.release();
    const second = takeLock(path);
    expect(second).toHaveProperty('release');
    if ('release' in second) second.release();
  });

  it('takes over from a process that died, from half a file, and from a holder that stopped touching it', () => {
    const path = join(temporaryFolder(), 'lock');
    for (const left of [
      JSON.stringify({ pid: DEAD, nonce: 'x' }),
      '{"pid":',
      JSON.stringify({ pid: process.pid, nonce: 'y' }),
    ]) {
      writeFileSync(path, left);
      const past = new Date(Date.now() - 3_600_000);
      utimesSync(path, past, past);
      const lock = takeLock(path);
      expect(lock).toHaveProperty('release');
      if ('release' in lock) lock.release();
    }
  });

  it('leaves a lock alone that another one took over meanwhile', () => {
    const path = join(temporaryFolder(), 'lock');
    const lock = takeLock(path);
    const theirs = JSON.stringify({ pid: process.pid, nonce: 'theirs' });
    writeFileSync(path, theirs);
    if ('release' in lock) lock.release();
    expect(readFileSync(path, 'utf8')).toBe(theirs);
  });

  it('keeps several processes apart, dead holders in between', async () => {
    const folder = temporaryFolder();
    const script = join(folder, 'count.mjs');
    await build({
      stdin: {
        contents: `
          import { readFileSync, writeFileSync } from 'node:fs';
          import { takeLock } from './folder-lock.js';
          const [, , lockFile, counter] = process.argv;
          for (let turn = 0; turn < 40; turn += 1) {
            let lock = takeLock(lockFile);
            while (!('release' in lock)) lock = takeLock(lockFile);
            writeFileSync(counter, String(Number(readFileSync(counter, 'utf8')) + 1));
            if (turn % 10 === 9) writeFileSync(lockFile, JSON.stringify({ pid: ${DEAD}, nonce: 'dead' + turn + process.pid }));
            else lock.release();
          }
        `,
        resolveDir: join(import.meta.dirname, '../../../src/lib/sandbox'),
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
    });
    const counter = join(folder, 'counter');
    writeFileSync(counter, '0');
    const run = promisify(execFile);
    await Promise.all(
      Array.from({ length: 4 }, () => run(process.execPath, [script, join(folder, 'lock'), counter])),
    );
    expect(readFileSync(counter, 'utf8')).toBe('160');
  });
});
