import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { workers } from '../workers.js';

// What nobody here wrote: moto, boto3 and AWS's CLI. Not part of `npm test`, for they may not be installed.
export default defineConfig({
  test: {
    ...workers,
    include: ['test/moto/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    disableConsoleIntercept: true,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { XDG_STATE_HOME: fileURLToPath(new URL('../../node_modules/.cache/test-state', import.meta.url)) },
  },
});
