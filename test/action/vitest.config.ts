import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { temporaryFiles } from '../temporary-files.js';
import { workers } from '../workers.js';

// The action of action.yml: each flow of a workflow, with GitHub's API as a small server and gcx on its sandbox.
export default defineConfig({
  test: {
    ...workers,
    include: ['test/action/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    disableConsoleIntercept: true,
    isolate: false,
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: {
      ...temporaryFiles(),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      XDG_STATE_HOME: fileURLToPath(new URL('../../node_modules/.cache/test-state', import.meta.url)),
    },
  },
});
