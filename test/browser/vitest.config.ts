import { defineConfig } from 'vitest/config';
import { workers } from '../workers.js';

// The page of `gcx status --html` in a real browser: Chromium of the system, which `.ci/run` installs. Not part of `npm test`.
export default defineConfig({
  test: {
    ...workers,
    include: ['test/browser/**/*.test.mjs'],
    setupFiles: ['test/setup.ts'],
    disableConsoleIntercept: true,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
