import { sandboxFiles } from '../base/sandbox-folder.js';
import { askToStop } from './control-calls.js';
import { startEngine } from './engine.js';
import { isAlive } from './folder-lock.js';
import { lockOrServer } from './lock-wait.js';
import type { SandboxOptions } from './model.js';
import { engineOptions } from './open-sandbox.js';
import { findServer, removeServerRecord, type ServerRecord, writeServerRecord } from './server-record.js';

/** A server of a project's sandbox that runs in this process. */
export interface RunningServer {
  readonly record: ServerRecord;
  /** Resolves when it was asked to end, or when {@link stop} was called, and everything is written. */
  readonly ended: Promise<void>;
  stop(): void;
}

/**
 * Runs the server of a project's sandbox in this process.
 * @returns the record of the server that runs already, where there is one
 */
export async function serveSandbox(
  options: SandboxOptions & { readonly port?: number },
): Promise<RunningServer | { readonly already: ServerRecord }> {
  const files = sandboxFiles(options.folder);
  const found = await lockOrServer(files);
  if (found.kind === 'server') return { already: found.server };
  try {
    const { home, ...rest } = engineOptions(options, files, found);
    const engine = await startEngine({
      ...rest,
      home,
      ...(options.port === undefined ? {} : { port: options.port }),
    });
    engine.runFunctions();
    if (options.existing !== undefined) await engine.control.prepare({ ...home, existing: options.existing });
    const record: ServerRecord = {
      pid: process.pid,
      port: engine.port,
      token: engine.token,
      secret: found.owner.secret,
      startedAt: new Date().toISOString(),
      home,
    };
    writeServerRecord(files, record);
    let stop = (): void => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const ended = Promise.race([engine.stopAsked, stopped]).then(async () => {
      removeServerRecord(files);
      await engine.close();
    });
    return { record, ended, stop };
  } catch (error) {
    found.lock.release();
    throw error;
  }
}

/**
 * Ends the project's server and waits until its state is written.
 * @returns false where none ran
 */
export async function stopSandboxServer(folder: string): Promise<boolean> {
  const server = await findServer(sandboxFiles(folder));
  if (server === undefined) return false;
  await askToStop(server);
  const until = Date.now() + 10_000;
  while (server.pid !== process.pid && isAlive(server.pid) && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}
