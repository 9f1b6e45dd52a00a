import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { readFileIfThere } from '../base/atomic-file.js';
import { GcxError } from '../base/gcx-error.js';
import { sandboxFiles } from '../base/sandbox-folder.js';
import { claimSandboxFolder } from './sandbox-owner.js';
import { findServer, type ServerRecord } from './server-record.js';

/** How long a server may take to come up, in ms. */
const START_MS = 30_000;

/**
 * Starts a project's server as a process of its own that outlives this one.
 * @param command This program and its arguments, so that it serves in the foreground.
 * @throws GcxError with what the process said where it ends instead
 */
export async function startInBackground(
  folder: string,
  command: { readonly program: string; readonly args: readonly string[]; readonly cwd: string },
): Promise<ServerRecord> {
  const files = sandboxFiles(folder);
  claimSandboxFolder(files);
  const log = openSync(files.log, 'w', 0o600);
  let ended = false;
  let child: ChildProcess;
  try {
    child = spawn(command.program, command.args, {
      cwd: command.cwd,
      detached: true,
      stdio: ['ignore', log, log],
    });
    child.once('exit', () => {
      ended = true;
    });
    child.once('error', () => {
      ended = true;
    });
    child.unref();
  } finally {
    closeSync(log);
  }
  const until = Date.now() + START_MS;
  while (!ended && Date.now() < until) {
    const server = await findServer(files);
    if (server !== undefined) return server;
    await wait(50);
  }
  if (!ended) child.kill();
  throw new GcxError({
    code: 'sandbox-not-started',
    what: ended ? "The sandbox's server ended at once." : "The sandbox's server does not answer.",
    where: files.log,
    fix: 'Run it with --foreground to watch it.',
    details: (readFileIfThere(files.log) ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .slice(-20),
  });
}
