import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { temporaryFiles } from '../temporary-files.js';
import { workers } from '../workers.js';

// gcx as its users have it: packed, and installed from npm's registry. Not part of `npm test`, which needs no network.
export default defineConfig({
  test: {
    ...workers,
    include: ['test/install/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/install/pack.ts'],
    disableConsoleIntercept: true,
    // By itself vitest leaves a core to others. Half of the time is npm's, of which the clock is the registry's.
    maxWorkers: 2,
    // Only what hangs ends so: no test fails because the machine or the registry is busy.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: {
      ...temporaryFiles(),
      XDG_STATE_HOME: fileURLToPath(new URL('../../node_modules/.cache/test-state', import.meta.url)),
    },
  },
});
