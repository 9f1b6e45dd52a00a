import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { seedOfContent } from './test/seed-of-content.js';
import { SlowFilesFirst } from './test/slow-files-first.js';
import { temporaryFiles } from './test/temporary-files.js';
import { workers } from './test/workers.js';

export default defineConfig({
  test: {
    ...workers,
    include: ['test/**/*.test.ts'],
    // They need moto, boto3 and AWS's CLI (`npm run test:moto`), or npm's registry (`npm run test:install`), or take long
    // (`npm run test:trust`, `test:documents`, `test:action`).
    exclude: ['test/action/**', 'test/moto/**', 'test/install/**', 'test/trust/**', 'test/documents/run/**'],
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
    // Tests of whole flows wait now and then (half of the time, on a quiet machine): more than there are cores keep these busy.
    maxWorkers: availableParallelism() + 2,
    // `npm run coverage`: it takes as long again, so that `.ci/run` leaves it out. What processes run that tests start is not seen. The gates are what was
    // measured in November 2026, less half a percent for what property tests happen to draw; they only go up.
    coverage: {
      provider: 'custom',
      customProviderModule: fileURLToPath(new URL('./test/coverage-provider.mjs', import.meta.url)),
      include: ['src/lib/{language,engine,clients}/**/*.ts'],
      reporter: ['text-summary'],
      thresholds: {
        'src/lib/language/**': { statements: 95.5, branches: 89.5, functions: 97, lines: 96.5 },
        'src/lib/engine/**': { statements: 91, branches: 83.5, functions: 91, lines: 91.5 },
        'src/lib/clients/**': { statements: 92.5, branches: 77, functions: 96, lines: 94.5 },
      },
    },
    env: {
      ...temporaryFiles(),
      TEST_SEED: String(seedOfContent()),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      // The key that marks sandboxes: not that of who runs the tests.
      XDG_STATE_HOME: fileURLToPath(new URL('./node_modules/.cache/test-state', import.meta.url)),
    },
  },
});
