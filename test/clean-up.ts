// What tests leave to be undone. Test files share a process (see vitest.config.ts) and modules are loaded once in it: a hook
// at the top of a module that several files import would only serve the first of them. The hooks are in setup.ts.

type Work = () => unknown;

const ofTest: Work[] = [];
const ofFile: Work[] = [];

/** Does something when the test that runs now has ended, after the hooks of its file; the newest first. */
export function afterThisTest(work: Work): void {
  ofTest.push(work);
}

/** Does something when the test file that runs now has ended, after its hooks; the newest first. */
export function afterThisFile(work: Work): void {
  ofFile.push(work);
}

/** Does what was left to be done after a test. @throws what the first work that failed has thrown, when all is done */
export function cleanUpTest(): Promise<void> {
  return doAll(ofTest.splice(0));
}

/** Does what was left to be done after a test file. @throws what the first work that failed has thrown, when all is done */
export function cleanUpFile(): Promise<void> {
  return doAll(ofFile.splice(0));
}

async function doAll(works: readonly Work[]): Promise<void> {
  const failures: unknown[] = [];
  for (const work of works.toReversed()) {
    try {
      await work();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
