import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SlowFilesFirst } from './test/slow-files-first.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They need moto, boto3 and AWS's CLI (`npm run test:moto`), or npm's registry (`npm run test:install`).
    exclude: ['test/moto/**', 'test/install/**'],
    disableConsoleIntercept: true,
    // Starting a process for each file and loading and compiling gcx and its SDKs in it was half of all work: files
    // share a process a core, and setup.ts sees to it that none leaves anything to the next.
    isolate: false,
    setupFiles: ['test/setup.ts'],
    sequence: { sequencer: SlowFilesFirst },
    // Only what hangs ends so: no test fails because the machine is busy.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 300_000, interval: 20 } },
    // Tests of whole flows wait now and then: one more than there are cores keeps these busy.
    maxWorkers: availableParallelism() + 1,
    env: {
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      // The key that marks sandboxes: not that of who runs the tests.
      XDG_STATE_HOME: fileURLToPath(new URL('./node_modules/.cache/test-state', import.meta.url)),
    },
  },
});
