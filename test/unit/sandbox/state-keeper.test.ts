import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sandboxFiles } from '../../../src/lib/base/sandbox-folder.js';
import { StateKeeper } from '../../../src/lib/sandbox/state-keeper.js';
import { temporaryFolder } from './temporary-folder.js';

it('writes what changed soon after, and nothing where the project is gone by then', async () => {
  const folder = temporaryFolder();
  const files = sandboxFiles(folder);
  mkdirSync(files.folder, { recursive: true });
  let changes = 0;
  const keeper = new StateKeeper(files, () => ({ changes: ++changes }));
  keeper.touch();
  await expect.poll(() => existsSync(files.state)).toBe(true);
  keeper.touch();
  rmSync(folder, { recursive: true });
  // Longer than it waits: an error there would be nobody's, and end the process.
  await wait(400);
  expect(existsSync(folder)).toBe(false);
});
