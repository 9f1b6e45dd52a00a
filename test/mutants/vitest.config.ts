import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { temporaryFiles } from '../temporary-files.js';
import { MUTANTS, mutated } from './mutants.js';

const src = fileURLToPath(new URL('../../src/lib/', import.meta.url));
const mutant = MUTANTS.find(({ name }) => name === process.env['GCX_MUTANT']);

// One mutant of gcx (`npm run mutants`): one of its sources is read otherwise than it is written. No file is changed.
export default defineConfig({
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      transform(code, id) {
        if (mutant === undefined || id.split('?')[0] !== src + mutant.file) return undefined;
        return mutated(mutant, code);
      },
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts', 'test/mutants/mutate-file.ts'],
    disableConsoleIntercept: true,
    isolate: false,
    bail: 1,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 300_000, interval: 20 } },
    env: {
      ...temporaryFiles(),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      TRUST_SEED: '1',
      NO_LOSS_PAIRS: '40',
      TRUST_SHARE: '0.02',
      XDG_STATE_HOME: fileURLToPath(new URL('../../node_modules/.cache/test-state', import.meta.url)),
    },
  },
});
