import { Worker } from 'node:worker_threads';

/** CPU time that one case may take before it is called a hang, and how often that is looked at. */
const HANG_MS = 30_000;
const LOOK_MS = 5_000;

/**
 * Ends this process, and says during which case, when a case never ends: code that runs in a circle lets nothing else of
 * its process run, a test's time limit neither. CPU time, so that a busy machine makes nothing a hang.
 */
export class Watchdog {
  private readonly worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
    let running = '', began = process.cpuUsage();
    setInterval(() => {
      const { user, system } = process.cpuUsage(began);
      if (running === '' || (user + system) / 1000 < ${HANG_MS}) return;
      require('node:fs').writeSync(2, 'hangs: ' + running + '\\n');
      process.kill(process.pid, 'SIGKILL');
    }, ${LOOK_MS});
    parentPort.on('message', (name) => {
      running = name;
      began = process.cpuUsage();
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
