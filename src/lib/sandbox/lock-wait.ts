import { setTimeout as wait } from 'node:timers/promises';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import type { SandboxFiles } from '../base/sandbox-folder.js';
import { type FolderLock, takeLock } from './folder-lock.js';
import { claimSandboxFolder, type SandboxOwner } from './sandbox-owner.js';
import { findServer, type ServerRecord } from './server-record.js';

/** How long to wait for another command to be done with the sandbox, in ms. */
const PATIENCE_MS = 15_000;
const PAUSE_MS = 50;

/**
 * The folder's lock, or the server that came up meanwhile.
 * @throws GcxError where another process keeps the lock for too long, or the folder is not this user's
 */
export async function lockOrServer(
  files: SandboxFiles,
): Promise<
  | { readonly kind: 'lock'; readonly lock: FolderLock; readonly owner: SandboxOwner }
  | { readonly kind: 'server'; readonly server: ServerRecord }
> {
  const owner = claimSandboxFolder(files);
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const server = await findServer(files);
    if (server !== undefined) return { kind: 'server', server };
    const lock = takeLock(files.lock);
    if ('release' in lock) return { kind: 'lock', lock, owner };
    if (Date.now() > until) {
      throw new GcxError({
        code: 'sandbox-busy',
        what: `Another gcx (process ${lock.heldBy}) works with this sandbox.`,
        where: files.folder,
        fix: `Wait until it is done, or run \`${gcxCommand('sandbox start')}\` first: a server takes several commands at once.`,
      });
    }
    await wait(PAUSE_MS);
  }
}
