// Runs before each test file. Files share a process: what one of them leaves behind must not reach the next.

import fc from 'fast-check';
import { afterAll, afterEach, expect, vi } from 'vitest';
import { cleanUpFile, cleanUpTest } from './clean-up.js';

// What property tests draw from; a failure prints it as its seed.
const seed = process.env['TEST_SEED'];
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const { env } = process;
const variables = { ...env };
const folder = process.cwd();
const heard = listeners();

afterEach(cleanUpTest);

afterAll(async () => {
  await cleanUpFile();
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  process.env = env;
  for (const name of Object.keys(env)) if (!(name in variables)) delete env[name];
  Object.assign(env, variables);
  process.chdir(folder);
  process.exitCode = undefined;
  expect(listeners(), 'listeners for signals that this file leaves').toEqual(heard);
});

function listeners(): readonly number[] {
  return SIGNALS.map((signal) => process.listenerCount(signal));
}
