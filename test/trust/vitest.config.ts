import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { seedOfContent } from '../seed-of-content.js';
import { temporaryFiles } from '../temporary-files.js';
import { workers } from '../workers.js';

// What happens is drawn from it: the same seed, the same cases. CI has one for each commit, a person a new one each time.
const seed = process.env['CI'] === undefined ? randomInt(1, 1_000_000) : seedOfContent();
process.env['TRUST_SEED'] ??= String(seed);

// What takes too long for `npm test`: gcx in all weathers.
export default defineConfig({
  test: {
    ...workers,
    include: ['test/trust/**/*.test.ts'],
    globalSetup: ['test/trust/say-seed.ts'],
    setupFiles: ['test/setup.ts'],
    disableConsoleIntercept: true,
    // As in the suite: loading gcx and its SDKs for each file takes as long as a sample's cases.
    isolate: false,
    maxWorkers: availableParallelism(),
    // Only what hangs ends so.
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    env: {
      ...temporaryFiles(),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      TEST_SEED: process.env['TEST_SEED'] ?? String(seed),
      TRUST_SEED: process.env['TRUST_SEED'],
      XDG_STATE_HOME: fileURLToPath(new URL('../../node_modules/.cache/test-state', import.meta.url)),
    },
  },
});
