import { sandboxFiles } from '../base/sandbox-folder.js';
import { startInBackground } from './background.js';
import { hostsDeliveredTo } from './deliver-hosts.js';
import { parseFault } from './faults.js';
import type { SandboxOptions } from './model.js';
import { identitiesOf } from './policy-file.js';
import { readSeedFile } from './seed-file.js';
import { serveSandbox } from './serve.js';
import { findServer } from './server-record.js';
import { type SandboxServerState, stateOf } from './server-state.js';

/** How a server is started. */
export interface StartOptions extends SandboxOptions {
  readonly port?: number;
  /** Absent: in this process, until it is told to end. */
  readonly background?: { readonly program: string; readonly args: readonly string[]; readonly cwd: string };
}

/** A server that was started or found. */
export interface StartedServer {
  readonly state: SandboxServerState;
  /** True where one ran already: its settings are as they were. */
  readonly already: boolean;
  /** Resolves when a server in this process has ended; at once for one in the background. */
  readonly ended: Promise<void>;
  stop(): void;
}

/**
 * Starts the server of a project's sandbox, unless it runs already.
 * @throws GcxError for a bad seed, fault or state, or a port that is taken
 */
export async function startServer(options: StartOptions): Promise<StartedServer> {
  const { folder } = sandboxFiles(options.folder);
  const running = await findServer(sandboxFiles(options.folder));
  const found = { ended: Promise.resolve(), stop: () => {} };
  if (running !== undefined) return { state: stateOf(folder, running), already: true, ...found };
  if (options.background !== undefined) {
    for (const fault of options.faults ?? []) parseFault(fault);
    hostsDeliveredTo(options.deliver ?? []);
    if (options.seedFile !== undefined) await readSeedFile(options.seedFile);
    if (options.policyFiles !== undefined) await identitiesOf(options.policyFiles);
    const record = await startInBackground(options.folder, options.background);
    return { state: stateOf(folder, record), already: false, ...found };
  }
  const server = await serveSandbox(options);
  if ('already' in server) return { state: stateOf(folder, server.already), already: true, ...found };
  return { state: stateOf(folder, server.record), already: false, ended: server.ended, stop: server.stop };
}
