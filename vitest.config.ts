import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They need moto, boto3 and AWS's CLI: `npm run test:moto`; and npm's registry: `npm run test:install`.
    exclude: ['test/moto/**', 'test/install/**'],
    disableConsoleIntercept: true,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The end-to-end tests mostly wait for processes: vitest's own choice leaves a core idle.
    maxWorkers: '100%',
    env: {
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      // The key that marks sandboxes: not that of who runs the tests.
      XDG_STATE_HOME: fileURLToPath(new URL('./node_modules/.cache/test-state', import.meta.url)),
    },
  },
});
