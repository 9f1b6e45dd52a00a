import type { Sandbox, SandboxOptions } from './model.js';

export type { AwsCall, AwsCounts, Delivery } from './aws/model.js';
export type {
  EmitReport,
  EmitRequest,
  EmittedEvent,
  ExistingThings,
  JournalEntry,
  JournalFilter,
  Sandbox,
  SandboxOptions,
} from './model.js';
export { sandboxOptions, sandboxOptionsWithoutFile } from './sandbox-options.js';

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
