import { test } from 'vitest';
import { expectFilesKept } from '../unit/features/add/files-kept.js';
import { expectLayoutsKept } from '../unit/language/config/edit/layouts-kept.js';
import { SHARE } from './stage/cases.js';
import { seed, withEachSeed } from './stage/seeds.js';

/** What fast-check draws from, and so many cases of a whole run. A failure says its own seed and path. */
function runs(all: number): { readonly seed: number; readonly numRuns: number } {
  return { seed: Number.parseInt(seed(), 10) || 1, numRuns: Math.max(2, Math.round(all * SHARE)) };
}

test('whatever the layout of a text, nothing but the addition changes', async () => {
  await withEachSeed(async () => expectLayoutsKept(runs(4_000)));
});

test('whatever the layout of a file, gcx add leaves it valid and adds nothing twice', async () => {
  await withEachSeed(() => expectFilesKept(runs(600)));
});
