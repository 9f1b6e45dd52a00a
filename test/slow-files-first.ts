import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where the longest test files are; a folder that is named first starts first. */
const SLOW = ['test/e2e/', 'test/unit/processor/build/', 'test/unit/engine/', 'test/unit/features/existing/'];

/**
 * The slowest test files first, so that no core waits at the end for a long one: what vitest remembers of an earlier run
 * would do, but a fresh clone has no such memory.
 */
export class SlowFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const at = SLOW.findIndex((folder) => moduleId.includes(`/${folder}`));
  return at === -1 ? SLOW.length : at;
}
