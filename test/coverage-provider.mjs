import inspector from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';
import v8 from '@vitest/coverage-v8';

/** The wings whose coverage is a gate; the same as `coverage.include` of vitest.config.ts. */
const MEASURED = /\/src\/lib\/(?:language|engine|clients)\//;

const session = new inspector.Session();
let started = false;

/**
 * vitest's own coverage by V8, asking whether code ran instead of how often: counting makes the property tests take
 * half as long again, this takes no time that can be measured. What it says of the percentages is the same.
 */
export default {
  ...v8,
  async startCoverage({ isolate }) {
    // Files that share a process share what V8 notes, too.
    if (isolate === false && started) return;
    started = true;
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  },
  async takeCoverage(options) {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const measured = result.filter(({ url }) => url.startsWith('file://') && MEASURED.test(url));
    return {
      result: measured.map((entry) => ({
        ...entry,
        startOffset: options?.moduleExecutionInfo?.get(fileURLToPath(entry.url))?.startOffset ?? 0,
      })),
    };
  },
  async stopCoverage({ isolate }) {
    if (isolate === false) return;
    await session.post('Profiler.stopPreciseCoverage');
    await session.post('Profiler.disable');
    session.disconnect();
  },
};
