import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Config } from '../../language/config/model.js';
import { serverState } from '../../sandbox/index.js';
import { sandboxOptions } from './sandbox-options.js';

/**
 * For what waits for events of other commands: a sandbox in this process would see only its own events, none.
 * @param command what waits for them
 * @throws GcxError where the server of the file's sandbox does not run
 */
export async function requireSandboxServer(config: Config, command = gcxCommand('tail')): Promise<void> {
  const state = await serverState(sandboxOptions(config).folder);
  if (state.running) return;
  throw new GcxError({
    code: 'sandbox-not-running',
    what: 'The sandbox server is not running, so events of other commands cannot arrive here.',
    fix: `Run ${gcxCommand('sandbox start')} in another terminal, then ${command} here. ${gcxCommand('sandbox emit', 'conversation.acd.end')} sends an event.`,
  });
}
