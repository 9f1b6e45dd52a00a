import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxFiles } from '../base/sandbox-folder.js';
import { remoteControl } from './control-calls.js';
import { clearJournal } from './journal.js';
import { lockOrServer } from './lock-wait.js';

/**
 * Takes a project's sandbox back to its beginning: its seed and what the file calls existing; the journal is emptied.
 * `seed`: forgets the seed too, so that it begins with the example organization again.
 */
export async function resetSandbox(project: string, { seed }: { readonly seed: boolean }): Promise<void> {
  const files = sandboxFiles(project);
  const found = await lockOrServer(files);
  if (seed) rmSync(files.seed, { force: true });
  forgetQueues(files.folder);
  if (found.kind === 'server') return remoteControl(found.server).reset();
  rmSync(files.state, { force: true });
  for (const folder of [files.code, files.tables]) rmSync(folder, { recursive: true, force: true });
  clearJournal(files.journal);
  found.lock.release();
}

/** Removes what gcx's commands remember of the sandbox's queues: the next ones have other ids. */
function forgetQueues(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/^queues-.*\.json$/.test(name)) rmSync(join(folder, name), { force: true });
  }
}
