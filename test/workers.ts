/**
 * Options of vitest that all suites share. Modules that one run has transformed are kept for the next run; and most of what tests
 * make is garbage at once, which a larger young generation (in MB) collects at less cost.
 */
export const workers = {
  execArgv: ['--max-semi-space-size=64'],
  experimental: { fsModuleCache: true },
};
