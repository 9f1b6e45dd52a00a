import { sandboxFiles } from '../base/sandbox-folder.js';
import type { Execution } from './aws/lambda/run/function-worker.js';
import type { CodeRequest, KeptFunction } from './aws/lambda/run/keep-function.js';
import type { OnceRequest } from './aws/lambda/run/run-once.js';
import type { FunctionError } from './aws/lambda/run/worker-source.js';
import { readJournal } from './journal.js';
import type { JournalEntry, JournalFilter, Sandbox, SandboxOptions } from './model.js';
import { findSandboxFolder } from './sandbox-owner.js';
import type { StartedServer, StartOptions } from './start-server.js';

export type { Execution } from './aws/lambda/run/function-worker.js';
export type { KeptFunction } from './aws/lambda/run/keep-function.js';
export type { OnceRequest } from './aws/lambda/run/run-once.js';
export { type MetricSum, metricsOf } from './aws/logs/embedded-metrics.js';
export type { Delivery, Handling } from './aws/model.js';
export { emitRequest } from './emit-request.js';
export { readJournal } from './journal.js';
export type {
  EmitReport,
  EmitRequest,
  EmittedEvent,
  ExistingSecret,
  ExistingThings,
  JournalEntry,
  JournalFilter,
  NearMiss,
  Relay,
  Sandbox,
  SandboxOptions,
} from './model.js';
export { parseSince } from './parse-since.js';
export { projectFolder } from './project-folder.js';
export { type SandboxServerState, serverState } from './server-state.js';
export type { StartedServer, StartOptions } from './start-server.js';

/**
 * Opens a project's sandbox: through its server where one runs, else in this process from the saved state; it is
 * written back by `close`. Real credentials, profiles and endpoints play no part in it.
 * @example const sandbox = await openSandbox(sandboxOptions(config));
 * @throws GcxError where another process has it, or its state, seed or faults cannot be used
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const room = await import('./open-sandbox.js');
  return room.openSandbox(options);
}

/**
 * Starts the server of a project's sandbox, in this process or in the background, unless it runs already.
 * @throws GcxError for a bad seed, fault or state, or a port that is taken
 */
export async function startServer(options: StartOptions): Promise<StartedServer> {
  const room = await import('./start-server.js');
  return room.startServer(options);
}

/** Ends the server of a project's sandbox and waits for it; false where none ran. */
export async function stopServer(folder: string): Promise<boolean> {
  const room = await import('./serve.js');
  return room.stopSandboxServer(folder);
}

/**
 * The calls of a project's sandbox so far, oldest first.
 * @throws GcxError (exit code 5) where the sandbox is not this user's, or a symbolic link
 */
export function projectJournal(folder: string, filter?: JournalFilter): readonly JournalEntry[] {
  const files = sandboxFiles(folder);
  return findSandboxFolder(files) === undefined ? [] : readJournal(files.journal, filter);
}

/** Takes a project's sandbox back to its beginning; `seed`: forgets its seed too. */
export async function resetSandbox(folder: string, options: { readonly seed: boolean }): Promise<void> {
  const room = await import('./reset.js');
  return room.resetSandbox(folder, options);
}

/** Runs code once in a worker of its own, as Lambda would; nothing of it stays. */
export async function runOnce(request: OnceRequest): Promise<Execution> {
  const room = await import('./aws/lambda/run/run-once.js');
  return room.runOnce(request);
}

/** Loads code once in a worker of its own, as Lambda would before the first event; gives why it cannot start. */
export async function startOnce(
  request: Omit<CodeRequest, 'functionName'>,
): Promise<FunctionError | undefined> {
  const room = await import('./aws/lambda/run/run-once.js');
  return room.startOnce(request);
}

/** Loads code in a worker of its own and keeps it warm, as Lambda does between events; gives why it cannot start. */
export async function keepFunction(
  request: CodeRequest,
): Promise<KeptFunction | { readonly failure: FunctionError }> {
  const room = await import('./aws/lambda/run/keep-function.js');
  return room.keepFunction(request);
}
