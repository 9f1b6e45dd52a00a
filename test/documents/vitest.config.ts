import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { temporaryFiles } from '../temporary-files.js';
import { workers } from '../workers.js';

// The code blocks of the documents, run: `npm run test:documents`. Not part of `npm test`, which only looks that each is run or
// says why not.
export default defineConfig({
  test: {
    ...workers,
    include: ['test/documents/run/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    disableConsoleIntercept: true,
    isolate: false,
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    env: {
      ...temporaryFiles(),
      XDG_STATE_HOME: fileURLToPath(new URL('../../node_modules/.cache/test-state', import.meta.url)),
    },
  },
});
