import { Worker } from 'node:worker_threads';

/** Longest that one case may take before it is called a hang. */
const HANG_MS = 120_000;

/**
 * Ends this process, and says during which case, when a case never ends: code that runs in a circle lets nothing else of
 * its process run, a test's time limit neither.
 */
export class Watchdog {
  private readonly worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
    let timer;
    parentPort.on('message', (name) => {
      clearTimeout(timer);
      timer = name === '' ? undefined : setTimeout(() => {
        require('node:fs').writeSync(2, 'hangs: ' + name + '\\n');
        process.kill(process.pid, 'SIGKILL');
      }, ${HANG_MS});
    });`,
    { eval: true },
  );

  /** Says which case runs now. */
  begins(name: string): void {
    this.worker.postMessage(name);
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
