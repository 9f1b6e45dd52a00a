import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// gcx as its users have it: packed, and installed from npm's registry. Not part of `npm test`, which needs no network.
export default defineConfig({
  test: {
    include: ['test/install/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    disableConsoleIntercept: true,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    env: { XDG_STATE_HOME: fileURLToPath(new URL('../../node_modules/.cache/test-state', import.meta.url)) },
  },
});
